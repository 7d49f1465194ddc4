import { z } from 'zod';
import { deliveries } from '../exchange/store.ts';
import { startOfDay } from '../platform/calendar.ts';
import { rowsOf } from '../platform/database/store.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import type { Period } from './period.ts';
import type { Issued, ReachedRecipient } from './share.ts';

const ids = z.array(z.string());
const issuedGroups = z.array(z.object({ _id: z.object({ inInk: z.boolean() }), ids }));
/** Whoever it was. */
const reach = z.object({
  name: z.string().default(''),
  electronic: z.boolean(),
  paperCopies: z.number(),
  refused: z.boolean(),
  verdict: z.string().exactOptional(),
});
const sentGroups = z.array(z.object({ _id: reach, ids }));

/**
 * The documents an agency issued in a period, as `issuedDocuments` has them, but one for all that are alike in what decides about both
 * shares, with how `many` they are: the database gathers them, and the rule judges a few dozen in place of tens of thousands.
 */
export async function issuedAlike(agencyId: string, period: Period): Promise<(Issued & { readonly many: number })[]> {
  const [issued, sent] = await Promise.all([issuedIn(agencyId, period), sentSince(agencyId, period)]);
  const none: Ways = { recipients: [], longer: new Map() };
  const waysOf = waysByDocument(sent, none);
  return [false, true].flatMap((inInk) => {
    const many = new Map<Ways, number>();
    for (const { ids: documentIds } of issued.filter(({ _id }) => _id.inInk === inInk)) {
      for (const id of documentIds) {
        const ways = waysOf.get(id) ?? none;
        many.set(ways, (many.get(ways) ?? 0) + 1);
      }
    }
    return Array.from(many, ([{ recipients }, number]) => ({ inInk, recalled: false, recipients, many: number }));
  });
}

/**
 * How the recipients of a document were reached, each way once. Documents of which the same ways are told in the same order share one value:
 * tens of thousands of documents have a few dozen.
 */
interface Ways {
  readonly recipients: readonly ReachedRecipient[];
  /** What becomes of these with one more. */
  readonly longer: Map<ReachedRecipient, Ways>;
}

function waysByDocument(sent: z.output<typeof sentGroups>, none: Ways): ReadonlyMap<string, Ways> {
  const known = new Map<string, ReachedRecipient>();
  const waysOf = new Map<string, Ways>();
  for (const { _id, ids: documentIds } of sent) {
    const name = JSON.stringify(_id);
    const way = known.get(name) ?? _id;
    known.set(name, way);
    for (const id of documentIds) waysOf.set(id, withWay(waysOf.get(id) ?? none, way));
  }
  return waysOf;
}

function withWay(ways: Ways, way: ReachedRecipient): Ways {
  const longer =
    ways.longer.get(way) ??
    (ways.recipients.includes(way) ? ways : { recipients: [...ways.recipients, way], longer: new Map() });
  ways.longer.set(way, longer);
  return longer;
}

/** Ids of what was issued, a row for each day and way of signing, so that no row grows beyond what MongoDB takes. */
async function issuedIn(agencyId: string, { from, to }: Period) {
  const found = rowsOf(outgoingDocuments).aggregate([
    { $match: { agencyId, 'state.issuedOn': { $gte: from, $lte: to }, 'state.status': 'issued' } },
    { $group: { _id: { day: '$state.issuedOn', inInk: { $eq: ['$medium', 'ink'] } }, ids: { $push: '$_id' } } },
  ]);
  return issuedGroups.parse(await found.toArray());
}

/**
 * Ids of what was sent, a row for each month and way of reaching a recipient – with 300,000 ids it would be as large as MongoDB takes. Nothing
 * is sent before the day it is issued on.
 */
async function sentSince(agencyId: string, { from }: Period) {
  const way = {
    electronic: { $and: [{ $eq: ['$channel', 'electronic'] }, { $gt: ['$sentAt', null] }] },
    paperCopies: { $min: ['$paperCopies', 1] },
    refused: { $eq: ['$state', 'refused'] },
    verdict: '$recipientVerdict',
  };
  const month = { $dateTrunc: { date: '$createdAt', unit: 'month' } };
  const found = rowsOf(deliveries).aggregate([
    { $match: { agencyId, createdAt: { $gte: startOfDay(from) }, sentAnewAs: null, channel: { $ne: 'internal' } } },
    { $group: { _id: { month, ...way }, ids: { $push: '$documentId' } } },
  ]);
  return sentGroups.parse(await found.toArray());
}
