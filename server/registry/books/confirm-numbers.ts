import { record } from '../../audit/record.ts';
import { DEPLOYMENT, lostPasts } from '../../audit/store.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { generalRegister } from '../registers/general-register.ts';
import { doubtIn, highestKnown } from '../registers/lost-numbers.ts';
import { isOpen, type Register } from '../registers/register.ts';
import type { RegisterKind } from '../registers/series.ts';
import { knownNumbers, numberConfirmations, registers } from '../registers/store.ts';

/** The last number that a register gave before acts were lost, as paper, recipients and printed books tell it. */
export interface LastNumber {
  readonly kind: RegisterKind;
  readonly series: string;
  readonly last: number;
}

export interface ConfirmNumbers {
  /** Since when acts are lost, as the clerk was shown it. */
  readonly since: string;
  readonly registers: readonly LastNumber[];
  readonly reason: string;
}

/**
 * Says up to where the numbers of this year went before the database was restored — *xác nhận số cuối* –, for every register at once; each
 * goes on above. Refuses a number below what is here or known outside, and a list that leaves a register out.
 */
export async function confirmNumbers(
  tx: Transaction,
  { since, registers: said, reason }: ConfirmNumbers,
): Promise<Register[]> {
  const { agencyId, positionId, name } = tx.actor;
  const year = yearInVietnam(tx.now);
  const lost = await tx.find(lostPasts, { id: DEPLOYMENT });
  const earlier = await tx.find(numberConfirmations, { id: agencyId });
  if (!lost || doubtIn(year, lost, earlier) !== 'restored' || lost.since.toISOString() !== since) {
    throw new DomainError(
      'conflict',
      'nothing-to-confirm',
      'No numbers wait to be confirmed, or others than were shown',
    );
  }
  const known = await tx.list(knownNumbers, { agencyId, year });
  const divisions = (await generalRegister(tx, 'outgoing', year)).divisions ?? [];
  await generalRegister(tx, 'incoming', year);
  const open = (await tx.list(registers, { agencyId, year })).filter((register) => isOpen(register, year));
  const by = { positionId, name };
  const raised = assertAll(open, said).map(({ register, last }) => {
    checkLast(register, last, highestKnown(register, divisions, known)?.number ?? 0);
    if (last === register.lastNumber) return register;
    const stretch = { first: register.lastNumber + 1, last, at: tx.now, by };
    return tx.change(registers, register, { lastNumber: last, lost: [...(register.lost ?? []), stretch] });
  });
  const before = new Map(open.map(({ id, lastNumber }) => [id, lastNumber]));
  record(tx, {
    type: 'numbers-confirmed',
    year,
    registers: raised.map(({ id, lastNumber }) => ({ registerId: id, from: before.get(id) ?? 0, to: lastNumber })),
    reason,
  });
  const confirmation = { of: lost.since, at: tx.now, by, reason };
  if (earlier) tx.change(numberConfirmations, earlier, confirmation);
  else tx.insert(numberConfirmations, { id: agencyId, ...confirmation });
  return raised;
}

/** Each open register with what was said of it; a register left out, or one that is not there, was not shown to the clerk. */
function assertAll(
  open: readonly Register[],
  said: readonly LastNumber[],
): { readonly register: Register; readonly last: number }[] {
  const pairs = open.flatMap((register) => {
    const found = said.filter(({ kind, series }) => kind === register.kind && series === register.series);
    return found.length === 1 && found[0] ? [{ register, last: found[0].last }] : [];
  });
  if (pairs.length === open.length && said.length === open.length) return pairs;
  throw new DomainError('conflict', 'registers-differ', 'The registers of this year are others than were shown');
}

function checkLast({ kind, series, lastNumber }: Register, last: number, known: number): void {
  const least = Math.max(lastNumber, known);
  if (last >= least) return;
  throw new DomainError('invalid', 'number-below-known', `The register ${kind} ${series} gave ${least} at least`, {
    fields: [{ pointer: `/body/registers/${kind}/${series}`, code: 'number-below-known', detail: `is below ${least}` }],
    extra: { kind, series, least },
  });
}
