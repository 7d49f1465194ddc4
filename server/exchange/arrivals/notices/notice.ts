import type { Row } from '../../../platform/database/store.ts';
import type { DocumentMessage } from '../../messages/message.ts';

/** What a notice is about: the message that brought the document, or is still to bring it. */
export interface Noticed {
  readonly sender: string;
  readonly messageId: string;
  /** A link names the document too, a status the bytes of the message. */
  readonly documentId?: string;
  readonly messageSha256?: string;
}

/**
 * What a sender may say later of a document: that it takes it back — *thu hồi* –, that another one, which the same message brings, stands in its
 * place — *thay thế* –, how it corrects what it said of it — *cập nhật* –, or that it asks for it back — *lấy lại* (13).
 */
export type NoticeKind = 'revoke' | 'replace' | 'update' | 'ask-back';

/**
 * What a sender says later of a document it sent. It belongs to the recipient. One that came before its document is *held* for the life of a
 * message, since messages overtake each other; then the document is *unknown* here for good. What asks waits for a person, who agrees – it is *applied* – or
 * declines.
 */
export interface Notice extends Row {
  readonly agencyId: string;
  readonly kind: NoticeKind;
  /** The sender’s row here; none where another deployment hosts it. */
  readonly senderAgencyId?: string;
  readonly senderCode: string;
  readonly senderName: string;
  readonly messageId: string;
  readonly envelopeSha256: string;
  /** The id of its packet on the national document axis, when that brought it: nobody signed it then. */
  readonly axisId?: string;
  readonly of: Noticed;
  /** The place of a status, or of a correction, among all that its sender says of this message. */
  readonly sequence?: number;
  /** What the document is corrected to. */
  readonly document?: DocumentMessage['document'];
  readonly reason: string;
  readonly by: string;
  readonly state: 'held' | 'asked' | 'applied' | 'declined' | 'unknown';
  readonly takenAt: Date;
  readonly arrivalId?: string;
  /** The agency here to which it was addressed and which answers it, where that is another: its own was merged into that. */
  readonly answeredBy?: string;
}
