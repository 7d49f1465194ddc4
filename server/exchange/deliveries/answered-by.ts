import mongoose from 'mongoose';
import { currentTime } from '../../platform/clock.ts';
import { readAll } from '../../platform/database/store.ts';
import type { OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { holderOf } from '../directory/holder-of.ts';
import type { Link } from '../messages/message.ts';
import type { Party } from '../messages/message-rules.ts';
import { arrivals } from '../store.ts';

type Answering = Pick<OutgoingDocument, 'agencyId' | 'answersDocumentIds'>;

/**
 * The messages by which this recipient, or an agency that was merged into it, asked what the document answers; none for others, who learn of no request
 * but their own, and for what came on paper.
 */
export async function answeredBy(document: Answering, recipient: Party): Promise<Omit<Link, 'type'>[]> {
  const asked = await askedBy(document, recipient);
  return asked.map(({ senderCode: sender, messageId, envelope }) => ({
    ...{ sender, messageId, documentId: envelope.document.documentId },
  }));
}

/** What this recipient, or an agency that was merged into it, had asked by what the document answers, in the order in which the document names it. */
export async function askedBy({ agencyId, answersDocumentIds }: Answering, recipient: Party) {
  if (answersDocumentIds.length === 0) return [];
  const found = await readAll(arrivals, { agencyId, documentId: mongoose.trusted({ $in: [...answersDocumentIds] }) });
  const concerned = await Promise.all(
    found.map(async (arrival) => ((await isAsker(recipient, arrival)) ? [arrival] : [])),
  );
  const placeOf = ({ documentId = '' }: { readonly documentId?: string }) => answersDocumentIds.indexOf(documentId);
  return concerned.flat().toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Whether an agency is who sent this, or stands in its place and has its records (docs/exchange-protocol.md, section 8). */
export async function isAsker(
  { code }: Pick<Party, 'code'>,
  { senderCode, senderName }: { readonly senderCode: string; readonly senderName: string },
): Promise<boolean> {
  if (code === senderCode) return true;
  return code === (await holderOf({ code: senderCode, name: senderName }, currentTime())).code;
}
