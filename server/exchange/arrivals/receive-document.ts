import { isDeepStrictEqual } from 'node:util';
import { record } from '../../audit/record.ts';
import { newId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { Correspondent } from '../directory/correspondent.ts';
import { keepHeadOfSender } from '../directory/keep-head-of-sender.ts';
import type { DocumentMessage } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import type { Travelled } from '../messages/travelled.ts';
import { arrivals, deliveries } from '../store.ts';
import { announce } from './announce.ts';
import { answeredDocuments } from './answered-documents.ts';
import type { Arrival } from './arrival.ts';
import { applyHeld } from './notices/take-notice.ts';

/** A message with a document that was checked, and where its exact bytes lie. */
interface CheckedDocument {
  readonly sender: Correspondent;
  readonly message: DocumentMessage;
  readonly messageSha256: string;
  readonly signatureSha256: string;
  /** How it came, from another deployment. */
  readonly travelled?: Travelled | undefined;
}

/**
 * Takes a document in for the actor’s agency — *văn bản đến qua liên thông* –: it waits for its clerk. One that an earlier release took
 * in, when messages were not kept by themselves, or that the axis has brought, is the same arrival.
 */
export async function receiveDocument(tx: Transaction, checked: CheckedDocument): Promise<Arrival> {
  const { agencyId } = tx.actor;
  const { sender, message, messageSha256, signatureSha256, travelled } = checked;
  const { messageId, treeHead } = message;
  const { code: senderCode, agencyId: senderAgencyId } = sender;
  const known = await tx.find(arrivals, { agencyId, senderCode, messageId });
  if (known?.envelopeSha256 === messageSha256) return known;
  if (known) throw refusal('message-id-conflict', 'This message id came before with other bytes');
  const sent = (one: string) => tx.find(deliveries, { messageId: one });
  const answers = await answeredDocuments(checked, { agencyId, at: tx.now, sent });
  const brought = {
    ...{ senderName: message.sender.name, messageId },
    ...(senderAgencyId === undefined ? {} : { senderAgencyId }),
    ...{ envelopeSha256: messageSha256, envelopeSignatureSha256: signatureSha256, envelope: message },
    ...(answers.length > 0 ? { answers } : {}),
    ...(travelled && { travelled }),
  };
  const same = await broughtByAxis(tx, senderCode, message);
  const arrival = same
    ? tx.change(arrivals, same, { ...brought, axis: undefined })
    : tx.insert(arrivals, {
        ...{ ...brought, agencyId, senderCode },
        files: message.files.map(({ sealed: _sealed, ...file }) => ({ id: newId(), ...file })),
        ...{ state: 'arrived', arrivedAt: tx.now, verdict: 'pending', announced: 0 },
      });
  if (treeHead) await keepHeadOfSender(tx, sender, treeHead);
  record(tx, {
    ...{ type: 'document-arrived', arrivalId: arrival.id, messageId },
    ...{ senderCode, envelopeSha256: messageSha256 },
  });
  if (same) return await tellAgain(tx, arrival);
  tx.enqueue({ kind: 'verify-arrival', key: arrival.id, payload: { agencyId, arrivalId: arrival.id } });
  await applyHeld(tx, arrival);
  return arrival;
}

/**
 * What the axis has brought of the same document, with the same files: one document over two ways is one, and is known by the message that its
 * sender has signed from then on.
 */
async function broughtByAxis(
  tx: Transaction,
  senderCode: string,
  { document: { documentId }, files }: DocumentMessage,
): Promise<Arrival | undefined> {
  const { agencyId } = tx.actor;
  const found = await tx.list(arrivals, { agencyId, senderCode, 'envelope.document.documentId': documentId });
  return found.find(
    (one) => one.axis && one.state !== 'returned' && one.state !== 'recalled' && haveSameContent(one.files, files),
  );
}

type Files = readonly { readonly sha256: string }[];

/** Whether two documents bring the same files, in whatever order. */
export function haveSameContent(one: Files, other: Files): boolean {
  return isDeepStrictEqual(hashesOf(one), hashesOf(other));
}

const hashesOf = (files: Files): string[] => files.map(({ sha256 }) => sha256).toSorted();

/** Says by a signed receipt what was said over the axis last. */
async function tellAgain(tx: Transaction, arrival: Arrival): Promise<Arrival> {
  const { told } = arrival;
  return told === undefined ? arrival : await announce(tx, arrival, { code: told, at: tx.now, by: null, reason: null });
}
