import mongoose from 'mongoose';
import { seesWholeAgency, visibleTo } from '../../identity/visibility.ts';
import type { Actor } from '../../platform/actor.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import { countRows, type Listed, readAll, readOne, readSome } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { VoidRequest } from '../documents/void-request.ts';
import type { IncomingDocument } from '../incoming/incoming-document.ts';
import { incomingDocuments } from '../incoming/store.ts';
import { codeOfOutgoing, type OutgoingDocument } from '../outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../outgoing/store.ts';
import { registerView, unopenedOf } from '../registers/queries.ts';
import { firstNumber, givenCount, isBeginnable, isClosable, lostCount, type Register } from '../registers/register.ts';
import { registers } from '../registers/store.ts';
import type { BooksView, BookView, ImportedEntryView } from './contract.ts';
import type { ImportedEntry } from './imported-entry.ts';
import { numbersToConfirm } from './lost-numbers-queries.ts';
import { importedEntries } from './store.ts';

/** What a book says of a document: no more is read. */
const ofIncoming = ['registerId', 'number', 'voidRequest', 'voided'] as const;
const ofOutgoing = ['state', 'notation'] as const;
type BookedIncoming = Listed<IncomingDocument, (typeof ofIncoming)[number]>;
type BookedOutgoing = Listed<OutgoingDocument, (typeof ofOutgoing)[number]>;

/** The registers of a year – this one, if none is named –, and what waits there for the actor as a second person. */
export async function readBooks(actor: Actor, thisYear: number, year = thisYear): Promise<BooksView> {
  const { agencyId } = actor;
  const all = await readAll(registers, { agencyId }, { sort: { year: -1, kind: 1, series: 1 } });
  const found = all.filter((register) => register.year === year).toSorted(inOrder);
  const years = new Set([thisYear, ...all.map((register) => register.year)]);
  const incoming = await readSome(
    incomingDocuments,
    ofIncoming,
    { $and: [visibleTo(actor), { state: 'void-asked' }] },
    { sort: { registeredAt: 1 } },
  );
  const asked = { 'state.status': 'numbered', 'state.voidRequest': mongoose.trusted({ $exists: true }) };
  const outgoing = await readSome(
    outgoingDocuments,
    ofOutgoing,
    { $and: [visibleTo(actor), asked] },
    { sort: { updatedAt: 1 } },
  );
  const books = year === thisYear ? [...unopenedOf(agencyId, year, found), ...found] : found;
  return {
    year,
    thisYear,
    years: [...years].toSorted((one, other) => other - one),
    books: await Promise.all(books.map((register) => bookOf(actor, register, thisYear))),
    toConfirm: await numbersToConfirm(agencyId, thisYear),
    voidRequests: [...incoming.flatMap(incomingRequest), ...outgoing.flatMap(outgoingRequest)],
  };
}

/** A register with its counts and its voided numbers; why, and who asked and agreed, for who sees the agency's documents. */
async function bookOf(actor: Actor, register: Register, thisYear: number): Promise<BookView> {
  const voided = await voidedIn(register);
  return bookView(register, {
    thisYear,
    voided: seesWholeAgency(actor) ? voided : voided.map(({ number }) => ({ number, reason: null, names: [] })),
    waiting: await waitingIn(register),
  });
}

/** A register as the act leaves it that closed it, when nothing waits in it any more: the answer that is kept with the act. */
export async function bookAfter(tx: Transaction, register: Register): Promise<BookView> {
  const voided = (await voidedAfter(tx, register)).toSorted((one, other) => one.number - other.number);
  return bookView(register, { thisYear: yearInVietnam(tx.now), voided, waiting: 0 });
}

function bookView(
  register: Register,
  { thisYear, voided, waiting }: Pick<BookView, 'voided' | 'waiting'> & { readonly thisYear: number },
): BookView {
  const { version, lastNumber, historical, closing } = register;
  return {
    ...registerView(register, thisYear),
    version,
    count: historical ? historical.count : givenCount(register),
    first: firstNumber(register),
    voided,
    waiting,
    missing: historical ? lastNumber - firstNumber(register) + 1 - historical.count : lostCount(register),
    closing: closing
      ? { ...closing, at: closing.at.toISOString(), by: closing.by.name, voided: [...closing.voided] }
      : null,
    closable: version > 0 && isClosable(register, thisYear),
    beginnable: isBeginnable(register, thisYear),
  };
}

/** Lines of an imported register after a number; those of another agency’s are nowhere. */
export async function listImported(
  agencyId: string,
  registerId: string,
  { after = 0, limit }: { readonly after?: number | undefined; readonly limit: number },
): Promise<{ items: ImportedEntryView[]; next: number | null }> {
  const register = await readOne(registers, { _id: registerId, agencyId });
  if (!register?.historical) throw notFound();
  const found = await readAll(
    importedEntries,
    { agencyId, registerId, number: mongoose.trusted({ $gt: after }) },
    { sort: { number: 1 }, limit: limit + 1 },
  );
  const items = found.slice(0, limit);
  return {
    items: items.map(({ importedBy, importedAt, ...entry }) => ({
      ...entry,
      importedAt: importedAt.toISOString(),
      importedBy: importedBy.name,
    })),
    next: found.length > limit ? (items.at(-1)?.number ?? null) : null,
  };
}

/** Incoming before outgoing, the general register first, old books last. */
function inOrder(one: Register, other: Register): number {
  const rank = ({ kind, takes, historical }: Register) =>
    (kind === 'incoming' ? 0 : 10) + (historical ? 2 : takes ? 1 : 0);
  return rank(one) - rank(other) || (one.title ?? '').localeCompare(other.title ?? '', 'vi');
}

/** The numbers of a register that count no longer, each with its reason and who asked and agreed. */
async function voidedIn({ id: registerId, agencyId, kind, historical }: Register): Promise<BookView['voided']> {
  if (historical) {
    const voided = { agencyId, registerId, voidReason: mongoose.trusted({ $type: 'string' }) };
    return (await readSome(importedEntries, ['number', 'voidReason'], voided, { sort: { number: 1 } })).map(
      voidedEntry,
    );
  }
  if (kind === 'incoming') {
    const where = { agencyId, registerId, state: 'voided' };
    return (await readSome(incomingDocuments, ofIncoming, where, { sort: { number: 1 } })).map(voidedIncoming);
  }
  const where = { agencyId, 'state.registerId': registerId, 'state.status': 'voided' };
  return (await readSome(outgoingDocuments, ofOutgoing, where, { sort: { 'state.number': 1 } })).flatMap(
    voidedOutgoing,
  );
}

/** The same within an act. */
async function voidedAfter(
  tx: Transaction,
  { id: registerId, agencyId, kind, historical }: Register,
): Promise<BookView['voided']> {
  if (historical) {
    const entries = historical.voided.map((number) => tx.find(importedEntries, { agencyId, registerId, number }));
    return (await Promise.all(entries)).flatMap((entry) => (entry ? [voidedEntry(entry)] : []));
  }
  if (kind === 'incoming') {
    return (await tx.list(incomingDocuments, { agencyId, state: 'voided', registerId })).map(voidedIncoming);
  }
  const where = { agencyId, 'state.registerId': registerId, 'state.status': 'voided' };
  return (await tx.list(outgoingDocuments, where)).flatMap(voidedOutgoing);
}

function voidedEntry({ number, voidReason }: Pick<ImportedEntry, 'number' | 'voidReason'>): BookView['voided'][number] {
  return { number, reason: voidReason ?? '', names: [] };
}

function voidedIncoming({ number, voidRequest, voided }: BookedIncoming): BookView['voided'][number] {
  return { number, reason: voidRequest?.reason ?? '', names: namesOf(voidRequest, voided?.by) };
}

function voidedOutgoing({ state }: BookedOutgoing): BookView['voided'] {
  if (state.status !== 'voided') return [];
  return [{ number: state.number, reason: state.voidReason, names: namesOf(state.voidRequest, state.voidedBy) }];
}

/** How many documents of a register have a number that may still be voided: the book cannot be closed. */
async function waitingIn({ id: registerId, agencyId, kind }: Register): Promise<number> {
  if (kind === 'outgoing') {
    const numbered = { agencyId, 'state.registerId': registerId, 'state.status': 'numbered' };
    return await countRows(outgoingDocuments, numbered);
  }
  return await countRows(incomingDocuments, { agencyId, state: 'void-asked', registerId });
}

function namesOf(request: VoidRequest | undefined, agreedBy: VoidRequest['by'] | undefined): string[] {
  return [request?.by.name, agreedBy?.name].filter((name) => name !== undefined);
}

type VoidRequests = BooksView['voidRequests'];

function outgoingRequest(document: BookedOutgoing): VoidRequests {
  const { id: documentId, state } = document;
  if (state.status !== 'numbered' || !state.voidRequest) return [];
  const code = codeOfOutgoing(document);
  return [{ kind: 'outgoing', documentId, registerId: state.registerId, code, ...requestOf(state.voidRequest) }];
}

function incomingRequest({ id: documentId, registerId, number, voidRequest }: BookedIncoming): VoidRequests {
  if (!voidRequest) return [];
  return [{ kind: 'incoming', documentId, registerId, code: String(number), ...requestOf(voidRequest) }];
}

function requestOf({ reason, at, by }: VoidRequest) {
  return { reason, at: at.toISOString(), by: by.name };
}
