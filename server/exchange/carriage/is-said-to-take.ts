import type { Transaction } from '../../platform/ledger/transaction.ts';
import { capabilityIn } from '../messages/capability-document.ts';
import type { MessageKind } from '../messages/message.ts';
import { heldCapabilities } from './store.ts';

/** Whether the system of an agency takes messages of a kind, by what it said last; so does one that has stated nothing. */
export async function isSaidToTake(tx: Transaction, code: string | undefined, kind: MessageKind): Promise<boolean> {
  const held = code === undefined ? undefined : await tx.find(heldCapabilities, { id: code });
  const said = held?.text === undefined ? undefined : capabilityIn(Buffer.from(held.text));
  return said === undefined || said.kinds.includes(kind);
}
