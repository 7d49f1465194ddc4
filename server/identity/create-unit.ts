import { record } from '../audit/record.ts';
import { DomainError } from '../platform/errors.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import type { Unit } from './agency.ts';
import { units } from './store.ts';

/** Adds a unit — *đơn vị* — to the actor's agency; its symbol is used once there, since notations are told apart by it. */
export async function createUnit(tx: Transaction, fields: { name: string; symbol: string }): Promise<Unit> {
  const { agencyId } = tx.actor;
  if (await tx.find(units, { agencyId, symbol: fields.symbol })) {
    throw new DomainError('conflict', 'symbol-taken', `Another unit has the symbol ${fields.symbol}`);
  }
  const unit = tx.insert(units, { agencyId, name: fields.name, symbol: fields.symbol });
  record(tx, { type: 'unit-created', unitId: unit.id });
  return unit;
}
