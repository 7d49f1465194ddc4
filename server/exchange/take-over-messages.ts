import mongoose from 'mongoose';
import { deriveAnew, type LedgerOfMigration, openLedger } from '../audit/renewal/migration-ledger.ts';
import { dropIndex } from '../platform/database/drop-index.ts';
import { jobs } from '../platform/ledger/jobs.ts';
import type { Arrival } from './arrivals/arrival.ts';
import { inTodaysForm } from './messages/earlier-forms.ts';
import { arrivals, deliveries, givenReceipts } from './store.ts';

/** The last code an earlier release had: each came at most once, in the order of the codes, so that the code is the sequence. */
const LAST_CODE = 6;

/**
 * Numbers the receipts that an earlier release gave, kept and was about to send, and brings envelopes to the form of messages with kinds.
 * What was signed stays as it lies in the storage.
 */
export async function takeOverMessages(context: LedgerOfMigration): Promise<void> {
  await openLedger(context);
  // An earlier release let each code be given once for an arrival, and told senders by their rows here.
  await dropIndex(givenReceipts, 'agencyId_1_arrivalId_1_code_1');
  await dropIndex(arrivals, 'agencyId_1_senderAgencyId_1_messageId_1');
  await deriveAnew(givenReceipts, ({ sequence, code }) => ({ sequence: sequence ?? Number(code) }));
  await deriveAnew(deliveries, ({ receipts }) => ({
    receipts: receipts.map((receipt) => ({ ...receipt, sequence: receipt.sequence ?? Number(receipt.code) })),
  }));
  await deriveAnew(arrivals, ({ envelope, announced }) => ({
    envelope: inTodaysForm(envelope) as Arrival['envelope'],
    announced: announced ?? LAST_CODE,
  }));
  for (const code of ['01', '02', '03', '04', '05', '06']) {
    const unnumbered = {
      kind: 'send-receipt',
      'payload.code': code,
      'payload.sequence': mongoose.trusted({ $exists: false }),
    };
    const numbered = { 'payload.sequence': Number(code), 'payload.reasonCode': null };
    await jobs.model.updateMany(unnumbered, { $set: numbered });
  }
}
