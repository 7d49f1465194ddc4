import mongoose from 'mongoose';
import { holdersOf, nobodyInForce } from '../identity/positions/gone-holders.ts';
import type { Actor } from '../platform/actor.ts';
import { readDatedFirst } from '../platform/database/dated-first.ts';
import type { Filter } from '../platform/database/filter.ts';
import { countRows, readSome } from '../platform/database/store.ts';
import type { Due, DueDocuments } from '../platform/due.ts';
import { dueIncoming } from '../registry/incoming/due.ts';
import { type IncomingDocument, type ListedIncoming, listedFields } from '../registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import type { Assignment } from './assignment.ts';
import { assignments } from './store.ts';

const { trusted } = mongoose;

declare module '../platform/due.ts' {
  interface DueKinds {
    assignment: 'handle';
  }
}

interface Parts<D extends Due> {
  /** Which assignments wait for this position, or undefined when none can. */
  where(actor: Actor): Promise<Filter<Assignment> | undefined>;
  shown(found: readonly { readonly part: Assignment; readonly document: ListedIncoming }[]): Promise<D[]>;
}

/** Due work that is open assignments, the earliest deadline first. */
function dueParts<D extends Due>({ where, shown }: Parts<D>): DueDocuments<IncomingDocument, D> {
  return {
    of: incomingDocuments.name,
    documents: async (actor) => {
      const filter = await where(actor);
      return filter && { agencyId: actor.agencyId, _id: trusted({ $in: await documentsOf(filter) }) };
    },
    count: async (actor) => {
      const filter = await where(actor);
      return filter ? await countRows(assignments, filter) : 0;
    },
    first: async (actor, _now, most) => {
      const filter = await where(actor);
      if (!filter) return [];
      const parts = await readDatedFirst(assignments, filter, 'dueOn', most);
      const ids = trusted({ $in: parts.map(({ documentId }) => documentId) });
      const found = await readSome(incomingDocuments, listedFields, { agencyId: actor.agencyId, _id: ids });
      const documents = new Map(found.map((document) => [document.id, document]));
      return await shown(
        parts.flatMap((part) => {
          const document = documents.get(part.documentId);
          return document ? [{ part, document }] : [];
        }),
      );
    },
  };
}

async function documentsOf(parts: Filter<Assignment>): Promise<string[]> {
  return (await readSome(assignments, ['documentId'], parts)).map(({ documentId }) => documentId);
}

const toHandle = dueParts({
  where: async ({ agencyId, positionId }) => ({ agencyId, positionId, open: true }),
  shown: async (found) =>
    found.map(({ document, part: { dueOn } }) =>
      dueIncoming(document, { kind: 'assignment', action: 'handle', dueOn } as const),
    ),
});

/** Assigned to a main handler who is gone before it was done: a leader directs it anew. */
const toDirectAnew = dueParts({
  where: async ({ agencyId, roles }) => {
    if (!roles.includes('leader')) return undefined;
    return { agencyId, role: 'main', open: true, positionId: await nobodyInForce(agencyId) };
  },
  shown: async (found) => {
    const held = await holdersOf(found.map(({ part }) => part.positionId));
    return found.map(({ document, part: { positionId, dueOn } }) => ({
      ...dueIncoming(document, { kind: 'incoming-holder-gone', action: 'direct', dueOn } as const),
      who: held(positionId),
    }));
  },
});

/** What waits about incoming documents that somebody handles. */
export const dueOfHandling = [toHandle, toDirectAnew] satisfies readonly DueDocuments<IncomingDocument>[];
