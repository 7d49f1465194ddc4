import { record } from '../../../audit/record.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { refuseUnprintableLetter } from '../letter/printable-letter.ts';
import { type OutgoingDocument, wordsOf } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';
import { type Description, describe } from './draft-content.ts';
import { type Material, takeMaterial } from './draft-material.ts';

/** Begins an outgoing document — *soạn thảo văn bản đi* — from a PDF or from a text. */
export async function createDraft(tx: Transaction, request: Description & Material): Promise<OutgoingDocument> {
  const { agencyId, positionId, name } = tx.actor;
  const described = await describe(tx, request);
  refuseUnprintableLetter(request.letter, described);
  const made = await takeMaterial(tx, request);
  const state = { status: 'draft' } as const;
  const document = tx.insert(outgoingDocuments, {
    ...described,
    ...made,
    agencyId,
    state,
    medium: 'electronic',
    drafter: { positionId, name },
    places: [],
    placeNotes: [],
    notice: null,
    verdict: 'no-signature',
    createdAt: tx.now,
    updatedAt: tx.now,
    participants: [...new Set([positionId, described.signer.positionId])],
    words: wordsOf({ ...described, state }),
  });
  record(tx, { type: 'draft-created', documentId: document.id });
  return document;
}
