import { record } from '../../../audit/record.ts';
import { newId } from '../../../platform/ids.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { type DocumentMessage, documentIn } from '../../messages/message.ts';
import { refusal } from '../../messages/message-refusal.ts';
import { refuseSecret } from '../../messages/message-rules.ts';
import { notices } from '../../store.ts';
import type { Arrival } from '../arrival.ts';
import { carriedDocument } from '../carried-document.ts';
import { endArrival } from '../end-arrival.ts';
import type { Notice } from '../notices/notice.ts';
import { applyNotice } from '../notices/take-notice.ts';
import { allBroughtBefore } from './replace-over-axis.ts';
import { unsignedBy } from './unsigned.ts';

/** What a packet of the axis says of a document that its sender sent before, and where its exact bytes lie. */
export interface SaidOverAxis extends Pick<Notice, 'kind' | 'senderCode' | 'senderName' | 'reason'> {
  readonly documentId: string;
  /** What it corrects. */
  readonly corrected?: Partial<DocumentMessage['document']>;
  /** Who acts there, where the packet names somebody. */
  readonly by: string | null;
  readonly axisId: string;
  readonly packetSha256: string;
}

/**
 * Takes in that a sender takes back a document – *thu hồi*, business type 1 –, corrects what it said of it – *cập nhật*, business type 2 –, or asks for
 * it back (13), over the national document axis, which had brought it. It has the same effect as a signed message, since nothing about that document is
 * signed there; that nobody signed it stands with the name. What takes back takes all back that came under that id. The same packet again changes nothing. Refuses with `link-not-yours` what the axis has not
 * brought, and so what came signed, with `state-secret` a correction that names a degree of secrecy, with `message-malformed` one that no message could say.
 */
export async function takeSaidOverAxis(
  tx: Transaction,
  { kind, senderCode, senderName, documentId, reason, by, axisId, packetSha256, corrected }: SaidOverAxis,
): Promise<void> {
  const { agencyId } = tx.actor;
  if (await tx.find(notices, { agencyId, axisId })) return;
  const brought = await allBroughtBefore(tx, senderCode, documentId);
  const arrival = brought.at(-1);
  if (!arrival) throw refusal('link-not-yours', 'The axis has not brought the document that it refers to');
  const messageId = newId();
  const notice = tx.insert(notices, {
    ...{ agencyId, kind, senderCode, senderName, messageId, envelopeSha256: packetSha256, axisId },
    of: { sender: senderCode, messageId: arrival.messageId, documentId },
    ...{ reason, by: unsignedBy(by ?? senderName), state: 'held', takenAt: tx.now },
    ...(corrected && correctionOf(arrival, corrected)),
  });
  record(tx, { type: 'notice-taken', noticeId: notice.id, messageId, senderCode, axisId });
  await applyNotice(tx, arrival, notice);
  if (kind !== 'revoke') return;
  for (const other of brought.slice(0, -1)) await endArrival(tx, other, { way: 'recalled', reason, by: notice.by });
}

/** The document as it is corrected, in the order in which corrections come: packets have no numbers. */
function correctionOf(arrival: Arrival, corrected: SaidOverAxis['corrected']): Pick<Notice, 'document' | 'sequence'> {
  const document = documentIn({ ...carriedDocument(arrival), ...corrected });
  refuseSecret(document);
  return { document, sequence: (arrival.updates?.at(-1)?.sequence ?? 0) + 1 };
}
