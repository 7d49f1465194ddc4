import type { Actor } from '../../platform/actor.ts';
import type { Register } from '../registers/register.ts';
import { type FormName, formOf, forms } from './book-forms.ts';
import { type AskedNumbers, type Gap, type Period, partAsked } from './book-parts.ts';
import type { BookRow } from './book-rows.ts';
import { spanWithin } from './numbers-of-days.ts';
import { type AskedForm, loadBook, rowsOfBook, type WhenPassedOn } from './read-book.ts';

/** Which numbers of a book are wanted, or those of which days, and in which form. */
export type AskedPart = AskedNumbers & Period & AskedForm;

/** Numbers of a book that leave it on paper or as a file. */
export interface TakenPart {
  readonly register: Register;
  readonly part: Gap;
  readonly form: FormName;
  /** The days of which these are all numbers; none of a part of them. */
  readonly period: Period;
  readonly rows: readonly BookRow[];
}

/** The lines that are asked for of a book the actor may read. Refuses numbers it has not, and more than `most` at once. */
export async function takePart(
  actor: Actor,
  registerId: string,
  asked: AskedPart,
  most: number,
  passedOn: WhenPassedOn,
): Promise<TakenPart> {
  const register = await loadBook(actor, registerId);
  const form = formOf(register, asked.form);
  const span = await spanWithin(register, asked);
  const part = partAsked(asked, span, most);
  const isAll = part.first === span?.first && part.last === span.last;
  const period = isAll ? { from: asked.from, to: asked.to } : {};
  return { register, part, form, period, rows: await rowsOfBook(register, part, form, passedOn) };
}

/** What the log says of it: which numbers, and of what form where it is not the register itself. */
export function saidOfTaken({ register, part, form }: TakenPart) {
  const { id: registerId, kind, year } = register;
  return { registerId, kind, year, ...part, ...(form !== kind && { form }) };
}

/** The name of a file of it: a register of its own is called as on its cover. */
export function fileNameOf({ register: { kind, title, year }, part: { first, last }, form }: TakenPart): string {
  const called = form === kind ? title : undefined;
  return `${called ?? forms[form].fileName}-${year}-${first}-${last}`;
}
