import mongoose from 'mongoose';
import { readAll } from '../../platform/database/store.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { capabilityIn } from '../messages/capability-document.ts';
import type { MessageKind } from '../messages/message.ts';
import { type HeldCapability, heldCapabilities } from './store.ts';

/** Whether the system of an agency takes messages of a kind, by what it said last; so does one that has stated nothing. */
export async function isSaidToTake(tx: Transaction, code: string | undefined, kind: MessageKind): Promise<boolean> {
  const held = code === undefined ? undefined : await tx.find(heldCapabilities, { id: code });
  return !held || takes(held, kind);
}

/** Those of some agencies whose systems, by what they said last, take no messages of a kind. */
export async function saidNotToTake(codes: readonly string[], kind: MessageKind): Promise<ReadonlySet<string>> {
  const held = await readAll(heldCapabilities, { _id: mongoose.trusted({ $in: [...codes] }) });
  return new Set(held.filter((one) => !takes(one, kind)).map(({ id }) => id));
}

function takes({ text }: HeldCapability, kind: MessageKind): boolean {
  const said = text === undefined ? undefined : capabilityIn(Buffer.from(text));
  return said === undefined || said.kinds.includes(kind);
}
