import mongoose from 'mongoose';
import { holdersOf } from '../../identity/positions/gone-holders.ts';
import { seesWholeAgency } from '../../identity/visibility.ts';
import type { Actor } from '../../platform/actor.ts';
import { readAll, readOne, readSome } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { incomingDocuments } from '../incoming/store.ts';
import { numberingOf } from '../outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../outgoing/store.ts';
import type { Register } from '../registers/register.ts';
import { registers } from '../registers/store.ts';
import {
  type BookRow,
  type Gap,
  gapsBetween,
  importedRow,
  incomingFields,
  incomingRow,
  outgoingFields,
  outgoingRow,
  partWith,
  spanOf,
} from './book-rows.ts';
import type { BookPartView } from './contract.ts';
import { importedEntries } from './store.ts';

/** How many numbers stand on a page of the screen. */
const PART = 50;

/** A book of the actor's agency whose lines they may all read; any other is not found. */
export async function loadBook(actor: Actor, registerId: string): Promise<Register> {
  const register = await readOne(registers, { _id: registerId, agencyId: actor.agencyId });
  if (!register || !seesWholeAgency(actor)) throw notFound();
  return register;
}

/** The part of a book in which a number stands, or its end: every number, voided ones too, and those that have no line. */
export async function readBook(actor: Actor, registerId: string, number?: number): Promise<BookPartView> {
  const register = await loadBook(actor, registerId);
  const { id, kind, year, title, closing, historical } = register;
  const head = {
    ...{ id, kind, year, title: title ?? null, historical: historical !== undefined },
    closedAt: closing?.at.toISOString() ?? null,
  };
  const span = spanOf(register);
  if (!span) return { ...head, span: null, part: null, rows: [], gaps: [] };
  const part = partWith(span, number ?? span.last, PART);
  const rows = await rowsOfBook(register, part);
  const gaps = gapsBetween(
    rows.map((row) => row.number),
    part.first,
    part.last,
  );
  return { ...head, span, part, rows: rows.map((row) => ({ ...row, cells: [...row.cells] })), gaps };
}

/** The lines of a book with numbers of this part, in order. */
export async function rowsOfBook(register: Register, part: Gap): Promise<BookRow[]> {
  const { id: registerId, agencyId, kind, historical } = register;
  const within = { $gte: part.first, $lte: part.last };
  const number = mongoose.trusted(within);
  if (historical) {
    const entries = await readAll(importedEntries, { agencyId, registerId, number }, { sort: { number: 1 } });
    return entries.map((entry) => importedRow(kind, entry));
  }
  if (kind === 'incoming') {
    const order = { sort: { number: 1 } } as const;
    const found = await readSome(incomingDocuments, incomingFields, { agencyId, registerId, number }, order);
    const mainOf = (handlers: (typeof found)[number]['handlers']) => handlers.find(({ role }) => role === 'main');
    const named = await holdersOf(found.flatMap(({ handlers }) => mainOf(handlers)?.positionId ?? []));
    return found.map((document) => incomingRow(document, named(mainOf(document.handlers)?.positionId)));
  }
  // The type is said for the index, which holds numbered documents only.
  const numbered = mongoose.trusted({ ...within, $type: 'number' });
  const found = await readSome(
    outgoingDocuments,
    outgoingFields,
    { agencyId, 'state.registerId': registerId, 'state.number': numbered },
    { sort: { 'state.number': 1 } },
  );
  return found.flatMap((document) => {
    const state = numberingOf(document);
    return state ? [outgoingRow(document, state)] : [];
  });
}
