import type { Message } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import type { Notice } from './notice.ts';

/** What a sender says of a document that it sent before, and of which message. */
export type SaidLater = Pick<Notice, 'kind' | 'of' | 'reason' | 'by' | 'sequence'>;

/** What a message says of a document that its own sender sent before; nothing when it is about anything else. */
export function saidLater(message: Message): SaidLater | undefined {
  if (message.kind === 'revoke') {
    const { links, reason, by } = message;
    const [link] = links;
    if (!link) throw refusal('message-malformed', 'What takes a document back names it');
    const { sender, messageId, documentId } = link;
    return { kind: 'revoke', of: { sender, messageId, documentId }, reason, by };
  }
  if (message.kind !== 'receipt' || message.receipt.code !== '13') return undefined;
  const { of, sequence, reason, by } = message.receipt;
  const { code: sender, name } = message.sender;
  return { kind: 'ask-back', of: { sender, ...of }, sequence, reason: reason ?? '', by: by ?? name };
}
