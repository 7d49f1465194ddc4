import { readOne } from '../../../platform/database/store.ts';
import type { Correction } from '../../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import type { FollowUp } from './follow-up.ts';

type Corrected = Pick<Correction, 'subject' | 'priority' | 'replyBy' | 'description'>;

/** What a message of the kind update says: the fields as that correction left them, whatever was corrected since. */
export async function correctionOf({ agencyId, documentId, sequence }: FollowUp): Promise<Corrected> {
  const { corrections = [] } = (await readOne(outgoingDocuments, { _id: documentId, agencyId })) ?? {};
  const correction = corrections.find((one) => one.sequence === sequence);
  if (!correction) throw new Error(`Document ${documentId} has no correction ${sequence}`);
  const { subject, priority, replyBy, description } = correction;
  return { subject, priority, replyBy, description };
}
