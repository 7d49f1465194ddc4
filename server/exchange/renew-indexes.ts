import { agencies } from '../identity/store.ts';
import { dropIndex } from '../platform/database/drop-index.ts';
import { jobs } from '../platform/ledger/jobs.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { recipientGroups } from './recipients/groups/store.ts';
import { deliveries, followUps, givenReceipts } from './store.ts';

/** Drops the indexes of earlier releases over fields that are not always there, in the form that no question could use (`ofTexts`). */
export async function renewIndexes(): Promise<void> {
  await dropIndex(jobs, 'kind_1_key_1');
  await dropIndex(jobs, 'partner_1_state_1');
  await dropIndex(agencies, 'oldCode_1');
  await dropIndex(incomingDocuments, 'agencyId_1_arrivalId_1');
  await dropIndex(deliveries, 'messageId_1');
  await dropIndex(followUps, 'messageId_1');
  await dropIndex(givenReceipts, 'agencyId_1_noticeId_1');
  await dropIndex(recipientGroups, 'agencyId_1_key_1');
}
