import type { SignedTreeHead } from '../../audit/tree/tree-head.ts';
import type { Row } from '../../platform/database/store.ts';
import type { ReceiptCode } from '../messages/receipt.ts';
import type { KeptTransportReceipt } from '../messages/transport-receipt.ts';
import type { Delivery, KeptReceipt, OverAxis, ToldStatus } from './delivery.ts';

/**
 * Where a message that follows a document stands: it took effect at the recipient (15), or the document had never come there (02,
 * `link-unknown`).
 */
export const followUpStates = ['waiting', 'sent', 'acknowledged', 'unknown-there'] as const;
export type FollowUpState = (typeof followUpStates)[number];

/** A message that follows a document to one recipient: it is taken back — *thu hồi*. It belongs to the sending agency. */
export interface FollowUp extends Row {
  readonly agencyId: string;
  readonly documentId: string;
  readonly deliveryId: string;
  readonly recipient: Delivery['recipient'];
  readonly kind: 'revoke';
  readonly reason: string;
  /** Who decided it here. */
  readonly by: string;
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

/** The state after the recipient said this of it; other codes say nothing of such a message. */
export function stateAfter(state: FollowUpState, code: ReceiptCode): FollowUpState {
  if (code === '15') return 'acknowledged';
  return code === '02' && state !== 'acknowledged' ? 'unknown-there' : state;
}
