import type { Clients } from './clients.ts';

/** What a kind of fault has done to the deployment. */
export interface Outcome {
  readonly cycles: number;
  readonly acknowledged: number;
  readonly faults: readonly string[];
  /** How often each refusal came while it was hurt. */
  readonly refusals: ReadonlyMap<string, number>;
  /** What was counted besides, by what it says. */
  readonly counts: ReadonlyMap<string, number>;
  /** Times measured, in milliseconds, by what they say. */
  readonly times: ReadonlyMap<string, readonly number[]>;
}

/** Collects outcomes as cycles pass; prints a fault at once. */
export class Tally {
  readonly #faults: string[] = [];
  readonly #refusals = new Map<string, number>();
  readonly #counts = new Map<string, number>();
  readonly #times = new Map<string, number[]>();
  #cycles = 0;
  #acknowledged = 0;

  cycle(faults: readonly string[]): void {
    this.#cycles += 1;
    this.fault(...faults);
  }

  fault(...faults: readonly string[]): void {
    for (const fault of faults) console.log(`✗ cycle ${this.#cycles}: ${fault}`);
    this.#faults.push(...faults);
  }

  acknowledge(many: number): void {
    this.#acknowledged += many;
  }

  count(what: string, amount: number): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + amount);
  }

  time(what: string, milliseconds: number): void {
    this.#times.set(what, [...(this.#times.get(what) ?? []), milliseconds]);
  }

  /** Takes over what clients have seen in their life. */
  add({ acknowledged, refusals, answers, lateAnswers }: Clients): void {
    this.count('answers after more than 10 s', lateAnswers);
    this.#times.set('an answer', [...(this.#times.get('an answer') ?? []), ...answers]);
    this.#acknowledged += acknowledged.length;
    for (const [what, times] of refusals) this.#refusals.set(what, (this.#refusals.get(what) ?? 0) + times);
  }

  get outcome(): Outcome {
    return {
      cycles: this.#cycles,
      acknowledged: this.#acknowledged,
      faults: this.#faults,
      refusals: this.#refusals,
      counts: this.#counts,
      times: this.#times,
    };
  }
}

/** An outcome in lines for people. */
export function wordsOf(kind: string, { cycles, acknowledged, faults, refusals, counts, times }: Outcome): string {
  const lines = [
    `${faults.length === 0 ? '✔' : '✗'} ${kind}: ${cycles} cycles, ${acknowledged} acknowledged, ${faults.length} faults`,
    ...[...counts].map(([what, amount]) => `  ${what}: ${amount}`),
    ...[...times].map(([what, measured]) => `  ${what}: ${timesIn(measured)}`),
  ];
  if (refusals.size > 0)
    lines.push(`  meanwhile: ${[...refusals].map(([what, count]) => `${count} × ${what}`).join(', ')}`);
  return lines.join('\n');
}

function timesIn(measured: readonly number[]): string {
  const sorted = measured.toSorted((one, other) => one - other);
  const at = (share: number) =>
    ((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) / 1000).toFixed(2);
  return `p50 ${at(0.5)} s, p95 ${at(0.95)} s, max ${at(1)} s (${sorted.length})`;
}
