import type { Contract, Grants, Right } from './api/contract.ts';
import type { Route } from './api/http.ts';
import type { Dues } from './due.ts';
import type { JobKind } from './jobs/job-kind.ts';

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
  readonly jobs?: () => Promise<readonly JobKind[]>;
  /** What waits for whom, and what its work for later is about. */
  readonly due?: () => Promise<Dues>;
  readonly api: () => Promise<Api<Needs>>;
}

/** The endpoints of a capability. */
export interface Api<Needs> {
  /** By the name under which the API is described. */
  readonly contracts: Readonly<Record<string, Contract<Right>>>;
  readonly routes: (needs: Needs) => readonly Route[];
}
