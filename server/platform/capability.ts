import type { Contract, Grants, Right } from './api/contract.ts';
import type { Route } from './api/http.ts';
import type { Dues } from './due.ts';
import type { JobKind } from './jobs/job-kind.ts';
import type { SearchSource } from './search.ts';
import type { Serving } from './serving.ts';
import type { Migration } from './start/migrations.ts';
import type { Config } from './state/config.ts';

/**
 * All that a capability adds to the whole, in one value: its `capability.ts`, listed in `server/capabilities.ts`. What is not data is
 * loaded when it is asked for, so that the command line loads no routes, and what goes over all collections nothing but these.
 * `Needs` is what its routes must be given by the composition.
 */
export interface Capability<Needs = unknown> {
  /** The name of its folder. */
  readonly name: string;
  readonly grants?: Grants;
  /** Addresses of its pages, by what they show, parameters as `$name`; the server answers each of them with the client. */
  readonly pages?: Readonly<Record<string, `/${string}`>>;
  /** Loads every file of it that declares collections. */
  readonly stores?: () => Promise<unknown>;
  /** Steps of what it has stored, from release to release; their numbers run through all capabilities. */
  readonly migrations?: readonly Migration[];
  readonly jobs?: () => Promise<readonly JobKind[]>;
  /** What waits for whom, and what its work for later is about. */
  readonly due?: () => Promise<Dues>;
  /** What of it can be found by words. */
  readonly search?: () => Promise<readonly SearchSource[]>;
  /** Connects its acts with where what they need lives, and fills ports of those below; from the bottom up, before the first act. */
  readonly connect?: (place: Place) => Promise<unknown>;
  readonly serving?: () => Promise<Serving>;
  readonly api: () => Promise<Api<Needs>>;
}

/** Where acts are carried out: by the server, a command, or the demo. */
export interface Place extends Pick<Config, 'storageFolder' | 'keysFolder' | 'production'> {
  /** Whether a backup is being put back: what it holds may be written with other keys. */
  readonly restoring: boolean;
}

/** The endpoints of a capability. */
export interface Api<Needs> {
  /** By the name under which the API is described. */
  readonly contracts: Readonly<Record<string, Contract<Right>>>;
  readonly routes: (needs: Needs) => readonly Route[];
}
