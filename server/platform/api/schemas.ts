import { z } from 'zod';
import { placeOf } from '../text/character-place.ts';
import { spelled, spelledCode } from '../text/fold.ts';
import { hidingCharacter } from '../text/hiding-characters.ts';

const lineEnds = /[\n\v\f\r\u2028\u2029]/;
const odd = 'forbidden-character';

/** Refuses what could hide or reorder what a reader sees (docs/bad-inputs.md, row 12), and names the first such character with its line. */
function plainText(value: string, context: z.core.$RefinementCtx<string>): void {
  const found = hidingCharacter.exec(value);
  if (found) context.addIssue({ code: 'custom', message: odd, params: placeOf(value, found.index) });
}

function oneLine(value: string, context: z.core.$RefinementCtx<string>): void {
  if (lineEnds.test(value.trim())) context.addIssue({ code: 'custom', message: odd });
}

/** One line of text of 1 to `max` letters, in NFC, without characters that hide or reorder others; a tab is a space. */
export function line(max: number) {
  return spelledLine(max, (value) =>
    spelled(value)
      .replace(/[\t\p{Zs}]/gu, ' ')
      .trim(),
  );
}

/** A name that counts as it stands, at most `max` letters: one line without characters that hide or reorder others. */
export function nameAsItStands(max: number) {
  return z.string().max(max).superRefine(plainText).superRefine(oneLine);
}

/** Number or symbol of a document, 1 to `max` letters: cleaned as `line`, and signs that only look like the usual ones replaced by them. */
export function code(max: number) {
  return spelledLine(max, spelledCode);
}

function spelledLine(max: number, clean: (value: string) => string) {
  return z
    .string()
    .max(max * 4)
    .superRefine(plainText)
    .superRefine(oneLine)
    .transform(clean)
    .pipe(z.string().min(1).max(max));
}

/** Text over several lines, 1 to `max` letters; the line break and the page break of word processors are line ends. */
export function prose(max: number) {
  return z
    .string()
    .max(max * 4)
    .superRefine(plainText)
    .transform((value) => spelled(value.replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n')).trim())
    .pipe(z.string().min(1).max(max));
}

/** Why something is done: the body of an act that wants a reason and nothing else. */
export const reasoned = z.strictObject({ reason: line(500) });

/** An id as it stands in a path: any other text simply finds nothing. */
export const idParam = z.string().min(1).max(200);

/** An id in a body. */
export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[0-9A-Za-z._-]+$/);

export const FIRST_DAY = '1900-01-01';
export const LAST_DAY = '2199-12-31';

/** A calendar date, `2026-11-18`, of the years 1900 to 2199. */
export const day = z.iso
  .date()
  .refine((value) => value >= FIRST_DAY && value <= LAST_DAY, { error: 'date-out-of-range' });

/** A moment in a reply: a `Date` or its ISO text, always sent as ISO 8601 in UTC. */
export const instant = z
  .union([z.date(), z.iso.datetime()])
  .transform((value) => (value instanceof Date ? value.toISOString() : value))
  .meta({ type: 'string', format: 'date-time' });

/** How many rows a page of a list may hold, as a query string says it: 1 to 200, 50 unless told. */
export const limit = z
  .string()
  .regex(/^[0-9]{1,3}$/)
  .transform(Number)
  .pipe(z.number().int().min(1).max(200))
  .default(50);

/** A page of a list: `next` is the cursor of the following page, null on the last; `capped` says that there are more than `total`. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int(), capped: z.boolean() });
}
