import { record } from '../../../audit/record.ts';
import { isInForce } from '../../../identity/positions/position.ts';
import { positions } from '../../../identity/store.ts';
import { dayInVietnam } from '../../../platform/calendar.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OutgoingDocument } from '../outgoing-document.ts';
import { outgoingDocuments } from '../store.ts';
import type { Recipient } from './recipient.ts';

/**
 * Hands an issued document to the units of the agency among these recipients: whoever holds a position in one of them that day reads it from then on.
 * Nothing where there are none.
 */
export async function handToUnits(
  tx: Transaction,
  document: OutgoingDocument,
  recipients: readonly Recipient[],
): Promise<OutgoingDocument> {
  const { id: documentId, agencyId, participants } = document;
  const unitIds = recipients.flatMap(({ unitId }) => unitId ?? []);
  if (unitIds.length === 0) return document;
  const today = dayInVietnam(tx.now);
  const held = (await tx.list(positions, { agencyId, ended: false })).filter((position) => isInForce(position, today));
  const readers = held.filter(({ unitId }) => unitId !== null && unitIds.includes(unitId)).map(({ id }) => id);
  record(tx, { type: 'document-handed-to-units', documentId, unitIds, readers: readers.length });
  return tx.change(outgoingDocuments, document, { participants: [...new Set([...participants, ...readers])] });
}
