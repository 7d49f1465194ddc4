import { record } from '../audit/record.ts';
import { yearInVietnam } from '../platform/calendar.ts';
import type { Transaction } from '../platform/transaction.ts';
import { GENERAL_SERIES, nextNumber, type Register, type RegisterKind } from './register.ts';
import { registers } from './store.ts';

/** A number out of the register of this year, with the register it came from. */
export interface TakenNumber {
  readonly registerId: string;
  readonly number: number;
  readonly year: number;
}

/**
 * Takes the next number of the agency's register of this year, opening it at the first one. The caller has checked and stored
 * everything by then: a number is given to a document that stands, or not at all (RELIABILITY I1).
 */
export async function takeNumber(tx: Transaction, kind: RegisterKind): Promise<TakenNumber> {
  const year = yearInVietnam(tx.now);
  const key = { agencyId: tx.actor.agencyId, kind, series: GENERAL_SERIES, year };
  const register = (await tx.find(registers, key)) ?? openRegister(tx, key);
  const number = nextNumber(register, year);
  tx.change(registers, register, { lastNumber: number });
  return { registerId: register.id, number, year };
}

function openRegister(tx: Transaction, key: Pick<Register, 'agencyId' | 'kind' | 'series' | 'year'>): Register {
  const register = tx.insert(registers, { ...key, lastNumber: 0 });
  record(tx, { type: 'register-opened', registerId: register.id, year: register.year });
  return register;
}
