import type { Row } from '../../platform/database/store.ts';
import type { MessageKind } from './message.ts';
import type { KeptTransportReceipt } from './transport-receipt.ts';

/**
 * That an agency has taken a message in, kept for good: whatever comes again under its id is answered by this (docs/exchange-protocol.md §5). It belongs
 * to the recipient; the exact bytes and their signature lie in the file store.
 */
export interface TakenMessage extends Row {
  readonly agencyId: string;
  readonly senderCode: string;
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly envelopeSha256: string;
  readonly envelopeSignatureSha256: string;
  readonly transportReceipt: KeptTransportReceipt;
  readonly takenAt: Date;
}
