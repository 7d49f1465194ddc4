import type { Transaction } from '../platform/transaction.ts';
import type { Verdict } from './document-file.ts';
import { incomingDocuments, outgoingDocuments } from './store.ts';

/** Which of the two kinds of documents. */
export type Direction = 'incoming' | 'outgoing';

/** The verdict of signing on the bytes it looked at. */
export interface KnownVerdict {
  readonly direction: Direction;
  readonly documentId: string;
  readonly fileSha256: string;
  readonly verdict: Exclude<Verdict, 'pending'>;
}

/** Leaves word that the signatures of a document are to be verified; the answer comes back by `keepVerdict`. */
export function awaitVerdict(tx: Transaction, direction: Direction, document: { id: string; agencyId: string }): void {
  const { agencyId, id: documentId } = document;
  tx.enqueue({ kind: 'verify-document', payload: { agencyId, direction, documentId } });
}

/** Keeps the verdict beside the document, unless its bytes are others by now. */
export async function keepVerdict(
  tx: Transaction,
  { direction, documentId, fileSha256, verdict }: KnownVerdict,
): Promise<void> {
  if (direction === 'incoming') {
    const document = await tx.load(incomingDocuments, documentId);
    if (document.mainSha256 === fileSha256) tx.change(incomingDocuments, document, { verdict });
    return;
  }
  const document = await tx.load(outgoingDocuments, documentId);
  if (document.main?.sha256 === fileSha256) tx.change(outgoingDocuments, document, { verdict });
}
