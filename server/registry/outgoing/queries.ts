import mongoose from 'mongoose';
import { mayRead, visibleTo } from '../../identity/visibility.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Filter } from '../../platform/database/filter.ts';
import { type Page, readPage } from '../../platform/database/paging.ts';
import { readOne, readSome } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { conditions, type ListFields, type ListQuery, pageRequest } from '../documents/list-filter.ts';
import { voidRequestView } from '../documents/void-request.ts';
import { lookUpWords } from '../documents/word-lookup.ts';
import type { IncomingView } from '../incoming/contract.ts';
import type { IncomingDocument } from '../incoming/incoming-document.ts';
import { answersView } from '../incoming/queries.ts';
import { allowedActs } from './outgoing-acts.ts';
import {
  codeOfOutgoing,
  issueBy,
  type ListedOutgoing,
  listedFields,
  numberingOf,
  type OutgoingDocument,
} from './outgoing-document.ts';
import { kindOf, type RecipientOf } from './recipients/recipient.ts';
import { outgoingDocuments } from './store.ts';
import type { OutgoingSummary, OutgoingView } from './view-contract.ts';

const fields: ListFields<OutgoingDocument> = {
  state: (status) => ({ 'state.status': status }),
  day: (issuedOn) => ({ 'state.issuedOn': issuedOn }),
  closed: ['issued', 'recalled', 'voided'],
};

/** Outgoing documents the actor may see, `among` those that match one of these when they are given, the latest change first; `from` and `to` are days of issue. */
export async function listOutgoing(
  actor: Actor,
  query: ListQuery,
  among?: readonly Filter<OutgoingDocument>[],
): Promise<Page<OutgoingSummary>> {
  const kept: Filter<OutgoingDocument> = { deletedAt: null };
  const narrowed = conditions(query, fields);
  const { filters, hint } = await lookUpWords(outgoingDocuments, 'updatedAt', actor, query.q);
  const filter = { $and: [visibleTo(actor), kept, ...narrowed, ...filters] };
  const isNarrowed = among !== undefined || narrowed.length > 0;
  const list = among ? 'due-outgoing' : 'outgoing';
  const request = pageRequest(list, actor, query, isNarrowed ? undefined : hint);
  const page = await readPage(outgoingDocuments, listedFields, filter, 'updatedAt', request, among);
  return { ...page, items: page.items.map(outgoingSummary) };
}

/** The outgoing document, if the actor may read it; else the common 404. */
export async function readOutgoing(actor: Actor, documentId: string): Promise<OutgoingDocument> {
  const document = await readOne(outgoingDocuments, { _id: documentId });
  if (!document || document.deletedAt || !mayRead(actor, document)) throw notFound();
  return document;
}

/** A row of the list of outgoing documents. */
function outgoingSummary(document: ListedOutgoing): OutgoingSummary {
  const { id, version, typeCode, typeName, subject, signer, priority, replyBy, recipients, medium, notice } = document;
  const numbering = numberingOf(document);
  return {
    id,
    version,
    state: document.state.status,
    code: codeOfOutgoing(document),
    number: numbering?.number ?? null,
    year: numbering?.year ?? null,
    issuedOn: numbering?.issuedOn ?? null,
    typeCode,
    typeName,
    subject,
    signerName: signer.name,
    priority,
    replyBy,
    isReplaced: document.state.status === 'recalled' && document.state.replacedBy !== undefined,
    issueBy: issueBy(document),
    recipientCount: recipients.length,
    medium,
    updatedAt: document.updatedAt.toISOString(),
    notice: notice && { ...notice, at: notice.at.toISOString() },
  };
}

/** An outgoing document with what the actor may do to it, to hand it over included when they may. */
export function outgoingView(document: OutgoingDocument, actor: Actor, { mayHandOver = false } = {}): OutgoingView {
  const { state, notation, unitId, bodyId, signer, description, letter, main, attachments } = document;
  const voidRequest = 'voidRequest' in state ? state.voidRequest : undefined;
  return {
    ...outgoingSummary(document),
    notation,
    unitId,
    bodyId: bodyId ?? null,
    signer: { positionId: signer.positionId, name: signer.name, title: signer.title, capacity: [...signer.capacity] },
    drafter: { ...document.drafter },
    description,
    recipients: document.recipients.map(recipientView),
    answersDocumentIds: [...document.answersDocumentIds],
    replaces: document.replaces ?? null,
    letter: letter && { ...letter, addressees: [...letter.addressees], copies: [...letter.copies] },
    files: [...(main ? [main] : []), ...attachments].map((file) => ({ ...file })),
    places: document.places.map((place) => ({ ...place })),
    placeNotes: [...document.placeNotes],
    signedAt: 'signedAt' in state ? (state.signedAt?.toISOString() ?? null) : null,
    numberedAt: 'numberedAt' in state ? state.numberedAt.toISOString() : null,
    issuedAt: 'issuedAt' in state ? state.issuedAt.toISOString() : null,
    voidReason: 'voidReason' in state ? state.voidReason : null,
    voidRequest: voidRequestView(voidRequest),
    voidedBy: 'voidedBy' in state ? (state.voidedBy?.name ?? null) : null,
    recallRequest: voidRequestView('recallRequest' in state ? state.recallRequest : undefined),
    recalled: recalledView(document),
    verdict: document.verdict,
    allowed: allowedActs(actor, document, { drafterIsGone: mayHandOver }),
  };
}

function recalledView({ state }: OutgoingDocument): OutgoingView['recalled'] {
  if (state.status !== 'recalled') return null;
  const { recalledAt, recalledBy, replacedBy = null } = state;
  return { at: recalledAt.toISOString(), by: recalledBy.name, replacedBy };
}

function recipientView({ added, ...recipient }: RecipientOf): OutgoingView['recipients'][number] {
  return {
    ...{ code: null, unit: null, unitId: null, address: null, ...recipient, kind: kindOf(recipient) },
    added: added ? { ...added, at: added.at.toISOString(), reason: added.reason ?? null } : null,
  };
}

/** The answers to a document that the actor may see as well. */
export async function answersSeenBy(actor: Actor, document: IncomingDocument): Promise<IncomingView['answeredBy']> {
  const answers = answersView(document);
  const ids = mongoose.trusted({ $in: answers.map(({ documentId }) => documentId) });
  const found = await readSome(outgoingDocuments, [], { $and: [visibleTo(actor), { _id: ids }] });
  const seen = new Set(found.map(({ id }) => id));
  return answers.filter(({ documentId }) => seen.has(documentId));
}
