import mongoose from 'mongoose';
import { addDays, dayInVietnam } from '../../platform/calendar.ts';
import { readSome } from '../../platform/database/store.ts';
import { incomingDocuments } from '../incoming/store.ts';
import { numberingOf } from '../outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../outgoing/store.ts';
import type { Register } from '../registers/register.ts';
import { type Gap, type Period, spanOf } from './book-parts.ts';
import { importedEntries } from './store.ts';

/** The numbers a book has, or those of them that it gave in a period; none where it gave none. */
export async function spanWithin(register: Register, { from, to }: Period): Promise<Gap | undefined> {
  const span = spanOf(register);
  if (!span) return undefined;
  const dayFrom = (number: number) => firstLineFrom(register, number);
  const first = from === undefined ? span.first : await firstNumberSince(from, span, dayFrom);
  const last = to === undefined ? span.last : (await firstNumberSince(addDays(to, 1), span, dayFrom)) - 1;
  return first <= last ? { first, last } : undefined;
}

/** A line of a book: its number, and the day on which it was given. */
interface Dated {
  readonly number: number;
  readonly day: string;
}

/**
 * The first number a book gave on this day or later; the one after its end where there is none. Numbers rise with the days (NĐ 30/2020
 * Điều 15, Điều 22.2), so some twenty lines are looked at, however long the book is. A number without a line belongs to the day of the line after it.
 */
export async function firstNumberSince(
  day: string,
  span: Gap,
  lineFrom: (number: number) => Promise<Dated | undefined>,
): Promise<number> {
  let [low, high] = [span.first, span.last + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const line = await lineFrom(middle);
    if (line && line.day < day) low = line.number + 1;
    else high = middle;
  }
  return low;
}

/** The line with this number, or the next one there is. */
async function firstLineFrom(register: Register, number: number): Promise<Dated | undefined> {
  const { id: registerId, agencyId, kind, historical } = register;
  const from = mongoose.trusted({ $gte: number });
  if (historical) {
    const where = { agencyId, registerId, number: from };
    const [entry] = await readSome(importedEntries, ['number', 'date'], where, { sort: { number: 1 }, limit: 1 });
    return entry && { number: entry.number, day: entry.date };
  }
  if (kind === 'incoming') {
    const where = { agencyId, registerId, number: from };
    const asked = ['number', 'registeredAt'] as const;
    const [document] = await readSome(incomingDocuments, asked, where, { sort: { number: 1 }, limit: 1 });
    return document && { number: document.number, day: dayInVietnam(document.registeredAt) };
  }
  // The type is said for the index, which holds numbered documents only.
  const numbered = mongoose.trusted({ $gte: number, $type: 'number' as const });
  const where = { agencyId, 'state.registerId': registerId, 'state.number': numbered };
  const [document] = await readSome(outgoingDocuments, ['state'], where, { sort: { 'state.number': 1 }, limit: 1 });
  const state = document && numberingOf(document);
  return state && { number: state.number, day: state.issuedOn };
}
