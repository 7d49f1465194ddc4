import { record } from '../../../audit/record.ts';
import { dayInVietnam } from '../../../platform/calendar.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { takeNumber } from '../../registers/take-number.ts';
import { loadFor } from '../load-outgoing.ts';
import { checkYear, checkYearOnPage, type OutgoingDocument, type Signed, wordsOf } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';
import type { ReadyToNumber } from './ready-to-number.ts';

/**
 * Gives a signed document its number and date — *cấp số, thời gian ban hành*; both are this document's for good. Filling them in
 * and sealing follow by themselves, as work for later. Only what `readyToNumber` has looked at gets here.
 */
export async function numberDocument(tx: Transaction, on: ReadyToNumber): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'number', on);
  const signed = signedState(document);
  checkYear(signed.signedAt, tx.now);
  checkYearOnPage(document.yearOnPage, tx.now);
  const taken = await takeNumber(tx, { kind: 'outgoing', what: 'document', ...document });
  const state = {
    status: 'numbered',
    signedAt: signed.signedAt,
    certificateSha256: signed.certificateSha256,
    ...taken,
    issuedOn: dayInVietnam(tx.now),
    numberedAt: tx.now,
  } as const;
  const numbered = tx.change(outgoingDocuments, document, {
    state,
    words: wordsOf({ ...document, state }),
    updatedAt: tx.now,
  });
  const { registerId, number } = taken;
  record(tx, { type: 'document-numbered', documentId: document.id, registerId, number, notation: document.notation });
  askForSeal(tx, numbered);
  return numbered;
}

/** Leaves word that number and date are to be filled in and the agency's seal to be put on them. */
export function askForSeal(tx: Transaction, { agencyId, id: documentId, version }: OutgoingDocument): void {
  tx.enqueue({ kind: 'seal-document', key: `${documentId}:${version}`, payload: { agencyId, documentId } });
}

function signedState({ state }: OutgoingDocument): Signed {
  if (state.status !== 'signed') throw new Error('Only a signed document gets here');
  return state;
}
