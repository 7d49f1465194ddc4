import type { Row } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Division, RegisterKind, Takes } from './series.ts';

/**
 * Register of documents — *sổ đăng ký văn bản*. One per agency, kind, series and year; paper and electronic documents share it
 * (NĐ 30/2020 Điều 15, Điều 22.2).
 */
export interface Register extends Row {
  readonly agencyId: string;
  readonly kind: RegisterKind;
  readonly series: string;
  readonly year: number;
  readonly lastNumber: number;
  /** What stands on its cover; the general register needs no title. */
  readonly title?: string;
  /** What it takes; the general register takes whatever no other does. */
  readonly takes?: Takes;
  /** The rule of its year, in the general register of a kind: what goes into which other series. */
  readonly divisions?: readonly Division[];
  /** Taken over from paper or another system: it gives no numbers and mixes with no running register. */
  readonly historical?: Imported;
  readonly closing?: Closing;
  /** Numbers that were given before the database was restored, and whose documents are not here; none of them is given again. */
  readonly lost?: readonly LostNumbers[];
  /** It began above numbers that were given elsewhere that year. */
  readonly begun?: Begun;
}

/** The last number of its year that was given on paper or by another system before the agency moved in, and who said so by what. */
export interface Begun {
  readonly after: number;
  readonly at: Date;
  readonly by: { readonly positionId: string; readonly name: string };
  readonly reason: string;
}

/** The number a register begins with: that of an old book, 1, or the one above those that were given elsewhere. */
export function firstNumber({ historical, begun }: Pick<Register, 'historical' | 'begun'>): number {
  return historical?.first ?? (begun?.after ?? 0) + 1;
}

/** Whether no number was given yet. */
export function isUnused(register: Pick<Register, 'historical' | 'begun' | 'lastNumber'>): boolean {
  return register.lastNumber < firstNumber(register);
}

/** Whether it may begin above numbers that were given elsewhere: this year’s, while it has given none. */
export function isBeginnable(register: Register, thisYear: number): boolean {
  return isOpen(register, thisYear) && isUnused(register);
}

/** Refuses another beginning to a register that has given numbers, or is none of this year. */
export function checkBeginning(register: Register, thisYear: number): void {
  if (isBeginnable(register, thisYear)) return;
  throw new DomainError('conflict', 'numbers-given', 'The register has given numbers, or is closed');
}

/** How many numbers a running register has given whose documents are here. */
export function givenCount(register: Register): number {
  return register.lastNumber - firstNumber(register) + 1 - lostCount(register);
}

/** A stretch of numbers known outside only, and who confirmed it. */
export interface LostNumbers {
  readonly first: number;
  readonly last: number;
  readonly at: Date;
  readonly by: { readonly positionId: string; readonly name: string };
}

/** How many numbers were given whose documents are not here. */
export function lostCount({ lost = [] }: Pick<Register, 'lost'>): number {
  return lost.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** What was taken over into a historical register so far. */
export interface Imported {
  readonly count: number;
  readonly first: number | null;
  readonly lastDate: string | null;
  readonly voided: readonly number[];
}

/** What the end of a register states — *khoá sổ*: how many numbers it gave, and which of them were voided. */
export interface Closing {
  readonly at: Date;
  readonly by: { readonly positionId: string; readonly name: string };
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly voided: readonly number[];
}

/** Whether the register takes documents of `year`: only those of its own year, and only while it is not closed. */
export function isOpen(register: Register, year: number): boolean {
  return register.year === year && register.closing === undefined && register.historical === undefined;
}

/** The number the next document of `year` receives: no gaps, and every year starts at 1, or above what was given elsewhere. */
export function nextNumber(register: Register, year: number): number {
  if (!isOpen(register, year)) throw registerClosed(register, year);
  return register.lastNumber + 1;
}

/** The refusal for a document that belongs into a book which is closed; its `kind` tells what can be done about it. */
export function registerClosed(register: Pick<Register, 'kind' | 'year'>, year: number): DomainError {
  const why = register.year === year ? 'is closed' : `takes none of ${year}`;
  return new DomainError('conflict', 'register-closed', `Register ${register.year} ${why}`, {
    extra: { kind: register.kind },
  });
}

/**
 * Refuses to close a book twice or before its year is over: until then numbers follow. Only a register of its own that has given
 * none yet may go earlier, opened by mistake.
 */
export function checkClosing(register: Register, year: number): void {
  if (isClosable(register, year)) return;
  if (register.closing) throw new DomainError('conflict', 'register-closed', `Register ${register.year} is closed`);
  throw new DomainError('conflict', 'year-not-over', `The year ${register.year} is not over`);
}

/** Whether the book can be closed: its year is over, or it is one of its own that has given no number. */
export function isClosable(register: Register, thisYear: number): boolean {
  const { closing, year, takes } = register;
  return closing === undefined && (year < thisYear || (isUnused(register) && takes !== undefined));
}

/** A number as it is written: below 10 with a leading zero, otherwise without (NĐ 30/2020 Phụ lục I). */
export function written(number: number): string {
  return String(number).padStart(2, '0');
}
