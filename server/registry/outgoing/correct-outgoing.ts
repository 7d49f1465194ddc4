import { correctedBetween } from '../../audit/corrected.ts';
import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { refuseClosedBook } from '../documents/closed-book.ts';
import type { OnDocument } from '../documents/load-visible.ts';
import { refuseStateSecret } from '../documents/state-secret.ts';
import { registers } from '../registers/store.ts';
import { loadFor } from './load-outgoing.ts';
import { numberingOf, type OutgoingDocument, wordsOf } from './outgoing-document.ts';
import { outgoingDocuments } from './store.ts';

type Correctable = Pick<OutgoingDocument, 'subject' | 'priority' | 'replyBy' | 'description'>;

/** What a clerk corrects, and why; what is left out, or undefined, stays. */
export type CorrectOutgoing = OnDocument & { readonly reason: string } & {
  readonly [K in keyof Correctable]?: Correctable[K] | undefined;
};

/**
 * Corrects what was registered of a document signed in ink – *sửa thông tin đăng ký* –, with the reason; the log keeps what stood before. Of
 * one that was signed electronically nothing is corrected: its text is signed and its recipients hold the same words, so a mistake is mended
 * by another document (NĐ 30/2020 Điều 18.3). Refuses what changes nothing, a state secret, and what stands in a closed book.
 */
export async function correctOutgoing(
  tx: Transaction,
  { documentId, version, reason, ...given }: CorrectOutgoing,
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'correct', { documentId, version });
  const numbering = numberingOf(document);
  if (!numbering) throw new Error('Only an issued document gets here');
  refuseClosedBook(await tx.load(registers, numbering.registerId), numbering.number);
  const { subject, priority, replyBy, description } = document;
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const after: Correctable = { subject, priority, replyBy, description, ...said };
  refuseStateSecret({ subject: after.subject, description: after.description });
  for (const corrected of correctedBetween(saidOf(document), saidOf(after))) {
    record(tx, { type: 'document-corrected', documentId, ...corrected, reason });
  }
  const words = wordsOf({ ...document, ...after });
  return tx.change(outgoingDocuments, document, { ...after, words, updatedAt: tx.now });
}

/** The fields as people read them in the history. */
function saidOf({ subject, priority, replyBy, description }: Correctable) {
  return { subject, priority: String(priority), replyBy: replyBy ?? '', description: description ?? '' };
}
