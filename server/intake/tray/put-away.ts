import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { trayItems } from './store.ts';
import { ofAgency, type TrayItem } from './tray-item.ts';

/** Puts a file of the tray away that is not to be registered (*bỏ khỏi khay*); once more is the same. */
export async function putAway(tx: Transaction, itemId: string): Promise<TrayItem> {
  const item = ofAgency(await tx.find(trayItems, { id: itemId }), tx.actor);
  return item.leftAt ? item : tx.change(trayItems, item, { leftAt: tx.now, takenBy: undefined });
}

/** Lays back what was put away within the last week, and lets go what somebody had at hand; refuses (404) what an act has used. */
export async function putBack(tx: Transaction, itemId: string): Promise<TrayItem> {
  const item = ofAgency(await tx.find(trayItems, { id: itemId }), tx.actor);
  if (item.isUsed) throw notFound();
  return tx.change(trayItems, item, { leftAt: undefined, takenBy: undefined });
}
