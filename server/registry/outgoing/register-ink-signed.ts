import { record } from '../../audit/record.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { takeMainFile } from '../documents/take-files.ts';
import { takeNumber } from '../registers/take-number.ts';
import { type Description, describe } from './drafts/draft-content.ts';
import { announceIssue } from './issue-document.ts';
import { type OutgoingDocument, wordsOf } from './outgoing-document.ts';
import { outgoingDocuments } from './store.ts';

/** A document on paper, signed by hand, with its scan. */
export type InkSigned = Omit<Description, 'answersDocumentIds' | 'replaces'> & { readonly uploadId: string };

/**
 * Numbers a document signed in ink from the same register as the electronic ones (NĐ 30/2020 Điều 15: one sequence for both) and
 * issues it; its deliveries go on paper.
 */
export async function registerInkSigned(tx: Transaction, request: InkSigned): Promise<OutgoingDocument> {
  const { agencyId, positionId, name } = tx.actor;
  const described = await describe(tx, { ...request, answersDocumentIds: [] });
  const scan = await takeMainFile(tx, request.uploadId);
  const taken = await takeNumber(tx, { kind: 'outgoing', what: 'document', ...described });
  const state = {
    status: 'issued',
    ...taken,
    issuedOn: dayInVietnam(tx.now),
    numberedAt: tx.now,
    issuedAt: tx.now,
  } as const;
  const document = tx.insert(outgoingDocuments, {
    ...described,
    agencyId,
    state,
    medium: 'ink',
    drafter: { positionId, name },
    letter: null,
    source: scan,
    main: scan,
    attachments: [],
    places: [],
    placeNotes: [],
    notice: null,
    verdict: 'no-signature',
    createdAt: tx.now,
    updatedAt: tx.now,
    participants: [...new Set([positionId, described.signer.positionId])],
    words: wordsOf({ ...described, state }),
  });
  const { registerId, number } = taken;
  record(tx, { type: 'document-numbered', documentId: document.id, registerId, number, notation: document.notation });
  return await announceIssue(tx, document);
}
