import mongoose from 'mongoose';
import { readAll } from '../platform/store.ts';
import type { EventView } from './contract.ts';
import { type AuditEntry, auditEntries } from './store.ts';

/** A part of a log and the sequence to ask for next; `next` is null at its beginning. */
export interface LogPart {
  readonly items: EventView[];
  readonly next: string | null;
}

const PART = 50;

/**
 * What happened to a document in this agency, oldest first; with the arrival it came by, to that as well. The caller has checked that
 * the document may be read.
 */
export async function historyOfDocument(
  documentId: string,
  agencyId: string,
  arrivalId: string | null = null,
): Promise<EventView[]> {
  const about = [{ agencyId, documentId }, ...(arrivalId === null ? [] : [{ agencyId, arrivalId }])];
  return (await readAll(auditEntries, { $or: about }, { sort: { sequence: 1 } })).map(eventViewOf);
}

/** The log of an agency, or of the deployment, newest first, from before the given sequence. */
export async function readLog(
  agencyId: string,
  { before, type }: { before?: string | undefined; type?: string | undefined },
): Promise<LogPart> {
  const filter = {
    agencyId,
    ...(type === undefined ? {} : { type }),
    ...(before === undefined ? {} : { sequence: mongoose.trusted({ $lt: Number(before) }) }),
  };
  const found = await readAll(auditEntries, filter, { sort: { sequence: -1 }, limit: PART + 1 });
  const items = found.slice(0, PART).map(eventViewOf);
  return { items, next: found.length > PART ? String(items.at(-1)?.sequence) : null };
}

function eventViewOf({ id, sequence, type, at, personId, name, title, event }: AuditEntry): EventView {
  return { id, sequence, type, at: at.toISOString(), personId, name, title, event: { ...event } };
}
