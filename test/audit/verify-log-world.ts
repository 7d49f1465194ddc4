import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import type { mongo } from 'mongoose';
import mongoose from 'mongoose';
import { z } from 'zod';
import { losePast } from '../../server/audit/checks/lose-past.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { keepPacket } from '../../server/exchange/axis/packets.ts';
import { importDirectory, keepSignedList } from '../../server/exchange/directory/versions/import-directory.ts';
import { pinDirectoryKey } from '../../server/exchange/directory/versions/pin-directory-key.ts';
import { givenStatuses } from '../../server/exchange/store.ts';
import { logContradictions } from '../../server/exchange/witness/store.ts';
import { markAsDemo } from '../../server/identity/deployment/mark-as-demo.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { booksContract } from '../../server/registry/books/contract.ts';
import { importedEntries } from '../../server/registry/books/store.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { printsContract } from '../../server/signing/prints/contract.ts';
import { ask } from '../support/ask.ts';
import { aDirectoryAuthority, aDirectoryList, aListedAgency } from '../support/directory.ts';
import { aLetter, issuedLetter, newestArrival, recallLetter, theBureau } from '../support/letters.ts';
import { numbersAsShown } from '../support/lost-numbers.ts';
import { aMailbox, aProposedMail } from '../support/mails.ts';
import type { Province } from '../support/main-job.ts';

const program = resolve(import.meta.dirname, '../../scripts/verify-log.mjs');

const finding = z.object({
  kind: z.string(),
  // What was edited may have no log, number or id any more.
  log: z.string().nullish(),
  entry: z.number().nullish(),
  store: z.string().nullish(),
  id: z.string().nullish(),
  field: z.string().optional(),
  vi: z.string(),
  en: z.string(),
});

const verdict = z.object({
  verdict: z.enum(['whole', 'tampered', 'unreadable']),
  first: finding.nullish(),
  found: z.number().optional(),
  findings: z.array(finding).default([]),
  notes: z
    .array(
      z.object({
        kind: z.string(),
        log: z.string().optional(),
        count: z.number().optional(),
        marked: z.boolean().optional(),
      }),
    )
    .default([]),
  counts: z.record(z.string(), z.number()).optional(),
});

export type Verdict = z.output<typeof verdict> & { readonly code: number };

/** Runs the stand-alone program by itself, in a thread since hundreds of tests do; gives its exit code and what it says. */
export async function verifyLog(...args: string[]): Promise<Verdict> {
  const run = new Worker(program, { argv: [...args, '--json'], execArgv: [], stdout: true });
  const [said, [code]] = await Promise.all([text(run.stdout), once(run, 'exit')]);
  try {
    return { ...verdict.parse(JSON.parse(said)), code: Number(code) };
  } catch (cause) {
    throw new Error(`It said: ${said}`, { cause });
  }
}

/** A collection as the driver has it, past every rule of the house: how one with the password of the database would reach it. */
export function collection(name: string): mongo.Collection<mongo.Document & { _id: string }> {
  const { connection } = mongoose;
  return connection.getClient().db(connection.name).collection(name);
}

/** A list of two agencies that other deployments host. */
async function takeInDirectory(): Promise<void> {
  const { publicKey, file } = aDirectoryAuthority();
  const agencies = ['H98.21', 'H98.22'].map((code) => aListedAgency(code));
  const byDeployment = systemActor('deployment');
  await inTransaction(byDeployment, (tx) => pinDirectoryKey(tx, publicKey));
  const signed = await keepSignedList(file(aDirectoryList({ agencies })));
  await inTransaction(byDeployment, (tx) => importDirectory(tx, signed));
}

/** A status that was told over the national document axis. */
async function tellAxis(province: Province): Promise<void> {
  const agencyId = province.agency('snv').id;
  const packet = await keepPacket(Buffer.from('<edXML/>'));
  const told = { agencyId, arrivalId: 'a', sequence: 1, code: '01', packet } as const;
  await inTransaction(systemActor(agencyId), async (tx) => tx.insert(givenStatuses, { ...told, at: tx.now }));
}

/** A log of another deployment that contradicts itself. */
async function findContradiction(): Promise<void> {
  const found = { log: 'l', code: 'H98.21', name: 'Sở Y tế', deployment: 'xa', epoch: 1, size: 3 };
  await inTransaction(systemActor('deployment'), async (tx) =>
    tx.insert(logContradictions, { ...found, foundAt: tx.now }),
  );
}

/** Two letters from Sở Nội vụ to Sở Khoa học và Công nghệ, received, handled, answered by receipts and recalled: rows of every kind. */
export async function liveSomeDays(province: Province): Promise<void> {
  const bureau = await theBureau(province);
  const bureauClerk = province.actor('vanthu', 'snv');
  const clerk = await province.signIn('vanthu', 'skhcn');
  const leader = await province.signIn('giamdoc', 'skhcn');
  const handler = await province.signIn('chuyenvien', 'skhcn');
  for (let letter = 0; letter < 2; letter += 1) {
    const issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'], outside: ['Hội Nông dân'] }));
    const { id: arrivalId, version } = await newestArrival(clerk);
    const { id: documentId } = await ask(clerk, arrivalsContract.registerArrival, {
      params: { arrivalId },
      body: { version },
    });
    const of = { params: { documentId } };
    await ask(clerk, printsContract.printIncoming, { ...of, body: { copies: 1 } });
    const leaderPositionId = province.actor('giamdoc', 'skhcn').positionId;
    await ask(clerk, routingContract.presentDocument, { ...of, body: { leaderPositionId } });
    const mainPositionId = province.actor('chuyenvien', 'skhcn').positionId;
    const body = { text: 'Chủ trì tham mưu trả lời.', mainPositionId };
    const { assignments } = await ask(leader, routingContract.giveDirective, { ...of, body });
    const ofAssignment = { params: { assignmentId: assignments.find(({ role }) => role === 'main')?.id ?? '' } };
    await ask(handler, routingContract.startAssignment, { ...ofAssignment, body: {} });
    await ask(handler, routingContract.finishAssignment, { ...ofAssignment, body: { result: 'Đã trả lời.' } });
    await province.work();
    await recallLetter(bureau, issued.id);
  }
  await losePast('restored');
  const { registers, ...confirmed } = await numbersAsShown(bureau.clerk, 'Không có số nào ở ngoài');
  await ask(bureau.clerk, booksContract.confirmNumbers, { body: { ...confirmed, registers: [...registers] } });
  await inTransaction(systemActor('deployment'), (tx) => markAsDemo(tx, 'xin-chao'));
  await takeInDirectory();
  await tellAxis(province);
  await findContradiction();
  for (const subject of ['a', 'b']) await aProposedMail(bureauClerk.agencyId, subject);
  for (const key of ['snv', 'skhcn']) await aMailbox(province.agency(key).id);
  const line = {
    registerId: 'r',
    kind: 'incoming',
    year: 2020,
    date: '2020-03-02',
    issuedOn: null,
    signer: null,
  } as const;
  const words = { code: '1/BC-SYT', subject: 'báo cáo', party: 'Sở Y tế', note: null, voidReason: null };
  await inTransaction(bureauClerk, async (tx) => {
    const { agencyId, positionId, name } = tx.actor;
    const imported = { agencyId, importedAt: tx.now, importedBy: { positionId, name } };
    for (const number of [1, 2]) tx.insert(importedEntries, { ...line, ...words, ...imported, number });
  });
}
