import type { Actor } from '../../../platform/actor.ts';
import { readAll } from '../../../platform/database/store.ts';
import type { GroupSummary } from './contract.ts';
import type { RecipientGroup } from './group.ts';
import { recipientGroups } from './store.ts';

/** The running groups of the actor's agency, by name. */
export async function listGroups({ agencyId }: Actor): Promise<GroupSummary[]> {
  const groups = await readAll(recipientGroups, { agencyId, ended: false });
  return groups.map(groupSummary).toSorted((one, other) => one.name.localeCompare(other.name, 'vi'));
}

export function groupSummary({ id, version, name, members, updatedAt }: RecipientGroup): GroupSummary {
  return { id, version, name, count: members.length, updatedAt: updatedAt.toISOString() };
}
