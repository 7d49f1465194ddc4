import { correctedBetween } from '../../audit/corrected.ts';
import { record } from '../../audit/record.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Unit } from '../agencies/agency.ts';
import { demandSeen, type Seen } from '../seen.ts';
import { units } from '../store.ts';
import { assertFreeSymbol } from './assert-free-symbol.ts';

/** How a unit is called from now on, and why. */
export interface UnitCorrection extends Pick<Unit, 'name' | 'symbol'>, Seen {
  readonly unitId: string;
  readonly reason: string;
}

/** Sets right or renews how a unit of the actor's agency is called; numbers given before keep the symbol they were given with. */
export async function correctUnit(
  tx: Transaction,
  { unitId, reason, version, ...given }: UnitCorrection,
): Promise<Unit> {
  const unit = await tx.load(units, unitId);
  if (unit.agencyId !== tx.actor.agencyId) throw notFound();
  demandSeen(unit, { version });
  const { name, symbol } = unit;
  const changed = correctedBetween({ name, symbol }, given);
  await assertFreeSymbol(tx, given.symbol, unitId);
  record(tx, { type: 'unit-corrected', unitId, changed, reason });
  return tx.change(units, unit, given);
}
