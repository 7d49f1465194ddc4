import { registerArrival } from '../../server/exchange/arrivals/register-arrival.ts';
import { returnArrival } from '../../server/exchange/arrivals/return-arrival.ts';
import { arrivals } from '../../server/exchange/store.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { actorOf, agencyOf, type DemoLife } from './desk.ts';
import { handleDocument } from './handle-document.ts';
import { at, type Life, settledAt } from './lives.ts';
import type { DemoLetter, DemoRecipient } from './traffic/model.ts';

/** What a recipient does with an electronic letter that has arrived. */
export async function* receiveLetter(life: DemoLife, letter: DemoLetter, recipient: DemoRecipient): Life {
  const { ago, subject } = letter;
  const { key, fate, refusal: reason = '' } = recipient;
  if (fate === 'arrived') return;
  const agency = agencyOf(life, key);
  const clerk = actorOf(agency, 'vanthu');
  yield settledAt(ago, '10:40');
  const arrival = await readOne(arrivals, {
    agencyId: agency.id,
    senderAgencyId: agencyOf(life, letter.from).id,
    state: 'arrived',
    'envelope.document.subject': subject,
  });
  if (!arrival) throw new Error(`${subject} has not arrived at ${agency.name}`);
  const { id: arrivalId, version } = arrival;
  yield at(ago, '10:41');
  if (fate === 'refused') {
    await inTransaction(clerk, (tx) => returnArrival(tx, { arrivalId, version, reasonCode: 'not-competent', reason }));
    return;
  }
  const request = { arrivalId, version, dueOn: null, description: null, duplicateReason: null };
  const { id: documentId } = await inTransaction(clerk, (tx) => registerArrival(tx, request));
  yield* handleDocument({ agency, documentId, subject, ago }, recipient);
}
