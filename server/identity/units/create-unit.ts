import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Unit } from '../agencies/agency.ts';
import { units } from '../store.ts';
import { assertFreeSymbol } from './assert-free-symbol.ts';

/** Adds a unit — *đơn vị* — to the actor's agency; its symbol is used once there, since notations are told apart by it. */
export async function createUnit(tx: Transaction, fields: { name: string; symbol: string }): Promise<Unit> {
  const { agencyId } = tx.actor;
  await assertFreeSymbol(tx, fields.symbol);
  const unit = tx.insert(units, { agencyId, name: fields.name, symbol: fields.symbol });
  record(tx, { type: 'unit-created', unitId: unit.id });
  return unit;
}
