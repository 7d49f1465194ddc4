import mongoose from 'mongoose';
import { seesWholeAgency, visibleTo } from '../../identity/visibility.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { addWorkingDays, dayInVietnam } from '../../platform/calendar.ts';
import { type Page, readPage } from '../../platform/database/paging.ts';
import { readOne, readSome } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { fileReply } from '../../platform/files/files.ts';
import { joinCode } from '../../registry/documents/notation.ts';
import type { IncomingDocument } from '../../registry/incoming/incoming-document.ts';
import { readIncoming } from '../../registry/incoming/queries.ts';
import { incomingDocuments } from '../../registry/incoming/store.ts';
import { unlike } from '../../registry/incoming/update-incoming.ts';
import { codeOfOutgoing, type OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { readOutgoing } from '../../registry/outgoing/queries.ts';
import { arrivals } from '../store.ts';
import type { Arrival } from './arrival.ts';
import { carriedDocument, type ToldUpdate, toldUpdates } from './carried-document.ts';
import type {
  AnswerView,
  ArrivalSummary,
  ArrivalView,
  AskedBackView,
  OtherArrivalView,
  SaidLaterView,
  UpdateView,
} from './contract.ts';
import { fieldsOf } from './registration-fields.ts';

/** An arrival of the actor's agency, or the common 404. */
export async function arrivalFor(actor: Actor, arrivalId: string): Promise<Arrival> {
  const arrival = await readOne(arrivals, { _id: arrivalId, agencyId: actor.agencyId });
  if (!arrival) throw notFound();
  return arrival;
}

/** What came through the exchange, newest first. */
export async function listArrivals(
  actor: Actor,
  { state, cursor, limit }: { state?: Arrival['state'] | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<ArrivalSummary>> {
  const filter = { agencyId: actor.agencyId, ...(state ? { state } : {}) };
  const page = await readPage(arrivals, listedArrival, filter, 'arrivedAt', {
    scope: ['arrivals', filter],
    cursor,
    limit,
  });
  return { ...page, items: page.items.map(arrivalSummary) };
}

/** What lists and due work show of an arrival: they read no more. */
export const listedArrival = [
  ...(['version', 'state', 'arrivedAt', 'senderCode', 'senderName', 'envelope', 'verdict'] as const),
  ...(['documentId', 'arrivalNumber', 'axis', 'updates', 'recalled', 'askedBack'] as const),
] as const satisfies readonly (keyof Arrival)[];

export function arrivalSummary(arrival: Pick<Arrival, 'id' | (typeof listedArrival)[number]>): ArrivalSummary {
  const document = carriedDocument(arrival);
  return {
    id: arrival.id,
    version: arrival.version,
    state: arrival.state,
    arrivedAt: arrival.arrivedAt.toISOString(),
    senderCode: arrival.senderCode,
    senderName: arrival.senderName,
    code: joinCode(document),
    typeName: document.typeName,
    subject: document.subject,
    issuedOn: document.issuedOn,
    priority: document.priority,
    replyBy: document.replyBy,
    verdict: arrival.verdict,
    registerBy: addWorkingDays(dayInVietnam(arrival.arrivedAt), 1),
    documentId: arrival.documentId ?? null,
    arrivalNumber: arrival.arrivalNumber ?? null,
    forUnit: arrival.envelope.recipient.unit ?? null,
    carrier: arrival.axis ? 'axis' : 'direct',
    back: arrival.recalled ? (arrival.recalled.way ?? 'recalled') : null,
    isAskedBack: arrival.askedBack?.open === true,
  };
}

/** What an arrival refers to: documents of its recipient that it answers, and other arrivals. */
interface Related {
  readonly answered: readonly OutgoingDocument[];
  readonly replaces: Arrival | undefined;
  readonly replacedBy: Arrival | undefined;
}

/** How one is found by its id. */
interface Finding {
  readonly document: (id: string) => Promise<OutgoingDocument | undefined>;
  readonly arrival: (id: string) => Promise<Arrival | undefined>;
}

/** What an arrival refers to. */
export async function relatedTo({ answers = [], replaces, replacedBy }: Arrival, find: Finding): Promise<Related> {
  const other = async (id: string | undefined) => (id === undefined ? undefined : await find.arrival(id));
  return {
    answered: (await Promise.all(answers.map(find.document))).flatMap((document) => document ?? []),
    replaces: await other(replaces),
    replacedBy: await other(replacedBy),
  };
}

function otherView(arrival: Arrival | undefined): OtherArrivalView | null {
  if (!arrival) return null;
  const { id: arrivalId, documentId, code, subject } = arrivalSummary(arrival);
  return { arrivalId, documentId, code, subject };
}

/** An arrival with what it refers to. */
export function arrivalView(arrival: Arrival, { answered, replaces, replacedBy }: Related): ArrivalView {
  return {
    ...arrivalSummary(arrival),
    messageId: arrival.messageId,
    envelopeSha256: arrival.envelopeSha256,
    senderSignatureValid: arrival.axis ? null : true,
    travelled: arrival.travelled ?? null,
    packet: arrival.axis ? { signature: arrival.axis.signature, emptyFiles: [...arrival.axis.emptyFiles] } : null,
    fields: fieldsOf(arrival),
    files: arrival.files.map((file) => ({ ...file })),
    paperFollows: carriedDocument(arrival).paperFollows,
    answers: answered.map((document) => ({
      documentId: document.agencyId === arrival.agencyId ? document.id : null,
      ...{ code: codeOfOutgoing(document), subject: document.subject },
    })),
    replaces: otherView(replaces),
    replacedBy: otherView(replacedBy),
    updates: toldUpdates(arrival).map(updateView),
    recalled: arrival.recalled ? { way: 'recalled', ...arrival.recalled, at: arrival.recalled.at.toISOString() } : null,
    askedBack: askedBackView(arrival),
    returnReasonCode: arrival.returnReasonCode ?? null,
    returnReason: arrival.returnReason ?? null,
    registeredBy:
      arrival.decidedBy && arrival.decidedAt ? { name: arrival.decidedBy, at: arrival.decidedAt.toISOString() } : null,
    allowed: allowedOn(arrival),
  };
}

/** What a clerk may do about an arrival now: what is asked for back is decided first. */
function allowedOn({ state, askedBack }: Arrival): ArrivalView['allowed'] {
  if (askedBack?.open) return ['give-back', 'keep'];
  return state === 'arrived' ? ['register', 'return'] : [];
}

function askedBackView({ askedBack }: Arrival): AskedBackView | null {
  if (!askedBack) return null;
  const { at, reason, by, answer } = askedBack;
  return { at: at.toISOString(), reason, by, answer: answer ? { ...answer, at: answer.at.toISOString() } : null };
}

function updateView({ at, by, reason, changed }: ToldUpdate): UpdateView {
  return { at: at.toISOString(), by, reason, changed: [...changed] };
}

/** What the sender of a registered document said of it later, for whoever may read that: of other documents only what they may read. */
export async function saidLaterOf(actor: Actor, documentId: string): Promise<SaidLaterView> {
  const registered = await readIncoming(actor, documentId);
  const { arrivalId } = registered;
  if (arrivalId === null) throw notFound();
  const arrival = await arrivalFor(actor, arrivalId);
  const find = (id: string) => readOne(arrivals, { _id: id, agencyId: actor.agencyId });
  const { replaces, replacedBy } = await relatedTo(arrival, { document: async () => undefined, arrival: find });
  const readable = async (other: Arrival | undefined) =>
    other && (await mayReadArrival(actor, other)) ? otherView(other) : null;
  return {
    ...{ arrivalId, askedBack: askedBackView(arrival) },
    updates: toldUpdates(arrival).map(updateView),
    unlike: unlikeRegistered(arrival, registered),
    ...{ replaces: await readable(replaces), replacedBy: await readable(replacedBy) },
  };
}

/** Of what its sender has corrected the fields that somebody here has typed otherwise: as registered, and as the sender says. */
function unlikeRegistered(arrival: Arrival, registered: IncomingDocument): SaidLaterView['unlike'] {
  const corrected = new Set(toldUpdates(arrival).flatMap(({ changed }) => changed.map(({ field }) => field)));
  return unlike(registered, fieldsOf(arrival)).filter(({ field }) =>
    corrected.has(field === 'dueOn' ? 'replyBy' : field),
  );
}

/** Before it is registered an arrival is for those who see all of the agency's. */
async function mayReadArrival(actor: Actor, { documentId: id }: Arrival): Promise<boolean> {
  if (seesWholeAgency(actor)) return true;
  return (
    id !== undefined && (await readOne(incomingDocuments, { $and: [visibleTo(actor), { _id: id }] })) !== undefined
  );
}

export async function arrivalFile(actor: Actor, arrivalId: string, fileId: string): Promise<FileReply> {
  const arrival = await arrivalFor(actor, arrivalId);
  const file = arrival.files.find(({ id }) => id === fileId);
  if (!file) throw notFound();
  return await fileReply(file.sha256, {
    name: file.name,
    mediaType: file.mediaType,
    disposition: dispositionOf(file.mediaType),
  });
}

/** Only PDF opens in the browser; anything else is saved. */
function dispositionOf(mediaType: string): FileReply['disposition'] {
  return mediaType === 'application/pdf' ? 'inline' : 'attachment';
}

/** What recipients answered to a document the actor may see: to them only what they may read, which before it is registered clerks and leaders may. */
export async function answersTo(actor: Actor, documentId: string): Promise<AnswerView[]> {
  await readOutgoing(actor, documentId);
  const { agencyId } = actor;
  const found = await readSome(arrivals, listedArrival, { agencyId, answers: documentId }, { sort: { arrivedAt: 1 } });
  const ids = mongoose.trusted({ $in: found.flatMap(({ documentId: registered }) => registered ?? []) });
  const readable = await readSome(incomingDocuments, [], { $and: [visibleTo(actor), { _id: ids }] });
  const seen = new Set(readable.map(({ id }) => id));
  return found
    .filter(({ documentId: registered }) => seesWholeAgency(actor) || (registered && seen.has(registered)))
    .map(arrivalSummary)
    .map(({ id: arrivalId, documentId: registered, senderName, code, subject, arrivedAt, state }) => ({
      ...{ arrivalId, documentId: registered, senderName, code, subject, arrivedAt, state },
    }));
}
