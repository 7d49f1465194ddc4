import { DomainError } from '../../platform/errors.ts';
import { spelledCode } from '../../platform/text/fold.ts';
import type { DocumentType } from '../registers/document-type.ts';
import { written } from '../registers/register.ts';

/** Number and symbol of a document — *số, ký hiệu* — as two fields of NĐ 30/2020 Phụ lục VI. */
export interface Code {
  readonly codeNumber: string | null;
  readonly codeNotation: string | null;
}

/**
 * The symbol — *ký hiệu* — without its number: `QĐ-BNV` for a named type, `BNV-VP` for công văn and thư công, which carry the
 * drafting unit instead (NĐ 30/2020 Phụ lục I; no spaces). Refuses a type that needs a unit when there is none.
 */
export function notationOf(type: DocumentType, agencySymbol: string, unitSymbol: string | undefined): string {
  const parts = type.abbreviation ? [type.abbreviation, agencySymbol] : [agencySymbol, unitSymbol];
  if (!parts[1]) {
    throw new DomainError('invalid', 'unit-required', `${type.name} carries the symbol of the drafting unit`, {
      fields: [{ pointer: '/body/unitId', code: 'unit-required', detail: 'choose the unit that drafts it' }],
    });
  }
  return parts.map((part) => part?.replaceAll(/\s+/g, '')).join('-');
}

/** The whole code of an outgoing document: `05/BNV-VP`; before it has a number `…/BNV-VP`. */
export function codeOf(number: number | undefined, notation: string): string {
  return `${number === undefined ? '…' : written(number)}/${notation}`;
}

/** How the Party writes a notation, the type before the committee: `QĐ/TU` in `127-QĐ/TU` (Hướng dẫn 36-HD/VPTW). */
const ofParty = /^\p{L}+\/[\p{L}\d&/-]+$/u;

/** The code of an incoming document as its fields give it; empty when the paper has none. */
export function joinCode({ codeNumber, codeNotation }: Code): string {
  const between = codeNotation !== null && ofParty.test(codeNotation) ? '-' : '/';
  return [codeNumber, codeNotation].filter((part) => part !== null && part !== '').join(between);
}

const codeForm = /^(?:số\s*[:.]?\s*)?([0-9]+[a-zđ]?)\s*\/\s*(.+)$/iu;
const partyForm = /^(?:số\s*[:.]?\s*)?([0-9]+)\s*-\s*(\p{L}+\s*\/\s*\p{L}.*)$/iu;
const numberForm = /^(?:số\s*[:.]?\s*)?([0-9]+[a-zđ]?)$/iu;

/** Number and symbol out of what stands on paper: `2243/PCCC&CNCH-P6`, `Số: 45/2020/NĐ-CP`, of the Party `127-QĐ/TU`. */
export function parseCode(text: string): Code {
  const plain = spelledCode(text);
  const number = numberForm.exec(plain)?.[1];
  if (number !== undefined) return { codeNumber: number, codeNotation: null };
  const [, codeNumber, rest] = codeForm.exec(plain) ?? partyForm.exec(plain) ?? [];
  if (codeNumber !== undefined && rest !== undefined) {
    return { codeNumber, codeNotation: rest.replaceAll(/\s+/g, '') };
  }
  return { codeNumber: null, codeNotation: plain === '' ? null : plain };
}

/** The ways a code is typed into a search: with and without leading zeros of its number. */
export function codeForms(code: string): string[] {
  const short = code.replace(/^0+(?=[0-9])/, '');
  return [...new Set([code, short, short.replace(/^[0-9](?=\/)/, '0$&')])];
}
