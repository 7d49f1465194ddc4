import mongoose from 'mongoose';
import { holdersOf } from '../../identity/positions/gone-holders.ts';
import { units } from '../../identity/store.ts';
import { seesWholeAgency } from '../../identity/visibility.ts';
import type { Actor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import type { Filter } from '../../platform/database/filter.ts';
import { readAll, readOne, readSome } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import type { IncomingDocument } from '../incoming/incoming-document.ts';
import { incomingDocuments } from '../incoming/store.ts';
import { numberingOf, type OutgoingDocument } from '../outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../outgoing/store.ts';
import type { Register } from '../registers/register.ts';
import { registers } from '../registers/store.ts';
import { type FormName, formOf } from './book-forms.ts';
import { type Gap, gapsBetween, type Period, partWith } from './book-parts.ts';
import {
  type BookRow,
  type HandedOver,
  handedRow,
  importedRow,
  incomingFields,
  incomingRow,
  outgoingFields,
  outgoingRow,
} from './book-rows.ts';
import type { BookPartView, OtherForm } from './contract.ts';
import { handlingFields, handlingRow } from './handling-row.ts';
import { spanWithin } from './numbers-of-days.ts';
import { importedEntries } from './store.ts';

/** How many numbers stand on a page of the screen. */
const PART = 50;

/** A book of the actor's agency whose lines they may all read; any other is not found. */
export async function loadBook(actor: Actor, registerId: string): Promise<Register> {
  const register = await readOne(registers, { _id: registerId, agencyId: actor.agencyId });
  if (!register || !seesWholeAgency(actor)) throw notFound();
  return register;
}

/** Which form of a book is wanted, where that is not the register itself. */
export interface AskedForm {
  readonly form?: OtherForm | undefined;
}

interface BookedNumber {
  readonly registerId: string;
  readonly number?: number | undefined;
}

/**
 * The part of a book in which a number stands, or its end: every number, voided ones too, and those that have no line. Of a period only the
 * numbers it gave then.
 */
export async function readBook(
  actor: Actor,
  { registerId, number, form: asked, ...period }: AskedForm & Period & BookedNumber,
  passedOn: WhenPassedOn,
): Promise<BookPartView> {
  const register = await loadBook(actor, registerId);
  const { id, kind, year, title, closing, historical } = register;
  const form = formOf(register, asked);
  const head = {
    ...{ id, kind, form, year, title: title ?? null, historical: historical !== undefined },
    closedAt: closing?.at.toISOString() ?? null,
  };
  const span = await spanWithin(register, period);
  if (!span) return { ...head, span: null, part: null, rows: [], gaps: [] };
  const part = partWith(span, number ?? span.last, PART);
  const rows = await rowsOfBook(register, part, form, passedOn);
  const gaps = gapsBetween(
    rows.map((row) => row.number),
    part.first,
    part.last,
  );
  return { ...head, span, part, rows: rows.map((row) => ({ ...row, cells: [...row.cells] })), gaps };
}

/** When each of these documents of an agency was first presented or directed, and who has it; of those that were not, nothing. */
export type WhenPassedOn = (
  agencyId: string,
  documentIds: readonly string[],
) => Promise<ReadonlyMap<string, HandedOver>>;

/** The lines of a book with numbers of this part, in order, in the columns of a form it has. */
export async function rowsOfBook(
  register: Register,
  part: Gap,
  form: FormName,
  passedOn: WhenPassedOn,
): Promise<BookRow[]> {
  const { id: registerId, agencyId, kind, historical } = register;
  const within = { $gte: part.first, $lte: part.last };
  const number = mongoose.trusted(within);
  if (historical) {
    const entries = await readAll(importedEntries, { agencyId, registerId, number }, { sort: { number: 1 } });
    return entries.map((entry) => importedRow(kind, entry));
  }
  if (form === 'handling') return await handlingRows({ agencyId, registerId, number });
  if (kind === 'incoming') {
    const rowOf = form === 'handing-over' ? handedRow : incomingRow;
    return await incomingRows({ agencyId, registerId, number }, passedOn, rowOf);
  }
  // The type is said for the index, which holds numbered documents only.
  const numbered = mongoose.trusted({ ...within, $type: 'number' });
  return await outgoingRows({ agencyId, 'state.registerId': registerId, 'state.number': numbered });
}

async function incomingRows(
  where: Filter<IncomingDocument> & { readonly agencyId: string },
  passedOn: WhenPassedOn,
  rowOf: typeof incomingRow,
): Promise<BookRow[]> {
  const found = await readSome(incomingDocuments, incomingFields, where, { sort: { number: 1 } });
  const holderOf = ({ handlers, presentedTo }: (typeof found)[number]) =>
    handlers.find(({ role }) => role === 'main')?.positionId ?? presentedTo;
  const [named, handed] = await Promise.all([
    holdersOf(found.flatMap((document) => holderOf(document) ?? [])),
    passedOn(
      where.agencyId,
      found.map(({ id }) => id),
    ),
  ]);
  return found.map((document) =>
    rowOf(document, { receiver: named(holderOf(document)), handed: handed.get(document.id) }),
  );
}

async function handlingRows(where: Filter<IncomingDocument>): Promise<BookRow[]> {
  const found = await readSome(incomingDocuments, handlingFields, where, { sort: { number: 1 } });
  const holders = found.flatMap(({ handlers, presentedTo }) => [
    ...handlers.map(({ positionId }) => positionId),
    ...(presentedTo === undefined ? [] : [presentedTo]),
  ]);
  const [named, now] = [await holdersOf(holders), currentTime()];
  return found.map((document) => handlingRow(document, named, now));
}

async function outgoingRows(where: Filter<OutgoingDocument>): Promise<BookRow[]> {
  const found = await readSome(outgoingDocuments, outgoingFields, where, { sort: { 'state.number': 1 } });
  const drafting = mongoose.trusted({ $in: found.flatMap(({ unitId }) => unitId ?? []) });
  const symbols = new Map((await readAll(units, { _id: drafting })).map(({ id, symbol }) => [id, symbol]));
  return found.flatMap((document) => {
    const state = numberingOf(document);
    return state ? [outgoingRow(document, state, symbols.get(document.unitId ?? ''))] : [];
  });
}
