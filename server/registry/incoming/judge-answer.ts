import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { IncomingDocument } from './incoming-document.ts';
import { incomingDocuments } from './store.ts';

/** What whoever asked made of an answer. */
export interface JudgedAnswer {
  readonly incomingId: string;
  /** The outgoing document that answers. */
  readonly answerId: string;
  /** Whether the one who says so is who asked by this document. */
  readonly isByAsker: (document: IncomingDocument) => boolean;
  /** Why it was refused; undefined when it was accepted. */
  readonly refused: string | undefined;
}

/**
 * Takes an answer back from an incoming document when the agency that asked refuses it, and lets it count again when it accepts it after
 * all. Without effect when nothing changes by it, or when another recipient of the answer says so.
 */
export async function judgeAnswer(
  tx: Transaction,
  { incomingId, answerId, isByAsker, refused }: JudgedAnswer,
): Promise<IncomingDocument | undefined> {
  const document = await tx.find(incomingDocuments, { id: incomingId });
  if (!document || !isByAsker(document)) return undefined;
  const known = document.answeredBy.find(({ documentId }) => documentId === answerId);
  const isRefused = refused !== undefined;
  if (!known || (known.refused ?? false) === isRefused) return undefined;
  const about = { documentId: incomingId, answerId, answer: known.code };
  record(tx, isRefused ? { type: 'answer-refused', ...about, reason: refused } : { type: 'answer-accepted', ...about });
  const answeredBy = document.answeredBy.map(({ documentId, code, refused: before }) => ({
    ...{ documentId, code },
    ...((documentId === answerId ? isRefused : before) && { refused: true }),
  }));
  return tx.change(incomingDocuments, document, { answeredBy });
}
