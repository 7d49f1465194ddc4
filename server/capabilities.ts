import { audit } from './audit/capability.ts';
import type { AuditPorts } from './audit/routes.ts';
import { exchange } from './exchange/capability.ts';
import { type IdentityNeeds, identity } from './identity/capability.ts';
import { intake } from './intake/capability.ts';
import type { Capability } from './platform/capability.ts';
import type { Dues } from './platform/due.ts';
import { type PlatformNeeds, platform } from './platform/platform.ts';
import type { SearchSource } from './platform/search.ts';
import type { Serving } from './platform/serving.ts';
import { type RegistryNeeds, registry } from './registry/capability.ts';
import { routing } from './routing/capability.ts';
import { search } from './search/capability.ts';
import { signing } from './signing/capability.ts';
import { statistics } from './statistics/capability.ts';

/** What the composition gives to the routes. */
export type Needs = PlatformNeeds & AuditPorts & IdentityNeeds & RegistryNeeds;

/** Who makes up the house, from the bottom up: each knows those of the rows before its own, and none beside it (test/house/arrows.test.ts). */
export const rows: readonly (readonly Capability<Needs>[])[] = [
  [platform],
  [audit],
  [identity],
  [registry],
  [routing, signing, intake],
  [exchange],
  [statistics, search],
];

export const capabilities = rows.flat();

/** What every capability grants to which roles. */
export const allGrants = capabilities.flatMap(({ grants }) => grants ?? []);

/** Address of every page, parameters as `$name`. */
export const allPages = capabilities.flatMap(({ pages }) => Object.values(pages ?? {}));

/** Every kind of work for later. */
export async function allJobs() {
  return (await Promise.all(capabilities.map(({ jobs }) => jobs?.() ?? []))).flat();
}

/** Every step of the stored data, in order. */
export const migrations = capabilities
  .flatMap(({ migrations }) => migrations ?? [])
  .toSorted((one, other) => one.number - other.number);

/** What a running server asks of them. */
export async function allServing(): Promise<readonly Serving[]> {
  return await Promise.all(capabilities.map(({ serving }) => serving?.() ?? {}));
}

/** All due work, as the capabilities say it. */
export async function allDues(): Promise<Required<Dues>> {
  const dues = await Promise.all(capabilities.map(({ due }) => due?.()));
  return {
    sources: dues.flatMap((one) => one?.sources ?? []),
    things: dues.flatMap((one) => one?.things ?? []),
  };
}

/** All that can be found, as the capabilities say it. */
export async function allSearchSources(): Promise<readonly SearchSource[]> {
  return (await Promise.all(capabilities.map(({ search }) => search?.() ?? []))).flat();
}
