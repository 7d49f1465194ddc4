import mongoose from 'mongoose';
import type { Actor } from '../platform/actor.ts';
import { yearInVietnam } from '../platform/calendar.ts';
import { readAll } from '../platform/database/store.ts';
import { runningProcesses } from '../platform/deployment/processes.ts';
import { disksInUse } from '../platform/files/disk-watch.ts';
import { storedFileFindings } from '../platform/files/file-keeper.ts';
import { numbersToConfirm } from '../registry/books/lost-numbers-queries.ts';
import type { DueItem } from './contract.ts';

type House = Pick<DueItem, 'kind' | 'id' | 'subject' | 'at' | 'action' | 'note' | 'priority' | 'disk'>;

/** What is wrong with the house itself: the clerk confirms numbers after a restore, the administrator sees to database, files, disks and workers. */
export async function houseFaults(actor: Actor, now: Date, most: number): Promise<DueItem[]> {
  const found: House[] = [];
  const isClerk = actor.roles.includes('clerk');
  const isAdministrator = actor.roles.includes('administrator');
  if (isClerk || isAdministrator) {
    const doubt = await numbersToConfirm(actor.agencyId, yearInVietnam(now));
    if (doubt?.how === 'restored' && isClerk) found.push(aFault('numbers-unconfirmed', doubt.since));
    if (doubt?.how === 'put-back' && isAdministrator) found.push(aFault('database-put-back', doubt.since));
  }
  if (isAdministrator) {
    const ofHouse = [workerFaults(now), diskFaults(), fileFaults(actor, most)];
    found.push(...(await Promise.all(ofHouse)).flat());
  }
  return found.map(asDueItem);
}

/** Only where anybody says that it runs: a command or a test is no deployment without workers. */
async function workerFaults(now: Date): Promise<House[]> {
  const running = await runningProcesses();
  const isMissing = running.length > 0 && running.every(({ role }) => role === 'web');
  return isMissing ? [aFault('no-worker', now.toISOString())] : [];
}

/** While one runs low there is time; when it is full no file is taken any more, which stops everybody. */
async function diskFaults(): Promise<House[]> {
  return (await disksInUse()).flatMap(({ name, room, freeBytes, freeShare, since }) => {
    if (room === 'enough') return [];
    const fault = aFault(room === 'low' ? 'disk-low' : 'disk-full', since.toISOString());
    const disk = { holds: name, freeBytes, freeShare };
    return [{ ...fault, id: `${fault.kind}-${name}`, priority: room === 'low' ? 1 : 2, disk }];
  });
}

/** Stored files of the agency, and those that belong to none, which the last look found gone or damaged. */
async function fileFaults({ agencyId }: Actor, limit: number): Promise<House[]> {
  const near = { agencyId: mongoose.trusted({ $in: [agencyId, null] }) };
  const found = await readAll(storedFileFindings, near, { sort: { since: 1 }, limit });
  return found.map(({ id, named, since, fault }) => ({
    ...aFault('stored-file', since.toISOString()),
    ...{ id, subject: named, note: fault },
  }));
}

function aFault(kind: DueItem['kind'], at: string): House {
  const action = kind === 'numbers-unconfirmed' ? 'confirm-numbers' : 'see-state';
  return { kind, id: kind, subject: '', at, action, note: null, priority: 1 };
}

function asDueItem(fault: House): DueItem {
  const unknown = { documentId: null, code: '', who: '', dueOn: null, verdict: null, daysLeft: null };
  return { ...unknown, ...fault };
}
