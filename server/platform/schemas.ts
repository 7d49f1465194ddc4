import { z } from 'zod';

/** Characters no field may hold: C0 and C1 controls but line ends and tabs, bidi overrides, lone surrogates. */
const forbidden = /(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
const lineEnds = /[\n\r\t]/;
const invisible = /[\u200b-\u200f\u2060\ufeff]/g;

function clean(value: string): string {
  return value.replace(invisible, '').normalize('NFC').trim();
}

/** Whether a text holds nothing that could hide or reorder what a reader sees (RELIABILITY row 12). */
export function isPlain(value: string): boolean {
  return value.isWellFormed() && !forbidden.test(value);
}

/** One line of text of 1 to `max` letters, in NFC, without characters that hide or reorder others. */
export function line(max: number) {
  return z
    .string()
    .max(max * 4)
    .refine((value) => isPlain(value) && !lineEnds.test(value.trim()), { error: 'forbidden-character' })
    .transform(clean)
    .pipe(z.string().min(1).max(max));
}

/** Text over several lines, 1 to `max` letters. */
export function prose(max: number) {
  return z
    .string()
    .max(max * 4)
    .refine(isPlain, { error: 'forbidden-character' })
    .transform((value) => clean(value.replace(/\r\n?/g, '\n')))
    .pipe(z.string().min(1).max(max));
}

/** An id as it stands in a path: any other text simply finds nothing. */
export const idParam = z.string().min(1).max(200);

/** An id in a body. */
export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[0-9A-Za-z._-]+$/);

/** A calendar date, `2026-11-18`, of the years 1900 to 2199. */
export const day = z.iso
  .date()
  .refine((value) => value >= '1900-01-01' && value <= '2199-12-31', { error: 'date-out-of-range' });

/** A moment in a reply: a `Date` or its ISO text, always sent as ISO 8601 in UTC. */
export const instant = z
  .union([z.date(), z.iso.datetime()])
  .transform((value) => (value instanceof Date ? value.toISOString() : value))
  .meta({ type: 'string', format: 'date-time' });

/** How many rows a list gives at most. */
export const limit = z
  .string()
  .regex(/^[0-9]{1,3}$/)
  .transform(Number)
  .pipe(z.number().int().min(1).max(200))
  .default(50);

/** A part of a list and how to get the next one; `total` is capped, `more` says that there is more than counted. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int(), capped: z.boolean() });
}
