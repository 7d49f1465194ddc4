import { expect } from 'chai';
import { type MessageKind, type MessageOf, readMessage } from '../../server/exchange/messages/message.ts';

/** The message in these bytes, which must be of this kind. */
export function messageOf<K extends MessageKind>(kind: K, bytes: Uint8Array): MessageOf<K> {
  const message = readMessage(bytes);
  return message.kind === kind ? (message as MessageOf<K>) : expect.fail(`It is of the kind ${message.kind}`);
}
