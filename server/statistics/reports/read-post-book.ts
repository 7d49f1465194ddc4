import mongoose from 'mongoose';
import { deliveries } from '../../exchange/store.ts';
import type { Actor } from '../../platform/actor.ts';
import { formatDay } from '../../platform/calendar.ts';
import { readSome } from '../../platform/database/store.ts';
import { codeOfOutgoing } from '../../registry/outgoing/outgoing-document.ts';
import { printedName } from '../../registry/outgoing/recipients/recipient.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import type { PostBookView } from '../contract.ts';
import { type Period, requireYearAtMost } from '../period.ts';

/**
 * What the agency's clerks recorded as sent by post in a period – *sổ gửi văn bản đi bưu điện* (NĐ 30/2020 Phụ lục IV) –, a line for each
 * recipient, in the order of days: day, code, recipient and address, covers, the mark of the post, which is set by hand, and the number of
 * the post. Refuses more than a year.
 */
export async function readPostBook({ agencyId }: Actor, period: Period): Promise<PostBookView> {
  requireYearAtMost(period);
  // The type is said for the index, which holds what was recorded only.
  const sentOn = mongoose.trusted({ $gte: period.from, $lte: period.to, $type: 'string' as const });
  const sent = await readSome(
    deliveries,
    ['documentId', 'recipient', 'posted'],
    { agencyId, 'posted.way': 'post', 'posted.sentOn': sentOn },
    { sort: { 'posted.sentOn': 1, 'posted.at': 1 } },
  );
  const ids = mongoose.trusted({ $in: [...new Set(sent.map(({ documentId }) => documentId))] });
  const documents = await readSome(outgoingDocuments, ['state', 'notation'], { agencyId, _id: ids });
  const codes = new Map(documents.map((document) => [document.id, codeOfOutgoing(document)]));
  const rows = sent.flatMap(({ documentId, recipient, posted }) => {
    if (!posted) return [];
    const to = [printedName(recipient), recipient.address].filter(Boolean).join(', ');
    return [
      { documentId, cells: [formatDay(posted.sentOn), codes.get(documentId) ?? '', to, '1', '', posted.reference] },
    ];
  });
  return { ...period, rows };
}
