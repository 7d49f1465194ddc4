import mongoose from 'mongoose';
import { nobodyInForce } from '../../identity/positions/gone-holders.ts';
import type { Actor } from '../../platform/actor.ts';
import { dueRows } from '../../platform/database/due-rows.ts';
import type { Filter } from '../../platform/database/filter.ts';
import type { Due, DueAction, DueDocuments, DueKind } from '../../platform/due.ts';
import { mayDecideVoid } from '../documents/void-request.ts';
import {
  codeOfOutgoing,
  issueBy,
  type ListedOutgoing,
  listedFields,
  type OutgoingDocument,
} from './outgoing-document.ts';
import { decidesFor } from './recall/recall-request.ts';
import { outgoingDocuments } from './store.ts';

const { trusted } = mongoose;
declare module '../../platform/due.ts' {
  interface DueKinds {
    'outgoing-sign': 'sign';
    'outgoing-number': 'number';
    'outgoing-returned': 'correct';
    'outgoing-seal-failed': 'retry-seal';
    'outgoing-void': 'decide-void';
    'outgoing-recall': 'decide-recall';
    'outgoing-signer-gone': 'correct';
    'outgoing-drafter-gone': 'hand-over';
  }
}

type Asked<K extends DueKind, A extends DueAction> = Pick<Due<K, A>, 'kind' | 'action' | 'dueOn' | 'who'>;

/** An outgoing document as something that waits. */
export function dueOutgoing<K extends DueKind, A extends DueAction>(
  document: ListedOutgoing,
  asked: Asked<K, A>,
): Due<K, A> {
  const { id, subject, updatedAt, priority, notice } = document;
  const at = updatedAt.toISOString();
  const code = codeOfOutgoing(document);
  return { ...asked, id, documentId: id, code, subject, at, priority, note: notice?.text ?? null };
}

const ofClerk =
  (where: Filter<OutgoingDocument>) =>
  (actor: Actor): Filter<OutgoingDocument> | undefined =>
    actor.roles.includes('clerk') ? { agencyId: actor.agencyId, ...where } : undefined;

const read = { fields: listedFields, by: 'updatedAt' } as const;

const toSign = dueRows(outgoingDocuments, {
  where: ({ roles, agencyId, positionId }) =>
    roles.includes('leader') ? { agencyId, 'state.status': 'submitted', 'signer.positionId': positionId } : undefined,
  ...read,
  shown: (rows) =>
    rows.map((row) =>
      dueOutgoing(row, { kind: 'outgoing-sign', action: 'sign', who: row.drafter.name, dueOn: null } as const),
    ),
});

const toNumber = dueRows(outgoingDocuments, {
  where: ofClerk({ 'state.status': 'signed' }),
  ...read,
  shown: (rows) =>
    rows.map((row) =>
      dueOutgoing(row, {
        ...({ kind: 'outgoing-number', action: 'number' } as const),
        ...{ who: row.signer.name, dueOn: issueBy(row) },
      }),
    ),
});

const toSealAgain = dueRows(outgoingDocuments, {
  where: ofClerk({ 'state.status': 'numbered', 'state.voidRequest': null, 'notice.kind': 'seal-failed' }),
  ...read,
  shown: (rows) =>
    rows.map((row) =>
      dueOutgoing(row, {
        ...({ kind: 'outgoing-seal-failed', action: 'retry-seal' } as const),
        ...{ who: row.signer.name, dueOn: issueBy(row) },
      }),
    ),
});

/** Numbers that somebody else asks to void: until a second person decides, the document is neither sealed nor issued. */
const toDecideVoid = dueRows(outgoingDocuments, {
  where: (actor) =>
    mayDecideVoid(actor)
      ? {
          ...{ agencyId: actor.agencyId, 'state.status': 'numbered' },
          'state.voidRequest.by.personId': trusted({ $exists: true, $ne: actor.personId }),
        }
      : undefined,
  ...read,
  shown: (rows) =>
    rows.flatMap((row) => {
      const asked = 'voidRequest' in row.state ? row.state.voidRequest : undefined;
      if (!asked) return [];
      const item = dueOutgoing(row, {
        ...({ kind: 'outgoing-void', action: 'decide-void' } as const),
        ...{ who: asked.by.name, dueOn: issueBy(row) },
      });
      return [{ ...item, note: asked.reason }];
    }),
});

/** Issued documents that the other office asks to take back; they stay issued until this one decides. */
const toDecideRecall = dueRows(outgoingDocuments, {
  where: (actor) => {
    const offices = decidesFor(actor);
    if (offices.length === 0) return undefined;
    return {
      ...{ agencyId: actor.agencyId, 'state.status': 'issued' },
      'state.recallRequest.office': trusted({ $in: offices }),
      'state.recallRequest.by.personId': trusted({ $ne: actor.personId }),
    };
  },
  ...read,
  shown: (rows) =>
    rows.flatMap((row) => {
      const asked = 'recallRequest' in row.state ? row.state.recallRequest : undefined;
      if (!asked) return [];
      const { name: who } = asked.by;
      const item = dueOutgoing(row, { kind: 'outgoing-recall', action: 'decide-recall', who, dueOn: null } as const);
      return [{ ...item, note: asked.reason }];
    }),
});

const returned = dueRows(outgoingDocuments, {
  where: ({ agencyId, positionId }) => ({
    ...{ agencyId, 'state.status': 'draft', 'drafter.positionId': positionId },
    notice: trusted({ $ne: null }),
  }),
  ...read,
  shown: (rows) =>
    rows.map((row) =>
      dueOutgoing(row, { kind: 'outgoing-returned', action: 'correct', who: row.signer.name, dueOn: null } as const),
    ),
});

/** Drafts of this position that wait for a signer who is gone: the drafter takes them back and names another. */
const withoutSigner = dueRows(outgoingDocuments, {
  where: async ({ agencyId, positionId }) => ({
    ...{ agencyId, 'state.status': 'submitted', 'drafter.positionId': positionId },
    'signer.positionId': await nobodyInForce(agencyId),
  }),
  ...read,
  shown: (rows) =>
    rows.map((row) =>
      dueOutgoing(row, { kind: 'outgoing-signer-gone', action: 'correct', who: row.signer.name, dueOn: null } as const),
    ),
});

/**
 * Drafts that wait for a drafter who is gone: they came back to him, or their signer is gone as well. A clerk hands them to another
 * drafter.
 */
const withoutDrafter = dueRows(outgoingDocuments, {
  where: async (actor) => {
    const { agencyId, roles } = actor;
    if (!roles.includes('clerk')) return undefined;
    const gone = await nobodyInForce(agencyId);
    const waiting = [
      { 'state.status': 'submitted', 'signer.positionId': gone },
      { 'state.status': 'draft', notice: trusted({ $ne: null }) },
    ];
    const status = trusted({ $in: waiting.map((one) => one['state.status']) });
    return { agencyId, 'state.status': status, 'drafter.positionId': gone, $or: waiting };
  },
  ...read,
  shown: (rows) =>
    rows.map((row) => {
      const { drafter, signer, state } = row;
      const who = [drafter.name, ...(state.status === 'submitted' ? [signer.name] : [])].join(', ');
      return dueOutgoing(row, { kind: 'outgoing-drafter-gone', action: 'hand-over', who, dueOn: null } as const);
    }),
});

/** What waits about outgoing documents until they are issued, and when one is to be taken back. */
export const dueOfOutgoing = [
  ...[toSign, toNumber, toSealAgain, toDecideVoid, toDecideRecall],
  ...[returned, withoutSigner, withoutDrafter],
] satisfies readonly DueDocuments<OutgoingDocument>[];
