import mongoose from 'mongoose';
import { listPositions, positionsById } from '../identity/queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Filter } from '../platform/database/filter.ts';
import { readAll } from '../platform/database/store.ts';
import type { IncomingDocument } from '../registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import type { OutgoingDocument } from '../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';

const { trusted } = mongoose;

/** A document that waits for somebody who does not work there any more: the position ended, or the account was locked. */
export interface WithoutHolder<T> {
  readonly document: T;
  /** Who held it, as they were called. */
  readonly held: string;
}

/** Drafts of this position that wait for a signer who is gone: the drafter takes them back and names another. */
export async function draftsWithoutSigner(actor: Actor, limit: number): Promise<WithoutHolder<OutgoingDocument>[]> {
  const { agencyId, positionId } = actor;
  const mine = { agencyId, 'state.status': 'submitted', 'drafter.positionId': positionId };
  const found = await readAll(
    outgoingDocuments,
    { ...mine, 'signer.positionId': await noneInForce(agencyId) },
    { sort: { updatedAt: 1 }, limit },
  );
  return found.map((document) => ({ document, held: document.signer.name }));
}

/**
 * Drafts that wait for a drafter who is gone: they came back to him, or their signer is gone as well. A clerk hands them to another
 * drafter.
 */
export async function draftsWithoutDrafter(
  { agencyId }: Actor,
  limit: number,
): Promise<WithoutHolder<OutgoingDocument>[]> {
  const gone = await noneInForce(agencyId);
  const waiting: Filter<OutgoingDocument>[] = [
    { 'state.status': 'submitted', 'signer.positionId': gone },
    { 'state.status': 'draft', notice: trusted({ $ne: null }) },
  ];
  const status = trusted({ $in: ['submitted', 'draft'] });
  const found = await readAll(
    outgoingDocuments,
    { agencyId, 'state.status': status, 'drafter.positionId': gone, $or: waiting },
    { sort: { updatedAt: 1 }, limit },
  );
  return found.map((document) => {
    const { drafter, signer, state } = document;
    return { document, held: [drafter.name, ...(state.status === 'submitted' ? [signer.name] : [])].join(', ') };
  });
}

/** Incoming documents presented to a leader who is gone: a clerk presents them to another. */
export async function presentedToNobody(
  { agencyId }: Actor,
  limit: number,
): Promise<WithoutHolder<IncomingDocument>[]> {
  const presented = { agencyId, state: 'presented', presentedTo: await noneInForce(agencyId) };
  const found = await readAll(incomingDocuments, presented, { sort: { registeredAt: 1 }, limit });
  return await heldBy(found, ({ presentedTo }) => presentedTo);
}

/** Incoming documents whose main handler is gone before they were done: a leader directs them anew. */
export async function assignedToNobody({ agencyId }: Actor, limit: number): Promise<WithoutHolder<IncomingDocument>[]> {
  const main = { role: 'main', open: true, positionId: await noneInForce(agencyId) };
  const assigned = { agencyId, handlers: trusted({ $elemMatch: main }) };
  const found = await readAll(incomingDocuments, assigned, { sort: { dueOn: 1 }, limit });
  return await heldBy(found, ({ handlers }) => handlers.find(({ role }) => role === 'main')?.positionId);
}

/** Matches positions nobody works in today. */
async function noneInForce(agencyId: string) {
  return trusted({ $nin: (await listPositions(agencyId)).map(({ id }) => id) });
}

async function heldBy(
  found: readonly IncomingDocument[],
  holder: (document: IncomingDocument) => string | undefined,
): Promise<WithoutHolder<IncomingDocument>[]> {
  const names = await positionsById(found.map((document) => holder(document) ?? ''));
  return found.map((document) => {
    const position = names.get(holder(document) ?? '');
    return { document, held: position ? `${position.fullName}, ${position.title}` : '' };
  });
}
