import mongoose from 'mongoose';
import type { Filter } from '../platform/database/filter.ts';
import { readAll, readOne } from '../platform/database/store.ts';
import { notFound } from '../platform/errors.ts';
import type { EventView, LogLine, LogState } from './contract.ts';
import {
  type AuditEntry,
  auditEntries,
  type HeldHead,
  headChecks,
  heldHeads,
  logChecks,
  logHeads,
  type SignedHead,
  signedHeads,
  witnesses,
} from './store.ts';
import { eventShown } from './tree/disclosure.ts';
import type { SignedTreeHead } from './tree/tree-head.ts';

/** A part of a log and the sequence to ask for next; `next` is null at its beginning. */
export interface LogPart {
  readonly items: LogLine[];
  readonly next: string | null;
}

/**
 * What happened to a document in this agency, oldest first; with the arrival it came by, to that as well. The caller has checked that
 * the document may be read.
 */
export async function historyOfDocument(
  documentId: string,
  agencyId: string,
  arrivalId: string | null = null,
): Promise<EventView[]> {
  const about: Filter<AuditEntry>[] = [
    { agencyId, documentId },
    ...(arrivalId === null ? [] : [{ agencyId, arrivalId }]),
  ];
  return (await readAll(auditEntries, { $or: about }, { sort: { sequence: 1 } })).map((entry) =>
    eventViewOf(entry, true),
  );
}

/** What is asked of a log: entries before that sequence, of one kind, how many at most. */
export interface AskedOfLog {
  readonly before?: string | undefined;
  readonly type?: string | undefined;
  readonly limit?: number;
}

/** Who reads: whether they see all documents of the log's agency, and how what events are about is named to them. */
export interface LogReader {
  readonly seesDocuments: boolean;
  readonly nameSubjects: (events: readonly EventView['event'][]) => Promise<readonly (string | null)[]>;
}

/** The log of an agency, or of the deployment, newest first; each event as its reader may see it. */
export async function readLog(
  agencyId: string,
  { before, type, limit = 50 }: AskedOfLog,
  { seesDocuments, nameSubjects }: LogReader,
): Promise<LogPart> {
  const filter = {
    agencyId,
    ...(type === undefined ? {} : { type }),
    ...(before === undefined ? {} : { sequence: mongoose.trusted({ $lt: Number(before) }) }),
  };
  const found = await readAll(auditEntries, filter, { sort: { sequence: -1 }, limit: limit + 1 });
  const views = found.slice(0, limit).map((entry) => eventViewOf(entry, seesDocuments));
  const named = await nameSubjects(views.map(({ event }) => event));
  const items = views.map((view, index) => ({ ...view, about: named[index] ?? null }));
  return { items, next: found.length > limit ? String(items.at(-1)?.sequence) : null };
}

function eventViewOf(entry: AuditEntry, seesDocuments: boolean): EventView {
  const { id, sequence, type, at, personId, name, title } = entry;
  const event = { ...eventShown(entry, seesDocuments) };
  return { id, sequence, type, at: at.toISOString(), personId, name, title, event };
}

/** The newest signed head of a log; the common 404 while there is none. */
export async function readTreeHeadOf(log: string): Promise<SignedTreeHead> {
  const newest = await newestSigned(log);
  if (!newest) throw notFound();
  const { text, signature, publicKey } = newest;
  return { text, signature, publicKey };
}

/** How the log of an agency stands, in what an administrator has to know. */
export async function readLogState(log: string): Promise<LogState> {
  const head = await readOne(logHeads, { _id: log });
  const signed = await newestSigned(log);
  const check = await readOne(logChecks, { _id: log });
  const confirmed = await readAll(witnesses, { agencyId: log }, { sort: { at: -1 } });
  return {
    log,
    size: head?.size ?? 0,
    time: head?.time.toISOString() ?? null,
    signed: signed ? { epoch: signed.epoch, size: signed.size, at: signed.signedAt.toISOString() } : null,
    check: check ? { at: check.checkedAt.toISOString(), size: check.size, fault: check.fault } : null,
    witnesses: confirmed.map(({ byName, size, at }) => ({ name: byName, size, at: at.toISOString() })),
    held: await Promise.all((await newestHeld(log)).map(heldView)),
  };
}

async function newestSigned(log: string): Promise<SignedHead | undefined> {
  const [newest] = await readAll(signedHeads, { log }, { sort: { epoch: -1, size: -1 }, limit: 1 });
  return newest;
}

async function heldView({ id, ofName, size, heldSince, contradicted }: HeldHead): Promise<LogState['held'][number]> {
  const check = await readOne(headChecks, { _id: id });
  const agreed = check?.size === size ? 'confirmed' : 'unchecked';
  return { name: ofName, size, at: heldSince.toISOString(), state: contradicted ? 'contradicted' : agreed };
}

/** One held head for each neighbour: one that contradicts what was held before if there is any, else that of the newest day. */
async function newestHeld(agencyId: string): Promise<HeldHead[]> {
  const newest = { $top: { sortBy: { contradicted: -1, day: -1 }, output: '$$ROOT' } };
  const found = await heldHeads.model.aggregate<{ readonly head: Record<string, unknown> }>([
    { $match: { agencyId } },
    { $group: { _id: '$ofAgencyId', head: newest } },
    { $sort: { 'head.day': -1, _id: 1 } },
  ]);
  return found.map(({ head }) => heldHeads.fromDatabase(head));
}
