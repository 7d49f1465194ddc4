import { loadavg } from 'node:os';
import { type Pair, type Site, sites } from './pair.ts';

/** So far back goes what is told. */
const TOLD_MS = 60_000;
/** As often as a collector of operators asks: each answer costs a server some questions to its database. */
const EVERY_MS = 10_000;
const ANSWERED_WITHIN_MS = 5_000;
/** The longest time since the last question for which a server did nothing of what it was to do (prom-client). */
const longest = /^nodejs_eventloop_lag_max_seconds (\S+)$/m;

/** For how long the event loops of both sides stood still lately: whether somebody was told late since a server got no processor. */
export class LoopDelays {
  #seen: { readonly site: Site; readonly at: number; readonly seconds: number }[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;

  /** Asks those that are up, if it is time to. */
  async look(pair: Pair): Promise<void> {
    const at = performance.now();
    if (at - this.#askedAt < EVERY_MS) return;
    this.#askedAt = at;
    const up = sites.filter((site) => pair.isUp(site));
    const seen = await Promise.all(up.map(async (site) => ({ site, at, seconds: await delayOf(pair.address(site)) })));
    this.#seen = [...this.#seen.filter((one) => at - one.at < TOLD_MS), ...seen];
  }

  /** What was seen in the last minute. */
  get words(): string {
    const of = (site: Site) => Math.max(0, ...this.#seen.flatMap((one) => (one.site === site ? one.seconds : [])));
    const each = sites.map((site) => `${site} stood still for ${of(site).toFixed(1)} s at most`);
    return `in the last minute ${each.join(', ')}; load average ${loadavg()[0]?.toFixed(1)}`;
  }
}

/** Whoever does not answer has stood still for at least as long as it was waited for. */
async function delayOf(address: string): Promise<number> {
  try {
    const answer = await fetch(`${address}/metrics`, { signal: AbortSignal.timeout(ANSWERED_WITHIN_MS) });
    return Number(longest.exec(await answer.text())?.[1] ?? 0);
  } catch {
    return ANSWERED_WITHIN_MS / 1_000; // also one that was killed a moment ago
  }
}
