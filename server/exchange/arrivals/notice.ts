import type { Row } from '../../platform/database/store.ts';
import type { Link } from '../messages/message.ts';

/**
 * What a sender says later of a document it sent: that it takes it back — *thu hồi*. It belongs to the recipient. One that came before its
 * document is *held* for the life of a message, since messages overtake each other; then the document is *unknown* here for good.
 */
export interface Notice extends Row {
  readonly agencyId: string;
  readonly kind: 'revoke';
  /** The sender’s row here; none where another deployment hosts it. */
  readonly senderAgencyId?: string;
  readonly senderCode: string;
  readonly senderName: string;
  readonly messageId: string;
  readonly envelopeSha256: string;
  /** The message that brought the document, or is still to bring it. */
  readonly of: Omit<Link, 'type'>;
  readonly reason: string;
  readonly by: string;
  readonly state: 'held' | 'applied' | 'unknown';
  readonly takenAt: Date;
  readonly arrivalId?: string;
}
