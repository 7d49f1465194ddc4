import type { Role } from '../platform/actor.ts';
import type { Grants } from '../platform/api/contract.ts';

let inUse: ReadonlyMap<string, readonly Role[]> | undefined;

/** Says what the capabilities of this house grant; called once by the composition root. */
export function useGrants(all: readonly Grants[]): void {
  inUse = new Map(all.flatMap((grants) => Object.entries(grants)));
}

/** All that these roles are granted. */
export function rightsOf(roles: readonly string[]): string[] {
  if (!inUse) throw new Error('No grants are in use: call useGrants first');
  return [...inUse].filter(([, to]) => to.some((role) => roles.includes(role))).map(([right]) => right);
}

/** Whether one of these roles is granted the right; nobody has one that no capability grants. */
export function isGranted(roles: readonly string[], right: string): boolean {
  if (!inUse) throw new Error('No grants are in use: call useGrants first');
  return inUse.get(right)?.some((role) => roles.includes(role)) ?? false;
}
