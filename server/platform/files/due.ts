import mongoose from 'mongoose';
import type { Actor } from '../actor.ts';
import { dueRows } from '../database/due-rows.ts';
import { type DueSource, dueOfFew, faultOfHouse } from '../due.ts';
import { disksInUse } from './disk-watch.ts';
import { storedFileFindings } from './file-keeper.ts';

/** While a disk runs low there is time; when it is full no file is taken any more, which stops everybody. */
const disks = dueOfFew(async ({ roles }) => {
  if (!roles.includes('administrator')) return [];
  return (await disksInUse()).flatMap(({ name, room, freeBytes, freeShare, since }) => {
    if (room === 'enough') return [];
    const kind = room === 'low' ? ('disk-low' as const) : ('disk-full' as const);
    const fault = faultOfHouse({ kind, action: 'see-state', at: since.toISOString() } as const);
    const disk = { holds: name, freeBytes, freeShare };
    return [{ ...fault, id: `${kind}-${name}`, priority: room === 'low' ? 1 : 2, disk }];
  });
});

/** Stored files of the agency, and those that belong to none, which the last look found gone or damaged. */
const damaged = dueRows(storedFileFindings, {
  where: ({ roles, agencyId }: Actor) =>
    roles.includes('administrator') ? { agencyId: mongoose.trusted({ $in: [agencyId, null] }) } : undefined,
  fields: ['named', 'since', 'fault'],
  by: 'since',
  shown: (rows) =>
    rows.map(({ id, named, since, fault }) => ({
      ...faultOfHouse({ kind: 'stored-file', action: 'see-state', at: since.toISOString() } as const),
      ...{ id, subject: named, note: fault },
    })),
});

/** What waits about disks and stored files, for administrators. */
export const dueOfFiles = [disks, damaged] satisfies readonly DueSource[];
