import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { IncomingDocument } from '../../registry/incoming/incoming-document.ts';
import { registerIncoming } from '../../registry/incoming/register-document.ts';
import { signatory } from '../messages/signatory.ts';
import { arrivals } from '../store.ts';
import { announce } from './announce.ts';
import { fieldsOf } from './registration-fields.ts';
import { undecidedArrival } from './return-arrival.ts';

export interface RegisterArrival {
  readonly arrivalId: string;
  readonly version: number;
  readonly dueOn: string | null;
  readonly description: string | null;
  readonly duplicateReason: string | null;
  readonly verdictReason?: string | null;
}

/**
 * Accepts an arrival and registers it — *tiếp nhận và đăng ký*: the fields and files of the envelope, the next incoming number, and
 * receipt 03 with that number. The clerk must have been able to see the verdict first, and says why when he keeps what is not valid
 * (NĐ 30/2020 Điều 21.2).
 */
export async function registerArrival(tx: Transaction, request: RegisterArrival): Promise<IncomingDocument> {
  const arrival = await undecidedArrival(tx, request.arrivalId, request.version);
  if (arrival.verdict === 'pending') {
    throw new DomainError('conflict', 'verification-pending', 'The signatures are still being checked', {
      retryAfter: 2,
    });
  }
  const fields = fieldsOf(arrival);
  const { unit } = arrival.envelope.recipient;
  const document = await registerIncoming(tx, {
    ...fields,
    dueOn: request.dueOn ?? fields.dueOn,
    description: request.description ?? fields.description,
    files: arrival.files,
    origin: { source: 'exchange', arrivalId: arrival.id, verdict: arrival.verdict, ...(unit && { forUnit: unit }) },
    duplicateReason: request.duplicateReason,
    verdictReason: request.verdictReason ?? null,
  });
  const registered = tx.change(arrivals, arrival, {
    state: 'registered',
    documentId: document.id,
    arrivalNumber: document.number,
    decidedBy: signatory(tx),
    decidedAt: tx.now,
  });
  record(tx, { type: 'arrival-registered', arrivalId: arrival.id, documentId: document.id });
  await announce(tx, registered, { code: '03', at: tx.now, by: signatory(tx), reason: null });
  return document;
}
