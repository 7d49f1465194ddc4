import { DomainError } from '../platform/errors.ts';
import type { Row } from '../platform/store.ts';

export type RegisterKind = 'incoming' | 'outgoing';

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
  /** Set when the agency closes the book before its year is over. */
  readonly closedAt?: Date;
}

/** The one series an agency has unless its head decides otherwise: all administrative types together (DOMAIN §1.2). */
export const GENERAL_SERIES = 'general';

/** Whether the register takes documents of `year`: only those of its own year, and only while it is not closed. */
export function isOpen(register: Register, year: number): boolean {
  return register.year === year && register.closedAt === undefined;
}

/** The number the next document of `year` receives: no gaps, and every year starts at 1. */
export function nextNumber(register: Register, year: number): number {
  if (!isOpen(register, year)) throw registerClosed(register.year, year);
  return register.lastNumber + 1;
}

/** The refusal for a document that belongs into a book which is closed. */
export function registerClosed(registerYear: number, year: number): DomainError {
  const why = registerYear === year ? 'is closed' : `takes none of ${year}`;
  return new DomainError('conflict', 'register-closed', `Register ${registerYear} ${why}`);
}

/** A number as it is written: below 10 with a leading zero, otherwise without (NĐ 30/2020 Phụ lục I). */
export function written(number: number): string {
  return String(number).padStart(2, '0');
}
