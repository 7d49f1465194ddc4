import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { KnownVerdict } from '../documents/document-file.ts';
import { incomingDocuments } from './store.ts';

/** Leaves word that the signatures of a registered document are to be verified; the answer comes back by `keepVerdict`. */
export function awaitVerdict(tx: Transaction, { agencyId, id: documentId }: { agencyId: string; id: string }): void {
  tx.enqueue({ kind: 'verify-document', payload: { agencyId, documentId } });
}

/** Keeps what the verifier says of an incoming document beside it. */
export async function keepVerdict(tx: Transaction, documentId: string, verdict: KnownVerdict): Promise<void> {
  const document = await tx.load(incomingDocuments, documentId);
  record(tx, { type: 'document-verified', documentId, verdict });
  tx.change(incomingDocuments, document, { verdict });
}
