import type { Contract } from '../platform/api/contract.ts';
import type { Role } from './role.ts';

/** Which roles each permission of the contracts is given to; the one place that says so. */
const permissions = new Map<string, readonly Role[]>(
  Object.entries({
    'identity.administer': ['administrator'],
    'signing.keys': ['administrator'],
    'audit.read': ['administrator', 'inspector', 'leader'],
    'registry.register': ['clerk'],
    'registry.draft': ['clerk', 'leader', 'unit-head', 'specialist'],
    'registry.number': ['clerk'],
    'registry.return': ['clerk', 'leader'],
    'registry.void': ['clerk', 'leader'],
    'registry.oversee': ['clerk', 'leader', 'administrator'],
    'registry.open-register': ['clerk', 'administrator'],
    'registry.import': ['clerk'],
    'signing.sign': ['leader'],
    'signing.seal': ['clerk'],
    'routing.present': ['clerk'],
    'routing.direct': ['clerk', 'leader', 'unit-head'],
    'routing.handle': ['clerk', 'leader', 'unit-head', 'specialist'],
    'exchange.receive': ['clerk'],
    'exchange.track': ['clerk', 'leader', 'unit-head', 'specialist'],
    'statistics.read': ['clerk', 'leader', 'unit-head', 'specialist', 'inspector'],
  }),
);

/** Whether one of these roles grants the permission. */
export function grants(roles: readonly string[], permission: string): boolean {
  return permissions.get(permission)?.some((role) => roles.includes(role)) ?? false;
}

/** Refuses to start with a contract that asks for a permission nobody can have. */
export function assertPermissionsKnown(contracts: readonly Contract[]): void {
  for (const contract of contracts) {
    for (const [name, { permission }] of Object.entries(contract)) {
      if (!permission.includes('.') || permissions.has(permission)) continue;
      throw new Error(`${name} asks for the permission ${permission}, which no role grants`);
    }
  }
}
