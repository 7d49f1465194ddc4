import { record } from '../../audit/record.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { generalRegister } from '../registers/general-register.ts';
import { checkBeginning, type Register } from '../registers/register.ts';
import { GENERAL_SERIES, type RegisterKind } from '../registers/series.ts';
import { registers } from '../registers/store.ts';

export interface BeginRegister {
  readonly kind: RegisterKind;
  readonly series: string;
  /** The last number that was given elsewhere this year; 0 where that was said by mistake. */
  readonly after: number;
  /** By what one knows: the old book, the other system. */
  readonly reason: string;
}

/**
 * Lets a register of this year begin above the numbers that were given on paper or by another system before the agency moved in – *số bắt đầu* –: a
 * number comes once in a year (NĐ 30/2020 Điều 15). Refuses once it has given a number itself; until then it can be said again.
 */
export async function beginRegister(
  tx: Transaction,
  { kind, series, after, reason }: BeginRegister,
): Promise<Register> {
  const { agencyId, positionId, name } = tx.actor;
  const year = yearInVietnam(tx.now);
  const general = await generalRegister(tx, kind, year);
  const register = series === GENERAL_SERIES ? general : await tx.find(registers, { agencyId, kind, series, year });
  if (!register) throw notFound();
  checkBeginning(register, year);
  record(tx, { type: 'register-begun', registerId: register.id, kind, year, begins: after + 1, reason });
  const begun = { after, at: tx.now, by: { positionId, name }, reason };
  return tx.change(registers, register, { lastNumber: after, begun });
}
