import mongoose from 'mongoose';
import { holdersOf, nobodyInForce } from '../../identity/positions/gone-holders.ts';
import { dueRows } from '../../platform/database/due-rows.ts';
import type { Due, DueAction, DueDocuments, DueKind } from '../../platform/due.ts';
import type { Verdict } from '../documents/document-file.ts';
import { mayDecideVoid } from '../documents/void-request.ts';
import { directBy, type IncomingDocument, type ListedIncoming, listedFields } from './incoming-document.ts';
import { incomingDocuments } from './store.ts';

declare module '../../platform/due.ts' {
  interface DueKinds {
    incoming: 'present' | 'direct';
    'incoming-holder-gone': 'present' | 'direct';
    'incoming-void': 'decide-void';
    'incoming-recalled': 'note-recall';
    'incoming-updated': 'note-update';
  }
}

type Asked<K extends DueKind, A extends DueAction> = Pick<Due<K, A>, 'kind' | 'action' | 'dueOn'>;

/** Due work about an incoming document. */
type DueIncoming<K extends DueKind, A extends DueAction> = Due<K, A> & { readonly verdict: Verdict };

/** An incoming document as something that waits. */
export function dueIncoming<K extends DueKind, A extends DueAction>(
  { id, code, subject, issuer, registeredAt, priority, verdict }: ListedIncoming,
  asked: Asked<K, A>,
): DueIncoming<K, A> {
  const { name: who } = issuer;
  const at = registeredAt.toISOString();
  return { ...asked, id, documentId: id, code, subject, who, at, priority, verdict, note: null };
}

const read = { fields: listedFields, by: 'registeredAt' } as const;

const toPresent = dueRows(incomingDocuments, {
  where: ({ roles, agencyId }) => (roles.includes('clerk') ? { agencyId, state: 'registered' } : undefined),
  ...read,
  shown: (rows) =>
    rows.map((row) => dueIncoming(row, { kind: 'incoming', action: 'present', dueOn: directBy(row) } as const)),
});

const toDirect = dueRows(incomingDocuments, {
  where: ({ roles, agencyId, positionId }) =>
    roles.includes('leader') ? { agencyId, state: 'presented', presentedTo: positionId } : undefined,
  ...read,
  shown: (rows) =>
    rows.map((row) => dueIncoming(row, { kind: 'incoming', action: 'direct', dueOn: directBy(row) } as const)),
});

/** Presented to a leader who is gone: a clerk presents it to another. */
const toPresentAnew = dueRows(incomingDocuments, {
  where: async ({ roles, agencyId }) =>
    roles.includes('clerk') ? { agencyId, state: 'presented', presentedTo: await nobodyInForce(agencyId) } : undefined,
  ...read,
  shown: async (rows) => {
    const held = await holdersOf(rows.map(({ presentedTo }) => presentedTo ?? ''));
    return rows.map((row) => ({
      ...dueIncoming(row, { kind: 'incoming-holder-gone', action: 'present', dueOn: directBy(row) } as const),
      who: held(row.presentedTo),
    }));
  },
});

/** Numbers that somebody else asks to void: nobody handles the document until a second person decides. */
const toDecideVoid = dueRows(incomingDocuments, {
  where: (actor) =>
    mayDecideVoid(actor)
      ? {
          ...{ agencyId: actor.agencyId, state: 'void-asked' },
          'voidRequest.by.personId': mongoose.trusted({ $ne: actor.personId }),
        }
      : undefined,
  ...read,
  shown: (rows) =>
    rows.flatMap((row) => {
      const { voidRequest: asked } = row;
      if (!asked) return [];
      const item = dueIncoming(row, { kind: 'incoming-void', action: 'decide-void', dueOn: directBy(row) } as const);
      return [{ ...item, who: asked.by.name, at: asked.at.toISOString(), note: asked.reason }];
    }),
});

/** Documents that this position acted on, and that their sender has taken back. */
const toNoteRecall = dueRows(incomingDocuments, {
  where: ({ agencyId, positionId }) => ({ agencyId, 'recalled.toTell': positionId }),
  ...read,
  shown: (rows) =>
    rows.flatMap((row) => {
      if (!row.recalled) return [];
      const item = dueIncoming(row, { kind: 'incoming-recalled', action: 'note-recall', dueOn: null } as const);
      return [{ ...item, at: row.recalled.at.toISOString(), note: row.recalled.reason }];
    }),
});

/** Documents that this position acted on, and that their sender has corrected. */
const toNoteUpdate = dueRows(incomingDocuments, {
  where: ({ agencyId, positionId }) => ({ agencyId, 'updated.toTell': positionId }),
  ...read,
  shown: (rows) =>
    rows.flatMap((row) => {
      if (!row.updated) return [];
      const item = dueIncoming(row, { kind: 'incoming-updated', action: 'note-update', dueOn: null } as const);
      return [{ ...item, at: row.updated.at.toISOString(), note: row.updated.reason }];
    }),
});

/** What waits about incoming documents that nobody handles yet; who handles them is routing's to say; and what its sender took back or corrected. */
export const dueOfIncoming = [
  toPresent,
  toDirect,
  toPresentAnew,
  toDecideVoid,
  toNoteRecall,
  toNoteUpdate,
] satisfies readonly DueDocuments<IncomingDocument>[];
