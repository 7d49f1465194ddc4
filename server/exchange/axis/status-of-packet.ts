import { refusal } from '../messages/message-refusal.ts';
import { type ReceiptCode, receiptCodes } from '../messages/receipt.ts';
import { momentIn } from './axis-times.ts';
import type { MessageStatus } from './edxml-form.ts';
import { shortLine } from './envelope-of-packet.ts';

/** What a status packet says: who tells what of which document. */
interface Told {
  readonly from: string;
  readonly fromName: string;
  readonly documentId: string;
  readonly code: ReceiptCode;
  readonly at: Date;
  readonly by?: string;
  readonly reason?: string;
}

/**
 * Reads a status; what is no moment is the moment `now`, at which it came. Refuses with `unsupported-kind` a code that nobody knows, and with
 * `message-malformed` one that does not say who tells it of what.
 */
export function statusOfPacket({ from, responseFor, ...said }: MessageStatus, now: Date): Told {
  const code = receiptCodes.find((one) => one === said.statusCode?.padStart(2, '0'));
  if (!code) throw refusal('unsupported-kind', `A status ${said.statusCode?.slice(0, 10)} is not known`);
  if (!from?.organId || !responseFor?.documentId) {
    throw refusal('message-malformed', 'The status does not say who tells it, or of which document');
  }
  const [by, reason] = [shortLine(said.staffInfo?.staff, 200), shortLine(said.description, 500)];
  return {
    ...{ from: from.organId, fromName: shortLine(from.organName, 200) ?? from.organId },
    ...{ documentId: responseFor.documentId, code, at: momentIn(said.timestamp) ?? now },
    ...(by !== null && { by }),
    ...(reason !== null && { reason }),
  };
}
