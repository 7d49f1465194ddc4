import { DomainError } from '../errors.ts';
import { placeOf } from './character-place.ts';

/** Characters no text may hold: C0 and C1 controls but line ends and tabs, bidi overrides, lone surrogates (docs/bad-inputs.md, row 12). */
export const hidingCharacter = /(?![\t\n\v\f\r])\p{Cc}|[\u202d\u202e]|\p{Cs}/u;

const everyHiding = new RegExp(hidingCharacter.source, 'gu');

/** A text without the characters that no text may hold. */
export const withoutHiding = (text: string): string => text.replace(everyHiding, '');

/**
 * Refuses a text with a character that hides or reorders others, wherever it stands in what was sent – also where a schema takes any text:
 * codes that are looked up, tables, passwords, words that are searched.
 */
export function refuseHiding(value: unknown, pointer: string): void {
  if (typeof value === 'string') refuseIn(value, pointer);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inside] of Object.entries(value)) refuseHiding(inside, `${pointer}/${key}`);
  }
}

function refuseIn(text: string, pointer: string): void {
  const found = hidingCharacter.exec(text);
  if (!found) return;
  const place = placeOf(text, found.index);
  const detail = `${place.codePoint} in line ${place.line} is not taken`;
  throw new DomainError('invalid', 'forbidden-character', `${pointer}: ${detail}`, {
    fields: [{ pointer, code: 'forbidden-character', detail }],
    extra: { line: place.line, codePoint: place.codePoint },
  });
}
