import mongoose from 'mongoose';
import { mayRead, seesWholeAgency, visibleTo } from '../../identity/visibility.ts';
import type { Actor } from '../../platform/actor.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import type { Filter } from '../../platform/database/filter.ts';
import { type Page, readPage } from '../../platform/database/paging.ts';
import { readOne, readSome } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { conditions, type ListFields, type ListQuery, pageRequest } from '../documents/list-filter.ts';
import { voidRequestView } from '../documents/void-request.ts';
import { lookUpWords } from '../documents/word-lookup.ts';
import type { IncomingSummary, IncomingView } from './contract.ts';
import {
  allowedActs,
  duplicateKey,
  type IncomingDocument,
  isAnswered,
  type ListedIncoming,
  listedFields,
  nextBy,
} from './incoming-document.ts';
import { incomingDocuments } from './store.ts';

const fields: ListFields<IncomingDocument> = {
  state: (state) => ({ state }),
  day: (arrivedOn) => ({ arrivedOn }),
  closed: ['done', 'voided', 'recalled'],
};

/** Incoming documents the actor may see, `among` those that match one of these when they are given, the newest registration first; `from` and `to` are days of arrival. */
export async function listIncoming(
  actor: Actor,
  query: ListQuery,
  among?: readonly Filter<IncomingDocument>[],
): Promise<Page<IncomingSummary>> {
  const narrowed = conditions(query, fields);
  const { filters, hint } = await lookUpWords(incomingDocuments, 'registeredAt', actor, query.q);
  const filter = { $and: [visibleTo(actor), ...narrowed, ...filters] };
  const isNarrowed = among !== undefined || narrowed.length > 0;
  const list = among ? 'due-incoming' : 'incoming';
  const request = pageRequest(list, actor, query, isNarrowed ? undefined : hint);
  const page = await readPage(incomingDocuments, listedFields, filter, 'registeredAt', request, among);
  return { ...page, items: page.items.map((document) => incomingSummary(document, actor)) };
}

/** The incoming document, if the actor may read it; else the common 404. */
export async function readIncoming(actor: Actor, documentId: string): Promise<IncomingDocument> {
  const document = await readOne(incomingDocuments, { _id: documentId });
  if (!document || !mayRead(actor, document)) throw notFound();
  return document;
}

/** A number that was voided may well be given again. */
const inForce = { state: mongoose.trusted({ $ne: 'voided' }) };

export interface DuplicateQuery {
  readonly codeNumber?: string | undefined;
  readonly codeNotation?: string | undefined;
  readonly issuerName?: string | undefined;
  readonly issuedOn?: string | undefined;
  /** SHA-256 of the file that is to be registered. */
  readonly sha256?: string | undefined;
}

/** Registered documents that may be the same one: same number, symbol, issuer and year, or the same file. */
export async function findDuplicates(actor: Actor, query: DuplicateQuery, now: Date): Promise<IncomingSummary[]> {
  const { codeNumber = null, codeNotation = null, issuerName = '', issuedOn, sha256 } = query;
  const key = duplicateKey({ codeNumber, codeNotation }, issuerName, issuedOn ?? String(yearInVietnam(now)));
  const same: Filter<IncomingDocument>[] = [
    ...(key === null ? [] : [{ duplicateKey: key }]),
    ...(sha256 === undefined ? [] : [{ mainSha256: sha256 }]),
  ];
  if (same.length === 0) return [];
  const found = await readSome(
    incomingDocuments,
    listedFields,
    { $and: [visibleTo(actor), { $or: same }, inForce] },
    { sort: { registeredAt: -1 }, limit: 10 },
  );
  return found.map((document) => incomingSummary(document, actor));
}

/** Incoming documents in force that have one of these ids or main files, with which file it is; the newest first. */
export async function incomingAmong(
  actor: Actor,
  { ids, files }: { readonly ids: readonly string[]; readonly files: readonly string[] },
  limit: number,
): Promise<(IncomingSummary & Pick<IncomingDocument, 'mainSha256'>)[]> {
  const either = [{ _id: mongoose.trusted({ $in: [...ids] }) }, { mainSha256: mongoose.trusted({ $in: [...files] }) }];
  const found = await readSome(
    incomingDocuments,
    [...listedFields, 'mainSha256'],
    { $and: [visibleTo(actor), { $or: either }, inForce] },
    { sort: { registeredAt: -1 }, limit },
  );
  return found.map((document) => ({ ...incomingSummary(document, actor), mainSha256: document.mainSha256 }));
}

/** A row of the list of incoming documents, as the actor sees it. */
export function incomingSummary(document: ListedIncoming, { positionId }: Actor): IncomingSummary {
  const { id, version, number, year, registeredAt, arrivedOn, code, typeName, subject, issuer, issuedOn } = document;
  const { priority, dueOn, state, source, verdict } = document;
  return {
    id,
    version,
    arrivalNumber: number,
    year,
    registeredAt: registeredAt.toISOString(),
    arrivedOn,
    code,
    typeName,
    subject,
    issuerName: issuer.name,
    issuedOn,
    priority,
    dueOn,
    nextBy: nextBy(document, positionId),
    state,
    back: document.recalled ? (document.recalled.way ?? 'recalled') : null,
    answered: isAnswered(document),
    source,
    verdict,
  };
}

/** An incoming document as an act leaves it, with what the actor may do to it; answers are for those who see all of the agency's. */
export function incomingView(document: IncomingDocument, actor: Actor): IncomingView {
  const { codeNumber, codeNotation, typeCode, issuer, signer, language, pageAmount, description, toPlaces } = document;
  return {
    ...incomingSummary(document, actor),
    codeNumber,
    codeNotation,
    typeCode,
    language,
    pageAmount,
    description,
    toPlaces,
    issuer: { code: null, ...issuer },
    signer: { ...signer },
    files: document.files.map((file) => ({ ...file })),
    registeredBy: { ...document.registeredBy },
    arrivalId: document.arrivalId,
    forUnit: document.forUnit ?? null,
    answeredBy: seesWholeAgency(actor) ? answersView(document) : [],
    voidRequest: voidRequestView(document.voidRequest),
    voidedBy: document.voided?.by.name ?? null,
    recalled: recalledView(document),
    allowed: allowedActs(actor, document),
  };
}

function recalledView({ recalled }: IncomingDocument): IncomingView['recalled'] {
  if (!recalled) return null;
  const { way = 'recalled', at, reason, by } = recalled;
  return { way, at: at.toISOString(), reason, by };
}

/** The answers to a document, as people see them. */
export function answersView({ answeredBy }: Pick<IncomingDocument, 'answeredBy'>): IncomingView['answeredBy'] {
  return answeredBy.map(({ documentId, code, refused = false }) => ({ documentId, code, refused }));
}
