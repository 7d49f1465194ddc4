import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { DocumentFile, KnownVerdict } from '../documents/document-file.ts';
import type { IncomingDocument } from '../incoming/incoming-document.ts';
import { noteAnswer } from '../incoming/note-answer.ts';
import { incomingDocuments } from '../incoming/store.ts';
import { loadOutgoing } from './load-outgoing.ts';
import { codeOfOutgoing, type OutgoingDocument } from './outgoing-document.ts';
import { handToUnits } from './recipients/hand-to-units.ts';
import { replaceDocument } from './replace-document.ts';
import { outgoingDocuments } from './store.ts';

/** A numbered document as the sealing worker leaves it. */
export interface SealedDocument {
  readonly documentId: string;
  readonly file: DocumentFile;
  readonly certificateSha256: string;
  /** What the verifier says of the sealed bytes. */
  readonly verdict: KnownVerdict;
}

/**
 * Issues a numbered document — *phát hành* — with the bytes that bear its number, date and the agency's seal. Without effect on a
 * document that is not waiting for them: issued already, or its number is voided or asked to be. Refuses bytes whose signatures this
 * house itself does not find valid: they would be refused, rightly, wherever they arrive.
 */
export async function issueDocument(
  tx: Transaction,
  { documentId, file, certificateSha256, verdict }: SealedDocument,
): Promise<void> {
  const document = await loadOutgoing(tx, documentId);
  const { state } = document;
  if (state.status !== 'numbered' || state.voidRequest) return;
  if (verdict !== 'valid') {
    throw new DomainError('conflict', 'signature-not-valid', `The sealed document is ${verdict}: it does not leave`);
  }
  const issued = tx.change(outgoingDocuments, document, {
    state: { ...state, status: 'issued', issuedAt: tx.now },
    main: { ...file, role: 'main' },
    verdict,
    notice: null,
    updatedAt: tx.now,
  });
  record(tx, { type: 'document-sealed', documentId, fileSha256: file.sha256, certificateSha256 });
  await announceIssue(tx, issued);
}

/**
 * Records the issue, notes it on the documents it answers, ends the one it replaces, hands it to the units that it goes to, and leaves word for
 * the exchange to send it.
 */
export async function announceIssue(tx: Transaction, document: OutgoingDocument): Promise<OutgoingDocument> {
  const { id: documentId, agencyId, main, recipients } = document;
  if (!main) throw new Error('An issued document has its bytes');
  const answers = await answeredBy(tx, document);
  record(tx, {
    ...{ type: 'document-issued', documentId, fileSha256: main.sha256, recipients: recipients.length },
    ...(answers.length > 0 && { answers: answers.map(({ code }) => code).join(', ') }),
  });
  for (const { id } of answers) await noteAnswer(tx, id, { documentId, code: codeOfOutgoing(document) });
  if (document.replaces) await replaceDocument(tx, document, document.replaces);
  tx.enqueue({ kind: 'document-issued', key: documentId, payload: { agencyId, documentId } });
  return await handToUnits(tx, document, recipients);
}

/** The incoming documents that it answers. */
async function answeredBy(tx: Transaction, { answersDocumentIds }: OutgoingDocument): Promise<IncomingDocument[]> {
  const found = await Promise.all(answersDocumentIds.map((id) => tx.find(incomingDocuments, { id })));
  return found.flatMap((document) => document ?? []);
}
