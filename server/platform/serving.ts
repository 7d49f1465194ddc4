import type { Audiences } from './edge/live.ts';
import type { Gauge } from './edge/metrics.ts';
import type { House } from './start/start-up.ts';
import type { Config } from './state/config.ts';

/** What only a running server asks of a capability; every part of it from the bottom up. */
export interface Serving {
  /** Before the first act: takes what the configuration says, and refuses with a start-up failure what nobody could work with. */
  readonly prepare?: (house: House) => Promise<unknown>;
  /** Once acts can be carried out and rows are believed, before anybody is let in; may refuse as well. */
  readonly look?: (config: Config) => Promise<unknown>;
  /** Makes those who look after its rows while the server runs, in processes that do the work that waits. */
  readonly keepers?: () => readonly Keeper[];
  /** Resolves when nothing it still has to write is left (graceful stop). */
  readonly drained?: () => Promise<unknown>;
  readonly gauges?: readonly Gauge[];
  readonly audiences?: Audiences;
}

/** Runs beside requests and jobs. A stop before the start is none. */
export interface Keeper {
  start(): void;
  stop(): Promise<void>;
}
