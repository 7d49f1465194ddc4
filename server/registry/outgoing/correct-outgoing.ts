import { correctedBetween } from '../../audit/corrected.ts';
import { nextSequence } from '../../audit/next-sequence.ts';
import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { refuseClosedBook } from '../documents/closed-book.ts';
import type { OnDocument } from '../documents/load-visible.ts';
import { refuseStateSecret } from '../documents/state-secret.ts';
import { registers } from '../registers/store.ts';
import { loadFor } from './load-outgoing.ts';
import { type correctable, numberingOf, type OutgoingDocument, refuseSigned, wordsOf } from './outgoing-document.ts';
import { outgoingDocuments } from './store.ts';

type Correctable = Pick<OutgoingDocument, (typeof correctable)[number]>;

/** What a clerk corrects, and why; what is left out, or undefined, stays. */
export type CorrectOutgoing = OnDocument & { readonly reason: string } & {
  readonly [K in keyof Correctable]?: Correctable[K] | undefined;
};

/**
 * Corrects what was registered of an issued document – *sửa thông tin đăng ký* –, with the reason; the log keeps what stood before, and whoever holds it
 * electronically is told, so that both say the same – *cập nhật*. Refuses what changes nothing, a state secret, what stands in a closed
 * book, and what the signed text itself says, which another document mends (NĐ 30/2020 Điều 18.3).
 */
export async function correctOutgoing(
  tx: Transaction,
  { documentId, version, reason, ...given }: CorrectOutgoing,
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'correct', { documentId, version });
  const numbering = numberingOf(document);
  if (!numbering) throw new Error('Only an issued document gets here');
  refuseClosedBook(await tx.load(registers, numbering.registerId), numbering.number);
  const { agencyId, subject, priority, replyBy, description, corrections = [] } = document;
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const after: Correctable = { subject, priority, replyBy, description, ...said };
  refuseStateSecret({ subject: after.subject, description: after.description });
  const corrected = correctedBetween(saidOf(document), saidOf(after));
  refuseSigned(
    document,
    corrected.map(({ field }) => field),
  );
  for (const one of corrected) record(tx, { type: 'document-corrected', documentId, ...one, reason });
  const sequence = await nextSequence(tx, corrections.at(-1)?.sequence ?? 0);
  tx.enqueue({ kind: 'document-corrected', key: `${documentId}/${sequence}`, payload: { agencyId, documentId } });
  return tx.change(outgoingDocuments, document, {
    ...{ ...after, words: wordsOf({ ...document, ...after }), updatedAt: tx.now },
    corrections: [...corrections, { sequence, at: tx.now, by: tx.actor.name, reason, ...after }],
  });
}

/** The fields as people read them in the history. */
function saidOf({ subject, priority, replyBy, description }: Correctable) {
  return { subject, priority: String(priority), replyBy: replyBy ?? '', description: description ?? '' };
}
