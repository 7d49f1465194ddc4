import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { updateHandling } from '../../routing/update-handling.ts';
import { arrivals } from '../store.ts';
import type { Arrival } from './arrival.ts';
import { correctedFields } from './carried-document.ts';
import type { Notice } from './notices/notice.ts';
import { fieldsOf } from './registration-fields.ts';

/**
 * Takes in how a sender corrects what it said of a document — *cập nhật*: of several the highest sequence stands, whatever came last. Where it is
 * registered, what was registered as the sender had said it follows.
 */
export async function updateArrival(tx: Transaction, arrival: Arrival, notice: Notice): Promise<Arrival> {
  const { sequence, reason, by, document } = notice;
  if (sequence === undefined || document === undefined) throw new Error(`The notice ${notice.id} corrects nothing`);
  const update = { sequence, at: tx.now, reason, by, fields: correctedFields(document) };
  const updates = [...(arrival.updates ?? []), update].toSorted((one, other) => one.sequence - other.sequence);
  const updated = tx.change(arrivals, arrival, { updates });
  record(tx, { type: 'arrival-updated', arrivalId: arrival.id, sequence, reason });
  if (arrival.documentId !== undefined && updates.at(-1) === update) {
    const said = { before: fieldsOf(arrival), after: fieldsOf(updated), reason, by };
    await updateHandling(tx, arrival.documentId, said);
  }
  return updated;
}
