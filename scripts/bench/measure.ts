/** What one piece of work takes, in milliseconds. */
export interface Timing {
  readonly median: number;
  readonly p95: number;
}

/** Runs work one after the other, some rounds to warm up and then some that count. */
export async function measure(work: () => unknown, { warmUp = 20, runs = 200 } = {}): Promise<Timing> {
  for (let round = 0; round < warmUp; round += 1) await work();
  const times: number[] = [];
  for (let round = 0; round < runs; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return timingOf(times);
}

export function timingOf(times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

/** One line of a table: what was measured beside its bare minimum in the same run. */
export interface Line {
  readonly what: string;
  readonly ours: Timing;
  readonly baseline: { readonly what: string; readonly timing: Timing };
  /** Milliseconds that the median should not exceed: the goal that docs/benchmarks.md states. */
  readonly goal?: number;
  readonly other?: Timing | undefined;
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

/** The lines as Markdown, for docs/benchmarks.md. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, ours, baseline, goal, other }) => [
    what,
    ms(ours.median),
    ms(ours.p95),
    goal === undefined ? '' : `≤ ${goal} ms`,
    `${ms(baseline.timing.median)} (${baseline.what})`,
    (ours.median / baseline.timing.median).toFixed(1),
    other === undefined ? '–' : ms(other.median),
  ]);
  const head = ['what', 'median', 'p95', 'goal', 'baseline', 'ratio', 'pyHanko'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
