import mongoose from 'mongoose';
import type { Actor } from '../../platform/actor.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { readAll } from '../../platform/database/store.ts';
import { type Due, type DueSource, dueOfFew, faultOfHouse } from '../../platform/due.ts';
import { endNotice } from '../../signing/certificates/certificate-ends.ts';
import { heldVersion } from './queries.ts';
import { directoryEntries } from './store.ts';

declare module '../../platform/due.ts' {
  interface DueKinds {
    'directory-waiting': 'see-directory';
    'directory-ends': 'see-directory';
    'directory-ended': 'see-directory';
  }
}

type DueOfDirectory = Due<'directory-waiting' | 'directory-ends' | 'directory-ended', 'see-directory'>;

/** Changed keys and ways to agree to: for every administrator but the one who took their list in. */
async function waiting({ personId }: Actor): Promise<DueOfDirectory[]> {
  const all = await readAll(directoryEntries, { 'waiting.serial': mongoose.trusted({ $exists: true }) });
  const since = all.flatMap(({ waiting }) => (waiting && waiting.by.personId !== personId ? waiting.since : []));
  const [at] = since.toSorted((one, other) => one.getTime() - other.getTime());
  return at ? [faultOfHouse({ kind: 'directory-waiting', action: 'see-directory', at: at.toISOString() })] : [];
}

/** A list that ends soon, or has ended: from then on nothing new leaves for other deployments or comes from them. */
async function ending(now: Date): Promise<DueOfDirectory[]> {
  const held = await heldVersion();
  const notice = held && endNotice(held.validUntil, now);
  if (!notice) return [];
  const kind = held.validUntil > now ? ('directory-ends' as const) : ('directory-ended' as const);
  const fault = faultOfHouse({ kind, action: 'see-directory', at: notice.since.toISOString() });
  return [{ ...fault, dueOn: dayInVietnam(held.validUntil), priority: notice.priority }];
}

/** What waits about the directory of all agencies, for administrators. */
export const dueOfDirectory = [
  dueOfFew(async (actor, now) =>
    actor.roles.includes('administrator') ? [...(await waiting(actor)), ...(await ending(now))] : [],
  ),
] satisfies readonly DueSource[];
