import mongoose from 'mongoose';
import type { Actor } from '../../platform/actor.ts';
import type { Page } from '../../platform/database/paging.ts';
import { type Listed, readAll, readSome } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { fold } from '../../platform/text/fold.ts';
import { readOutgoing } from '../../registry/outgoing/queries.ts';
import { deliveries } from '../store.ts';
import type { Delivery } from './delivery.ts';
import { deliveryParts, needsNoPaper, partOf } from './delivery-parts.ts';

const summedFields = [
  ...(['recipient', 'channel', 'paperCopies', 'state', 'sentAt', 'lateSince', 'added', 'sentAnewAs'] as const),
  ...(['recipientVerdict', 'posted'] as const),
] as const satisfies readonly (keyof Delivery)[];
type Summed = Listed<Delivery, (typeof summedFields)[number]>;

/** What is sought among the deliveries of a document. */
interface Asked {
  readonly part?: (typeof deliveryParts)[number] | undefined;
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** How many recipients a document that the actor may see has reached, by what they are summed up by. */
export async function progressOf(actor: Actor, documentId: string) {
  const counting = (await summedOf(actor, documentId)).filter(({ sentAnewAs }) => sentAnewAs === undefined);
  const parts = Object.fromEntries(deliveryParts.map((part) => [part, 0])) as Record<
    (typeof deliveryParts)[number],
    number
  >;
  for (const delivery of counting) parts[partOf(delivery)] += 1;
  return {
    ...{ total: counting.length, parts, added: counting.filter(({ added }) => added !== undefined).length },
    paperless: counting.every(needsNoPaper),
  };
}

/**
 * The deliveries of a document that the actor may see, those that somebody has to see to first, a page at a time; refuses a cursor that names
 * none of what was asked for. Of all only what orders them is read.
 */
export async function pageOfDeliveries(actor: Actor, documentId: string, asked: Asked): Promise<Page<Delivery>> {
  const wanted = fold(asked.q ?? '');
  const ids = (await summedOf(actor, documentId))
    .filter((delivery) => asked.part === undefined || partOf(delivery) === asked.part)
    .filter(({ recipient: { name, code = '' } }) => fold(name).includes(wanted) || fold(code).includes(wanted))
    .toSorted((one, other) => rank(one) - rank(other))
    .map(({ id }) => id);
  const from = asked.cursor === undefined ? 0 : ids.indexOf(asked.cursor) + 1;
  if (asked.cursor !== undefined && from === 0) {
    throw new DomainError('malformed', 'bad-cursor', 'This cursor does not belong to this list');
  }
  const shown = ids.slice(from, from + asked.limit);
  const rows = await readAll(deliveries, { _id: mongoose.trusted({ $in: shown }) });
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  return {
    items: shown.flatMap((id) => rowOf.get(id) ?? []),
    next: from + asked.limit < ids.length ? (shown.at(-1) ?? null) : null,
    ...{ total: ids.length, capped: false },
  };
}

async function summedOf(actor: Actor, documentId: string): Promise<Summed[]> {
  await readOutgoing(actor, documentId);
  return await readSome(deliveries, summedFields, { agencyId: actor.agencyId, documentId }, { sort: { _id: 1 } });
}

/** Whom somebody has to see to first; all others in the order of the document. */
function rank(delivery: Summed): number {
  return Math.min(deliveryParts.indexOf(partOf(delivery)), deliveryParts.indexOf('arrived'));
}
