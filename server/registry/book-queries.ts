import mongoose from 'mongoose';
import { notFound } from '../platform/errors.ts';
import { readAll, readOne } from '../platform/store.ts';
import { codeOfOutgoing, type OutgoingDocument } from './outgoing-document.ts';
import { isClosable, type Register } from './register.ts';
import { registerView, unopenedOf } from './register-queries.ts';
import type { BooksView, BookView, ImportedEntryView } from './registers-contract.ts';
import { importedEntries, outgoingDocuments, registers } from './store.ts';

/** The registers of a year – this one, if none is named –, and what waits there for a second person. */
export async function readBooks(agencyId: string, thisYear: number, year = thisYear): Promise<BooksView> {
  const all = await readAll(registers, { agencyId }, { sort: { year: -1, kind: 1, series: 1 } });
  const found = all.filter((register) => register.year === year).toSorted(inOrder);
  const years = new Set([thisYear, ...all.map((register) => register.year)]);
  const asked = await readAll(
    outgoingDocuments,
    { agencyId, 'state.status': 'numbered', 'state.voidRequest': mongoose.trusted({ $exists: true }) },
    { sort: { updatedAt: 1 } },
  );
  const books = year === thisYear ? [...unopenedOf(agencyId, year, found), ...found] : found;
  return {
    year,
    thisYear,
    years: [...years].toSorted((one, other) => other - one),
    books: await Promise.all(books.map((register) => bookOf(register, thisYear))),
    voidRequests: asked.flatMap(voidRequestOf),
  };
}

/** A register with its counts and its voided numbers, each with its reason and who asked and agreed. */
export async function bookOf(register: Register, thisYear: number): Promise<BookView> {
  const { id, agencyId, version, lastNumber, historical, closing } = register;
  const ofRegister = { agencyId, 'state.registerId': id };
  const voided = historical
    ? (
        await readAll(
          importedEntries,
          { agencyId, registerId: id, voidReason: mongoose.trusted({ $type: 'string' }) },
          { sort: { number: 1 } },
        )
      ).map(({ number, voidReason }) => ({ number, reason: voidReason ?? '', names: [] }))
    : (
        await readAll(outgoingDocuments, { ...ofRegister, 'state.status': 'voided' }, { sort: { 'state.number': 1 } })
      ).flatMap(voidedOf);
  return {
    ...registerView(register, thisYear),
    version,
    count: historical ? historical.count : lastNumber,
    voided,
    waiting: await outgoingDocuments.model.countDocuments({ ...ofRegister, 'state.status': 'numbered' }).exec(),
    missing: historical ? lastNumber - (historical.first ?? 1) + 1 - historical.count : 0,
    closing: closing
      ? { ...closing, at: closing.at.toISOString(), by: closing.by.name, voided: [...closing.voided] }
      : null,
    closable: version > 0 && isClosable(register, thisYear),
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

function voidedOf({ state }: OutgoingDocument): BookView['voided'] {
  if (state.status !== 'voided') return [];
  const names = [state.voidRequest?.by.name, state.voidedBy?.name].filter((name) => name !== undefined);
  return [{ number: state.number, reason: state.voidReason, names }];
}

function voidRequestOf(document: OutgoingDocument): BooksView['voidRequests'] {
  const { id: documentId, state } = document;
  if (state.status !== 'numbered' || !state.voidRequest) return [];
  const { reason, at, by } = state.voidRequest;
  const code = codeOfOutgoing(document);
  return [{ documentId, registerId: state.registerId, code, reason, at: at.toISOString(), by: by.name }];
}
