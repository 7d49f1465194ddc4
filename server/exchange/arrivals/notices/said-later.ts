import type { Link, Message } from '../../messages/message.ts';
import { refusal } from '../../messages/message-refusal.ts';
import type { Notice, Noticed } from './notice.ts';

/** What a sender says of a document that it sent before, and of which message. */
export type SaidLater = Pick<Notice, 'kind' | 'of' | 'reason' | 'by' | 'sequence' | 'document'>;

/**
 * What a message says of a document that its own sender sent before; nothing when it is about anything else. Refuses with `message-malformed` what does not
 * say which document, and what asks for one back without a reason (docs/exchange-protocol.md, section 8).
 */
export function saidLater(message: Message): SaidLater | undefined {
  if (message.kind === 'revoke') {
    const { reason, by } = message;
    return { kind: 'revoke', of: linked(message, 'revokes'), reason, by };
  }
  if (message.kind === 'update') {
    const { sequence, reason, by, document } = message;
    return { kind: 'update', of: linked(message, 'updates'), sequence, reason, by, document };
  }
  if (message.kind === 'replace') {
    const { reason, document, sender } = message;
    return { kind: 'replace', of: linked(message, 'replaces'), reason, by: document.signer.fullName ?? sender.name };
  }
  if (message.kind !== 'receipt' || message.receipt.code !== '13') return undefined;
  const { of, sequence, reason, by } = message.receipt;
  if (reason === null) throw refusal('message-malformed', 'Whoever asks for a document back says why');
  const { code: sender, name } = message.sender;
  return { kind: 'ask-back', of: { sender, ...of }, sequence, reason, by: by ?? name };
}

function linked({ links }: Pick<Message, 'links'>, type: Link['type']): Noticed {
  const link = links.find((one) => one.type === type);
  if (!link) throw refusal('message-malformed', 'It names the message that it is about');
  const { sender, messageId, documentId } = link;
  return { sender, messageId, documentId };
}
