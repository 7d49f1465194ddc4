import { record } from '../../audit/record.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { incomingDocuments } from '../incoming/store.ts';
import { outgoingDocuments } from '../outgoing/store.ts';
import { type Closing, checkClosing, givenCount, isUnused, type Register } from '../registers/register.ts';
import { GENERAL_SERIES } from '../registers/series.ts';
import { registers } from '../registers/store.ts';
import { spanOf } from './book-parts.ts';

/**
 * Closes a register whose year is over — *khoá sổ* — for good, and states how many numbers it gave and which were voided. Refuses
 * while a numbered document waits for its seal or for a decision on its number: either would change what is stated.
 */
export async function closeRegister(
  tx: Transaction,
  { registerId, version }: { readonly registerId: string; readonly version: number },
): Promise<Register> {
  const register = await tx.load(registers, registerId);
  const { agencyId, positionId, name } = tx.actor;
  if (register.agencyId !== agencyId) throw notFound();
  if (register.version !== version) {
    throw new DomainError('stale', 'version-changed', 'The register was changed since it was shown', {
      extra: { version: register.version },
    });
  }
  checkClosing(register, yearInVietnam(tx.now));
  await refuseUnfinished(tx, register);
  if (isUnused(register)) await leaveRule(tx, register);
  const closing: Closing = { at: tx.now, by: { positionId, name }, ...(await statementOf(tx, register)) };
  const { count, last, voided } = closing;
  record(tx, { type: 'register-closed', registerId, year: register.year, count, last, voided });
  return tx.change(registers, register, { closing });
}

async function refuseUnfinished(tx: Transaction, { id, agencyId, kind }: Register): Promise<void> {
  const waiting =
    kind === 'incoming'
      ? await tx.find(incomingDocuments, { agencyId, state: 'void-asked', registerId: id })
      : await tx.find(outgoingDocuments, { agencyId, 'state.registerId': id, 'state.status': 'numbered' });
  if (!waiting) return;
  throw new DomainError(
    'conflict',
    'register-unfinished',
    'A number of this register is neither issued nor decided yet',
    {
      extra: { documentId: waiting.id },
    },
  );
}

/** A register opened by mistake takes nothing any more; its documents go where the rest goes, and next year knows nothing of it. */
async function leaveRule(tx: Transaction, { agencyId, kind, series, year }: Register): Promise<void> {
  const general = await tx.find(registers, { agencyId, kind, series: GENERAL_SERIES, year });
  if (!general?.divisions || year < yearInVietnam(tx.now)) return;
  tx.change(registers, general, { divisions: general.divisions.filter((division) => division.series !== series) });
}

async function statementOf(tx: Transaction, register: Register): Promise<Omit<Closing, 'at' | 'by'>> {
  const { historical } = register;
  const { first, last } = spanOf(register) ?? { first: null, last: null };
  if (historical) return { count: historical.count, first: historical.first, last, voided: historical.voided };
  const voided = await voidedNumbers(tx, register);
  return { count: givenCount(register), first, last, voided: voided.toSorted((a, b) => a - b) };
}

async function voidedNumbers(tx: Transaction, { id: registerId, agencyId, kind }: Register): Promise<number[]> {
  if (kind === 'incoming') {
    return (await tx.list(incomingDocuments, { agencyId, state: 'voided', registerId })).map(({ number }) => number);
  }
  const where = { agencyId, 'state.registerId': registerId, 'state.status': 'voided' };
  return (await tx.list(outgoingDocuments, where)).flatMap(({ state }) => ('number' in state ? [state.number] : []));
}
