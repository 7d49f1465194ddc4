import { DEPLOYMENT, lostPasts } from '../../audit/store.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { generalRegister } from './general-register.ts';
import { doubtIn, refuseInDoubt } from './lost-numbers.ts';
import { nextNumber } from './register.ts';
import { GENERAL_SERIES, seriesFor, type ToNumber } from './series.ts';
import { numberConfirmations, registers } from './store.ts';

/** A number out of the register of this year, with the register it came from. */
export interface TakenNumber {
  readonly registerId: string;
  readonly number: number;
  readonly year: number;
}

/**
 * Takes the next number of the register that takes such a document this year; the year is that of the act, so whoever comes after
 * midnight of 31 December gets the new book. The caller has checked and stored everything by then: a number is given to a document
 * that stands, or not at all, so numbers have no gap.
 */
export async function takeNumber(tx: Transaction, item: ToNumber): Promise<TakenNumber> {
  const year = yearInVietnam(tx.now);
  const { agencyId } = tx.actor;
  await requireNothingLost(tx, year);
  const general = await generalRegister(tx, item.kind, year);
  const series = seriesFor(general.divisions ?? [], item);
  const own =
    series === GENERAL_SERIES ? general : await tx.find(registers, { agencyId, kind: item.kind, series, year });
  if (!own) throw new Error(`The rule of ${year} names a series without its register`);
  const number = nextNumber(own, year);
  tx.change(registers, own, { lastNumber: number });
  return { registerId: own.id, number, year };
}

/** The confirmation is asked for only where something was lost: nearly nowhere. */
async function requireNothingLost(tx: Transaction, year: number): Promise<void> {
  const lost = await tx.find(lostPasts, { id: DEPLOYMENT });
  if (!lost) return;
  refuseInDoubt(doubtIn(year, lost, await tx.find(numberConfirmations, { id: tx.actor.agencyId })));
}
