import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { DocumentFile } from '../../documents/document-file.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadOutgoing } from '../load-outgoing.ts';
import type { OutgoingDocument, Place } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';
import { backToDraft } from './back-to-draft.ts';

/** What a worker made of a draft: the PDF with its empty fields, where they are, and what it had to guess. */
export interface Prepared extends OnDocument {
  readonly file: DocumentFile;
  readonly places: readonly Place[];
  readonly notes: readonly string[];
  /** The year printed in its date. */
  readonly year?: number | undefined;
}

/** Puts the prepared PDF before the signer; without effect when the draft was taken back or changed meanwhile. */
export async function draftPrepared(tx: Transaction, { file, places, notes, year, ...on }: Prepared): Promise<void> {
  const document = await loadPreparing(tx, on);
  if (!document) return;
  record(tx, { type: 'draft-prepared', documentId: document.id, fileSha256: file.sha256 });
  tx.change(outgoingDocuments, document, {
    state: { status: 'submitted', submittedAt: document.state.submittedAt },
    main: { ...file, role: 'main' },
    places,
    placeNotes: notes,
    yearOnPage: year ?? null,
    updatedAt: tx.now,
  });
}

/** Gives a draft that cannot be prepared back to its drafter, with the reason in words. */
export async function prepareFailed(
  tx: Transaction,
  { reason, ...on }: OnDocument & { readonly reason: string },
): Promise<void> {
  const document = await loadPreparing(tx, on);
  if (!document) return;
  record(tx, { type: 'draft-not-prepared', documentId: document.id, reason });
  backToDraft(tx, document, { kind: 'prepare-failed', text: reason, at: tx.now });
}

type Preparing = OutgoingDocument & { readonly state: { readonly status: 'preparing' } };

async function loadPreparing(tx: Transaction, { documentId, version }: OnDocument): Promise<Preparing | undefined> {
  const document = await loadOutgoing(tx, documentId);
  return document.version === version && isPreparing(document) ? document : undefined;
}

function isPreparing(document: OutgoingDocument): document is Preparing {
  return document.state.status === 'preparing';
}
