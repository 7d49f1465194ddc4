import type { SignedTreeHead } from '../../../audit/tree/tree-head.ts';
import type { Row } from '../../../platform/database/store.ts';
import type { ReceiptCode } from '../../messages/receipt.ts';
import type { KeptTransportReceipt } from '../../messages/transport-receipt.ts';
import type { Delivery, KeptReceipt, OverAxis, ToldStatus } from '../delivery.ts';

/** What may follow a document: it is taken back — *thu hồi* –, corrected — *cập nhật* –, or asked for — *lấy lại* (13). */
export const followUpKinds = ['revoke', 'update', 'ask-back'] as const;

/**
 * Where a message that follows a document stands: it took effect at the recipient, or that agreed to it (15), it was declined (16), the document had
 * never come there (02, `link-unknown`), or its system takes no message of this kind.
 */
export const followUpStates = ['waiting', 'not-taken', 'sent', 'acknowledged', 'declined', 'unknown-there'] as const;
export type FollowUpState = (typeof followUpStates)[number];

/** A message that follows a document to one recipient. It belongs to the sending agency. */
export interface FollowUp extends Row {
  readonly agencyId: string;
  readonly documentId: string;
  readonly deliveryId: string;
  readonly recipient: Delivery['recipient'];
  readonly kind: (typeof followUpKinds)[number];
  readonly reason: string;
  /** Who decided it here. */
  readonly by: string;
  /** The place of a status among all that we say of this delivery, or of a correction among all of the document. */
  readonly sequence?: number;
  /** Which of those that say the same to this recipient it is, from the second on. */
  readonly ordinal?: number;
  readonly createdAt: Date;
  readonly state: FollowUpState;
  readonly messageId?: string;
  readonly envelopeSha256?: string;
  readonly envelopeSignatureSha256?: string;
  readonly treeHead?: SignedTreeHead;
  /** What went over the axis, where that had taken the document to its recipient. */
  readonly overAxis?: OverAxis;
  readonly sentAt?: Date;
  readonly transportReceipt?: KeptTransportReceipt;
  readonly lastError?: string;
  readonly receipts: readonly KeptReceipt[];
  /** What its recipient told over the axis. */
  readonly statuses?: readonly ToldStatus[];
}

/** The events of a message of each kind: it was left to be sent, and its recipient holds it. */
export const followUpEvents = {
  revoke: { begun: 'recall-begun', sent: 'recall-sent' },
  update: { begun: 'update-begun', sent: 'update-sent' },
  'ask-back': { begun: 'asking-back-begun', sent: 'asking-back-sent' },
} as const satisfies Record<FollowUp['kind'], object>;

/** The state after the recipient said this of it; other codes say nothing of such a message. */
export function stateAfter(state: FollowUpState, code: ReceiptCode): FollowUpState {
  if (isAnswered(state)) return state;
  if (code === '15') return 'acknowledged';
  if (code === '16') return 'declined';
  return code === '02' ? 'unknown-there' : state;
}

/** Whether its recipient has said what became of it. */
export function isAnswered(state: FollowUpState): boolean {
  return state !== 'sent' && !isUnsent(state);
}

/** Whether its recipient does not hold it. */
export function isUnsent(state: FollowUpState): boolean {
  return state === 'waiting' || state === 'not-taken';
}
