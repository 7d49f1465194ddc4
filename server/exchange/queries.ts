import mongoose from 'mongoose';
import { mayRead, seesWholeAgency, visibleTo } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import type { FileReply } from '../platform/api/contract.ts';
import { addWorkingDays, dayInVietnam } from '../platform/calendar.ts';
import { type Page, readPage } from '../platform/database/paging.ts';
import { readAll, readOne, readSome } from '../platform/database/store.ts';
import { notFound } from '../platform/errors.ts';
import { fileReply } from '../platform/files/files.ts';
import { triesUsed } from '../platform/jobs/pause.ts';
import { type Job, jobs } from '../platform/ledger/jobs.ts';
import { joinCode } from '../registry/documents/notation.ts';
import type { IncomingDocument } from '../registry/incoming/incoming-document.ts';
import { readIncoming } from '../registry/incoming/queries.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { unlike } from '../registry/incoming/update-incoming.ts';
import { codeOfOutgoing, type OutgoingDocument } from '../registry/outgoing/outgoing-document.ts';
import { readOutgoing } from '../registry/outgoing/queries.ts';
import { kindOf } from '../registry/outgoing/recipients/recipient.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import type { Arrival } from './arrivals/arrival.ts';
import { carriedDocument, type ToldUpdate, toldUpdates } from './arrivals/carried-document.ts';
import { fieldsOf } from './arrivals/registration-fields.ts';
import { AXIS } from './axis/axis-partner.ts';
import type {
  AnswerView,
  ArrivalSummary,
  ArrivalView,
  AskedBackView,
  DeliveryView,
  FollowUpView,
  OtherArrivalView,
  SaidLaterView,
  UpdateView,
} from './contract.ts';
import { actsOn, type Delivery } from './deliveries/delivery.ts';
import type { FollowUp } from './deliveries/follow-ups/follow-up.ts';
import { arrivals, deliveries, followUps } from './store.ts';

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
      ...{ documentId: document.id, code: codeOfOutgoing(document), subject: document.subject },
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

/** Deliveries of one document as they are shown, with what followed them and when they are tried again. */
export async function deliveryViews(found: readonly Delivery[]): Promise<DeliveryView[]> {
  const [first] = found;
  if (!first) return [];
  const { agencyId, documentId } = first;
  const jobOf = await jobsThatTry(found);
  const deliveryId = mongoose.trusted({ $in: found.map(({ id }) => id) });
  const followed = await readAll(followUps, { agencyId, documentId, deliveryId }, { sort: { _id: 1 } });
  const [document] = await readSome(outgoingDocuments, ['state'], { _id: documentId, agencyId });
  const around = { followed, isInForce: document?.state.status === 'issued' };
  return found.map((delivery) => deliveryView(delivery, around, jobOf.get(delivery.id)));
}

/** The jobs that will try again, by delivery. */
async function jobsThatTry(found: readonly Delivery[]): Promise<Map<string, Job>> {
  const retrying = found.filter(({ state }) => state === 'retrying').map(({ id }) => id);
  if (retrying.length === 0) return new Map();
  const waiting = await readAll(jobs, {
    kind: 'deliver-envelope',
    state: 'waiting',
    key: mongoose.trusted({ $in: retrying }),
  });
  return new Map(waiting.flatMap((job) => (job.key ? [[job.key, job] as const] : [])));
}

/** What belongs to the deliveries of one document. */
interface AroundDeliveries {
  /** Messages that followed any of them. */
  readonly followed: readonly FollowUp[];
  /** Whether the document is in force. */
  readonly isInForce: boolean;
}

/** A delivery as it is shown, with what followed it, and the job that will try again, if there is one. */
export function deliveryView(delivery: Delivery, { followed, isInForce }: AroundDeliveries, job?: Job): DeliveryView {
  return {
    id: delivery.id,
    documentId: delivery.documentId,
    recipient: recipientOf(delivery),
    channel: delivery.channel,
    paperCopies: delivery.paperCopies,
    paperReason: delivery.paperReason ?? null,
    state: delivery.state,
    carrier: delivery.overAxis || delivery.partner === AXIS ? 'axis' : 'direct',
    messageId: delivery.messageId ?? null,
    sentAt: delivery.sentAt?.toISOString() ?? null,
    attempts: delivery.attempts + (job ? triesUsed(job) : 0),
    nextAttemptAt: job?.runAt.toISOString() ?? null,
    lateSince: delivery.lateSince?.toISOString() ?? null,
    expired: delivery.expired === true,
    lastError: delivery.lastError ?? null,
    recipientVerdict: verdictOf(delivery),
    replaces: delivery.replaces ?? null,
    sentAnewAs: delivery.sentAnewAs ?? null,
    readdressedTo: delivery.readdressedTo ?? null,
    inClear: delivery.inClear ? { ...delivery.inClear, at: delivery.inClear.at.toISOString() } : null,
    acts: actsOn(delivery, { isInForce }),
    settled: delivery.settled ? { ...delivery.settled, at: delivery.settled.at.toISOString() } : null,
    receipts: [...receiptViews(delivery), ...statusViews(delivery)],
    added: addedView(delivery),
    posted: delivery.posted ? { ...delivery.posted, at: delivery.posted.at.toISOString() } : null,
    followUps: followed.filter(({ deliveryId }) => deliveryId === delivery.id).map(followUpView),
  };
}

function recipientOf({ recipient: { unitId: _, ...recipient } }: Delivery): DeliveryView['recipient'] {
  const { agencyId = null, code = null } = recipient;
  const nothing = { insteadOf: null, unit: null, address: null };
  return { ...nothing, ...recipient, agencyId, code, kind: kindOf({ ...recipient, agencyId, code }) };
}

function addedView({ added }: Delivery): DeliveryView['added'] {
  return added ? { ...added, at: added.at.toISOString(), reason: added.reason ?? null } : null;
}

function followUpView(followUp: FollowUp): FollowUpView {
  const { id, kind, state, createdAt, by, reason, messageId, sentAt, lastError } = followUp;
  return {
    ...{ id, kind, state, at: createdAt.toISOString(), by, reason },
    ...{ messageId: messageId ?? null, sentAt: sentAt?.toISOString() ?? null, lastError: lastError ?? null },
    receipts: [...receiptViews(followUp), ...statusViews(followUp)],
  };
}

function receiptViews({ receipts }: Pick<Delivery, 'receipts'>): DeliveryView['receipts'] {
  return [...receipts].sort(byAct).map((receipt) => ({
    code: receipt.code,
    at: receipt.at.toISOString(),
    by: receipt.by ?? null,
    reasonCode: receipt.reasonCode ?? null,
    reason: receipt.reason ?? null,
    incomingCode: receipt.arrivalNumber === undefined ? null : String(receipt.arrivalNumber),
    sha256: receipt.sha256,
    signatureValid: true,
  }));
}

/** What the axis told, in the order of the acts: nothing of it is signed. */
function statusViews({ statuses = [] }: Pick<Delivery, 'statuses'>): DeliveryView['receipts'] {
  return statuses
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.code.localeCompare(b.code))
    .map(({ code, at, by, reason, sha256 }) => ({
      ...{ code, at: at.toISOString(), by: by ?? null, reasonCode: null, reason: reason ?? null },
      ...{ incomingCode: null, sha256, signatureValid: false },
    }));
}

/** In the order of the acts they tell of; the jobs that carried them may have overtaken each other. */
function byAct(a: Delivery['receipts'][number], b: Delivery['receipts'][number]): number {
  return a.sequence - b.sequence;
}

function verdictOf({ recipientVerdict }: Delivery): DeliveryView['recipientVerdict'] {
  return recipientVerdict ?? null;
}

/** One delivery of the actor's agency whose document they may see, or the common 404. */
export async function deliveryFor(actor: Actor, deliveryId: string): Promise<Delivery> {
  const delivery = await readOne(deliveries, { _id: deliveryId, agencyId: actor.agencyId });
  const document =
    delivery && (await readOne(outgoingDocuments, { _id: delivery.documentId, agencyId: actor.agencyId }));
  if (!delivery || !document || !mayRead(actor, document)) throw notFound();
  return delivery;
}

/** The exact bytes of a receipt that was signed. */
export async function receiptFile(actor: Actor, deliveryId: string, sha256: string): Promise<FileReply> {
  const receipt = await receiptFor(actor, deliveryId, sha256);
  return await evidence(receipt.sha256, `bien-nhan-${receipt.code}.json`);
}

/** The detached signature of the recipient's system key over a receipt. */
export async function receiptSignatureFile(actor: Actor, deliveryId: string, sha256: string): Promise<FileReply> {
  const receipt = await receiptFor(actor, deliveryId, sha256);
  return await evidence(receipt.signatureSha256, `bien-nhan-${receipt.code}.p7s`);
}

async function receiptFor(actor: Actor, deliveryId: string, sha256: string): Promise<Delivery['receipts'][number]> {
  const { receipts } = await deliveryFor(actor, deliveryId);
  const followed = await readAll(followUps, { agencyId: actor.agencyId, deliveryId });
  const all = [...receipts, ...followed.flatMap((followUp) => followUp.receipts)];
  const receipt = all.find((kept) => kept.sha256 === sha256);
  if (!receipt) throw notFound();
  return receipt;
}

/** The exact bytes of a message that followed a document. */
export async function followUpFile(actor: Actor, asked: FollowUpAsked): Promise<FileReply> {
  const { envelopeSha256, kind } = await followUpFor(actor, asked);
  if (!envelopeSha256) throw notFound();
  return await evidence(envelopeSha256, `${followUpFiles[kind]}.json`);
}

/** The detached signature of the sender's system key over a message that followed a document. */
export async function followUpSignatureFile(actor: Actor, asked: FollowUpAsked): Promise<FileReply> {
  const { envelopeSignatureSha256, kind } = await followUpFor(actor, asked);
  if (!envelopeSignatureSha256) throw notFound();
  return await evidence(envelopeSignatureSha256, `${followUpFiles[kind]}.p7s`);
}

const followUpFiles: Readonly<Record<FollowUp['kind'], string>> = {
  revoke: 'thu-hoi',
  update: 'cap-nhat',
  'ask-back': 'lay-lai',
};

interface FollowUpAsked {
  readonly deliveryId: string;
  readonly followUpId: string;
}

async function followUpFor(actor: Actor, { deliveryId, followUpId }: FollowUpAsked): Promise<FollowUp> {
  const { id } = await deliveryFor(actor, deliveryId);
  const followUp = await readOne(followUps, { _id: followUpId, agencyId: actor.agencyId, deliveryId: id });
  if (!followUp) throw notFound();
  return followUp;
}

/** The exact bytes of the envelope that was signed and sent. */
export async function envelopeFile(actor: Actor, deliveryId: string): Promise<FileReply> {
  const { envelopeSha256 } = await deliveryFor(actor, deliveryId);
  if (!envelopeSha256) throw notFound();
  return await evidence(envelopeSha256, 'goi-tin.json');
}

/** The detached signature of the sender's system key over the envelope. */
export async function envelopeSignatureFile(actor: Actor, deliveryId: string): Promise<FileReply> {
  const { envelopeSignatureSha256 } = await deliveryFor(actor, deliveryId);
  if (!envelopeSignatureSha256) throw notFound();
  return await evidence(envelopeSignatureSha256, 'goi-tin.p7s');
}

async function evidence(sha256: string, name: string): Promise<FileReply> {
  const mediaType = name.endsWith('.p7s') ? 'application/pkcs7-signature' : 'application/json';
  return await fileReply(sha256, { name, mediaType, disposition: 'attachment' });
}
