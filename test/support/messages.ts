import { expect } from 'chai';
import type { Delivery } from '../../server/exchange/deliveries/delivery.ts';
import { localCarrier } from '../../server/exchange/door/local-carrier.ts';
import { type MessageKind, type MessageOf, readMessage } from '../../server/exchange/messages/message.ts';
import type { Transport } from '../../server/exchange/messages/transport.ts';
import { takenMessages } from '../../server/exchange/store.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { files } from '../../server/platform/files/files.ts';
import type { Patch } from '../../server/platform/ledger/transaction.ts';

/** The message in these bytes, which must be of this kind. */
export function messageOf<K extends MessageKind>(kind: K, bytes: Uint8Array): MessageOf<K> {
  const message = readMessage(bytes);
  return message.kind === kind ? (message as MessageOf<K>) : expect.fail(`It is of the kind ${message.kind}`);
}

/** Carries within the deployment as between two: what a recipient holds, it gives back to a sender that lost it. */
export const givingBack: Transport = {
  carry: async (code, message) => await localCarrier.carry(code, message),
  held: async (_code, { messageId }) => {
    const taken = await readOne(takenMessages, { messageId });
    if (!taken) return undefined;
    const { envelopeSha256, envelopeSignatureSha256 } = taken;
    return { content: await files().read(envelopeSha256), signature: await files().read(envelopeSignatureSha256) };
  },
};

/** What a row keeps of a message that was sent; without it, it was not. */
export const lostMessage: Patch<Delivery> = {
  ...{ messageId: undefined, envelopeSha256: undefined, envelopeSignatureSha256: undefined, treeHead: undefined },
  ...{ sentAt: undefined, transportReceipt: undefined, state: 'waiting', receipts: [] },
};
