import { comparedName } from '../../server/intake/reading/agency-names.ts';
import type { ReadField } from '../../server/intake/reading/read-field.ts';
import { fold, foldCode } from '../../server/platform/text/fold.ts';
import type { Truth } from './paper.ts';

/** The fields that are judged, as the report names them. */
export const judged = [
  ...(['codeNumber', 'codeNotation', 'typeCode', 'issuedOn', 'issuerName', 'subject'] as const),
  ...(['signerName', 'signerPosition', 'toPlaces'] as const),
] as const;

/** How one field came out: what nobody wrote is *right* when it stays unread. */
export interface Judgement {
  readonly name: (typeof judged)[number];
  readonly outcome: 'right' | 'wrong' | 'unread';
  readonly isSure: boolean;
  readonly expected: string | null;
  readonly read: string | undefined;
}

/** Compares what was read with what is true, field by field. */
export function judge(fields: readonly ReadField[], truth: Truth): Judgement[] {
  return judged.map((name) => {
    const field = fields.find((one) => one.name === name);
    const expected = truth[name];
    return {
      name,
      outcome: outcomeOf(name, field?.value, expected),
      isSure: field !== undefined && field.confidence !== 'look',
      expected,
      read: field?.value,
    };
  });
}

function outcomeOf(name: Judgement['name'], read: string | undefined, expected: string | null): Judgement['outcome'] {
  if (expected === null) return read === undefined ? 'right' : 'wrong';
  if (read === undefined) return 'unread';
  return same[name](read, expected) ? 'right' : 'wrong';
}

const plain = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
/** With or without *Về việc*, and with or without the word *Luật* before the name of one: people write either. */
const matter = (text: string): string => plain(text).replace(/^(?:v v|ve viec|ve|luat) /, '');

const same: Readonly<Record<Judgement['name'], (read: string, expected: string) => boolean>> = {
  codeNumber: (read, expected) => read === expected,
  codeNotation: (read, expected) => foldCode(read) === foldCode(expected),
  typeCode: (read, expected) => read === expected,
  issuedOn: (read, expected) => read === expected,
  issuerName: (read, expected) => comparedName(read) === comparedName(expected),
  subject: (read, expected) => matter(read) === matter(expected),
  signerName: (read, expected) => plain(read) === plain(expected),
  signerPosition: (read, expected) => plain(read) === plain(expected),
  toPlaces: (read, expected) => plain(read) === plain(expected),
};
