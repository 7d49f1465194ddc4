import { z } from 'zod';
import { checkRecent } from '../../server/audit/checks/check-log.ts';
import { verifyExport } from '../../server/audit/checks/verify-export.ts';
import { auditEntries, logHeads } from '../../server/audit/store.ts';
import { readAll, rowsOf } from '../../server/platform/database/store.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { storeFaults } from '../check-store.ts';
import type { Clients } from './clients.ts';
import type { Deployment } from './deployment.ts';

const entered = z.object({
  _id: z.string(),
  agencyId: z.string(),
  registerId: z.string(),
  number: z.int(),
  registeredAt: z.date(),
});
type Entered = z.output<typeof entered>;

const logged = z.object({ agencyId: z.string(), at: z.date(), type: z.string() });

/**
 * Everything that must hold once all begun work is settled (docs/reliability.md): what was acknowledged is there under its
 * number, and nothing else; numbers from 1 without gaps in the order of time; files whole; logs that lead to their heads. With
 * `whole`, the logs are exported and verified by the program that shares no code with the server.
 */
export async function lookAfter(deployment: Deployment, clients: Clients, whole: boolean): Promise<string[]> {
  await clients.repeat();
  const found = await deployment.look(async () => [
    ...(await documentFaults(clients)),
    ...(await storeFaults()),
    ...(await logFaults()),
    ...(whole ? await exportFaults() : []),
  ]);
  return [...clients.faults.splice(0), ...found];
}

async function documentFaults({ acknowledged }: Clients): Promise<string[]> {
  const projection = { agencyId: 1, registerId: 1, number: 1, registeredAt: 1 };
  const stored = z.array(entered).parse(await rowsOf(incomingDocuments).find({}, { projection }).toArray());
  const known = new Map(stored.map((document) => [document._id, document]));
  const faults: string[] = [];
  for (const { id, number, clerk } of acknowledged) {
    const document = known.get(id);
    if (!document) faults.push(`Lost: number ${number} of ${clerk.agencyId}`);
    else if (document.number !== number) faults.push(`Renumbered: ${number} has become ${document.number}`);
    known.delete(id);
  }
  for (const { number, agencyId } of known.values())
    faults.push(`Doubled: nobody was told number ${number} of ${agencyId}`);
  return [...faults, ...orderFaults(stored)];
}

/** In a register the order of numbers is the order of time. */
function orderFaults(stored: readonly Entered[]): string[] {
  const faults: string[] = [];
  const last = new Map<string, Entered>();
  for (const document of stored.toSorted((one, other) => one.number - other.number)) {
    const before = last.get(document.registerId);
    if (before && before.registeredAt > document.registeredAt)
      faults.push(`Number ${document.number} is earlier than number ${before.number}`);
    last.set(document.registerId, document);
  }
  return faults;
}

async function logFaults(): Promise<string[]> {
  const faults: string[] = [];
  for (const { id } of await readAll(logHeads, {})) {
    const fault = await checkRecent(id);
    if (fault) faults.push(`Log ${id}: ${fault}`);
  }
  const projection = { agencyId: 1, at: 1, type: 1, _id: 0 };
  const entries = rowsOf(auditEntries).find({}, { projection, sort: { agencyId: 1, sequence: 1 } });
  let before: z.output<typeof logged> | undefined;
  let registrations = 0;
  for await (const row of entries) {
    const entry = logged.parse(row);
    if (entry.type === 'document-registered') registrations += 1;
    if (before?.agencyId === entry.agencyId && before.at > entry.at)
      faults.push(`Log ${entry.agencyId} goes back in time`);
    before = entry;
  }
  const documents = await rowsOf(incomingDocuments).countDocuments();
  if (registrations !== documents)
    faults.push(`${documents} documents, but ${registrations} registrations in the logs`);
  return faults;
}

async function exportFaults(): Promise<string[]> {
  const { said, code } = await verifyExport({});
  return code === 0 ? [] : [`The verifier says: ${said}`];
}
