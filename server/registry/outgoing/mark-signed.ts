import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { DocumentFile, KnownVerdict } from '../documents/document-file.ts';
import type { OnDocument } from '../documents/load-visible.ts';
import { loadFor } from './load-outgoing.ts';
import { checkYearOnPage, type OutgoingDocument } from './outgoing-document.ts';
import { outgoingDocuments } from './store.ts';

/** A leader's signature that signing has checked and embedded. */
export interface SignedDraft extends OnDocument {
  readonly file: DocumentFile;
  readonly certificateSha256: string;
  /** What the verifier says of the signed bytes. */
  readonly verdict: KnownVerdict;
}

/** Keeps the signed bytes of a document — *ký ban hành*: it waits for its number now. Only the appointed signer gets here. */
export async function markSigned(
  tx: Transaction,
  { file, certificateSha256, verdict, ...on }: SignedDraft,
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'sign', on);
  checkYearOnPage(document.yearOnPage, tx.now);
  record(tx, { type: 'document-signed', documentId: document.id, fileSha256: file.sha256, certificateSha256 });
  return tx.change(outgoingDocuments, document, {
    state: { status: 'signed', signedAt: tx.now, certificateSha256 },
    main: { ...file, role: 'main' },
    verdict,
    notice: null,
    updatedAt: tx.now,
  });
}
