import { DomainError } from '../../platform/errors.ts';
import { type Register, written } from '../registers/register.ts';

/** Refuses to correct what a closed book says: it is printed and bound, and states what it states (NĐ 30/2020 Điều 16.2b). */
export function refuseClosedBook({ year, closing }: Register, number: number): void {
  if (closing === undefined) return;
  throw new DomainError(
    'conflict',
    'book-closed',
    `Number ${written(number)} stands in the closed register of ${year}`,
  );
}
