import { createHash } from 'node:crypto';
import type { Delivery } from '../../server/exchange/deliveries/delivery.ts';
import { deliveries } from '../../server/exchange/store.ts';
import { type Actor, systemActor } from '../../server/platform/actor.ts';
import { addDays, addWorkingDays, dayInVietnam } from '../../server/platform/calendar.ts';
import { type Row, rowsOf, type Store, type StoredRow } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { DocumentFile } from '../../server/registry/documents/document-file.ts';
import { joinCode } from '../../server/registry/documents/notation.ts';
import {
  duplicateKey,
  type Handler,
  type IncomingDocument,
  wordsOf as wordsOfIncoming,
} from '../../server/registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import {
  type OutgoingDocument,
  type OutgoingState,
  wordsOf as wordsOfOutgoing,
} from '../../server/registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import { GENERAL_SERIES } from '../../server/registry/registers/series.ts';
import { registers } from '../../server/registry/registers/store.ts';
import type { Assignment } from '../../server/routing/assignment.ts';
import { assignments } from '../../server/routing/store.ts';
import { Dice } from '../fuzz/dice.ts';
import { aBody, anOffice, aPerson, aSubject } from './large-phrases.ts';

/** Whose documents they are. */
export interface Staff {
  readonly clerk: Actor;
  readonly leader: Actor;
  readonly specialists: readonly Actor[];
}

/** What makes the documents of one agency other than those of the next, and what else they say. */
export interface Variant {
  /** In their ids. */
  readonly salt: string;
  /** What is added to the subject. */
  readonly also: (index: number) => string;
  /** A long text, where it has one. */
  readonly text: (index: number) => string | null;
}

const plain: Variant = { salt: '', also: () => '', text: () => null };

/** Over how many days the documents lie, the last of them today. */
const DAYS = 730;
const IN_ONE_WRITE = 2_000;
/** What still waits is among the latest. */
const UNPRESENTED = 120;
const UNDIRECTED = 80;
const UNISSUED = 300;
const ONE_IN_WORK = 60;

type KindOf = 'incoming' | 'outgoing';

/**
 * So many documents of one agency as the acts leave them, three incoming to two outgoing, over two years: documents with their words,
 * registers, who handles what, deliveries – all that home, lists, search and the shares read. Directives, log entries and files are not
 * there. The same on every run but for the day on which it ends.
 */
export async function haveDocuments(
  staff: Staff,
  amount: number,
  today: string,
  variant: Variant = plain,
): Promise<void> {
  const years = new Map<string, { id: string; last: number }>();
  for (const kind of ['incoming', 'outgoing'] as const) {
    const dice = new Dice(kind === 'incoming' ? 25 : 26);
    const of = Math.round(amount * (kind === 'incoming' ? 0.6 : 0.4));
    const waiting = new Waiting();
    for (let index = 0; index < of; index += 1) {
      const day = addDays(today, Math.floor((index / of) * DAYS) - DAYS + 1);
      const key = `${kind}-${day.slice(0, 4)}`;
      const register = years.get(key) ?? { id: idOf(`${variant.salt}register-${key}`, 0), last: 0 };
      years.set(key, register);
      const place = { staff, dice, index, left: of - index, day, register, variant };
      if (kind === 'incoming') incoming(place, waiting);
      else outgoing(place, waiting);
      if (waiting.size >= IN_ONE_WRITE) await waiting.write();
    }
    await waiting.write();
  }
  await inTransaction(systemActor(staff.clerk.agencyId), async (tx) => {
    for (const [key, { id, last }] of years) {
      const [kind, year] = key.split('-') as [KindOf, string];
      const { agencyId } = staff.clerk;
      tx.insert(registers, { id, agencyId, kind, series: GENERAL_SERIES, year: Number(year), lastNumber: last });
    }
  });
}

interface Place {
  readonly staff: Staff;
  readonly dice: Dice;
  readonly index: number;
  /** How many come until the last, itself included. */
  readonly left: number;
  readonly day: string;
  readonly register: { readonly id: string; last: number };
  readonly variant: Variant;
}

/** Rows that wait to be written together. */
class Waiting {
  readonly #rows = new Map<Store<Row>, StoredRow[]>();
  size = 0;

  add<T extends Row>(store: Store<T>, { id, ...row }: T): void {
    const rows = this.#rows.get(store) ?? [];
    rows.push({ _id: id, ...row });
    this.#rows.set(store, rows);
    this.size += 1;
  }

  async write(): Promise<void> {
    const all = [...this.#rows];
    this.#rows.clear();
    this.size = 0;
    for (const [store, rows] of all) await rowsOf(store).insertMany(rows, { ordered: false });
  }
}

/** As a UUIDv7 sorts, by the order of making, and the same every time. */
function idOf(what: string, index: number): string {
  const own = createHash('sha256').update(`${what} ${index}`).digest('hex');
  const hex = `${(0x19_0000_0000 + index).toString(16).padStart(12, '0')}7${own.slice(0, 19)}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** During office hours of the day, later the later it comes. */
function momentOf(day: string, index: number): Date {
  return new Date(Date.parse(`${day}T01:00:00Z`) + (index % 300) * 90_000);
}

function aFileOf(what: string, index: number): DocumentFile {
  const sha256 = createHash('sha256').update(`bytes of ${what} ${index}`).digest('hex');
  const file = { name: 'cong-van.pdf', mediaType: 'application/pdf', size: 250_000, pages: 3, role: 'main' } as const;
  return { id: idOf(`file-${what}`, index), sha256, ...file };
}

function incoming({ staff, dice, index, left, day, register, variant }: Place, waiting: Waiting): void {
  const { clerk, leader, specialists } = staff;
  const { agencyId } = clerk;
  register.last += 1;
  const id = idOf(`${variant.salt}incoming`, index);
  const main = aFileOf('incoming', index);
  const untouched = left <= UNPRESENTED;
  const undirected = !untouched && left <= UNPRESENTED + UNDIRECTED;
  const isInWork = dice.oneIn(ONE_IN_WORK);
  const handlers = untouched || undirected ? [] : handlersOf(dice, specialists, day, isInWork);
  const code = { codeNumber: String(1 + dice.below(3_000)), codeNotation: dice.pick(['STC-VP', 'BC-UBND', 'KH-SYT']) };
  const issuer = { agencyId: null, name: anOffice(dice) };
  const issuedOn = addDays(day, -dice.below(4));
  const described = {
    ...code,
    number: register.last,
    subject: `${aSubject(dice)}${variant.also(index)}`,
    typeName: 'Công văn',
    issuer,
    signer: { position: 'Giám đốc', fullName: aPerson(dice) },
    description: null,
  };
  const document: IncomingDocument = {
    ...described,
    description: variant.text(index),
    ...{ id, version: 3, agencyId, registerId: register.id, year: Number(day.slice(0, 4)) },
    ...{ registeredAt: momentOf(day, index), arrivedOn: day, issuedOn },
    registeredBy: { positionId: clerk.positionId, name: clerk.name },
    ...{ code: joinCode(code), typeCode: 'cong-van', language: 'Tiếng Việt', pageAmount: 3, toPlaces: null },
    ...{ priority: dice.oneIn(50) ? 1 : 0, dueOn: null, source: 'upload', arrivalId: null, verdict: 'valid' },
    ...{ files: [main], mainSha256: main.sha256, duplicateKey: duplicateKey(code, issuer.name, issuedOn) },
    ...{ duplicateReason: null, handlers, answeredBy: [] },
    state: untouched ? 'registered' : undirected ? 'presented' : isInWork ? 'in-progress' : 'done',
    ...(untouched ? {} : { presentedTo: leader.positionId }),
    participants: [clerk, ...(untouched ? [] : [leader])]
      .map(({ positionId }) => positionId)
      .concat(handlers.map(({ positionId }) => positionId)),
    words: wordsOfIncoming(described),
  };
  waiting.add(incomingDocuments, document);
  handlers.forEach(({ positionId, role, state, dueOn, open }, place) => {
    const at = momentOf(day, index);
    const assignment: Assignment = {
      ...{ id: idOf(`${variant.salt}assignment-${place}`, index), version: 2, agencyId, documentId: id },
      ...{ directiveId: idOf(`${variant.salt}directive`, index), positionId, name: 'Lê Thị Hoa', title: 'Chuyên viên' },
      ...{ role, state, dueOn, open, startedAt: at, doneAt: state === 'done' ? at : null, result: null },
    };
    waiting.add(assignments, assignment);
  });
}

function handlersOf(dice: Dice, specialists: readonly Actor[], day: string, isInWork: boolean): Handler[] {
  const first = dice.below(specialists.length);
  const roles = (['main', 'co-handler', 'for-information'] as const).slice(0, 1 + dice.below(3));
  const handlers = roles.map((role, place) => ({
    positionId: specialists[(first + place * 7) % specialists.length]?.positionId ?? '',
    role,
    state: isInWork ? ('in-progress' as const) : ('done' as const),
    dueOn: addWorkingDays(day, 10),
    open: isInWork && role !== 'for-information',
  }));
  // Where there are few, one of them comes up twice: nobody has two parts in a document.
  return [...new Map(handlers.toReversed().map((handler) => [handler.positionId, handler])).values()].toReversed();
}

function outgoing({ staff, dice, index, left, day, register, variant }: Place, waiting: Waiting): void {
  const { clerk, leader, specialists } = staff;
  const { agencyId } = clerk;
  const id = idOf(`${variant.salt}outgoing`, index);
  const drafter = dice.pick(specialists);
  const at = momentOf(day, index);
  const signed = { signedAt: at, certificateSha256: createHash('sha256').update('leader').digest('hex') };
  const isIssued = left > UNISSUED;
  if (isIssued) register.last += 1;
  const numbering = { registerId: register.id, number: register.last, year: Number(day.slice(0, 4)) };
  const state: OutgoingState = isIssued
    ? { status: 'issued', ...signed, ...numbering, issuedOn: day, numberedAt: at, issuedAt: at }
    : dice.pick([{ status: 'draft' }, { status: 'submitted', submittedAt: at }, { status: 'signed', ...signed }]);
  const recipients = Array.from({ length: 1 + dice.below(2) }, () => ({
    ...{ agencyId: null, name: anOffice(dice), paperCopies: dice.oneIn(8) ? 1 : 0, paperReason: null },
  }));
  const main = aFileOf('outgoing', index);
  const described = {
    ...{ state, notation: 'SNV-VP', typeName: 'Công văn', recipients, description: null },
    subject: `${aSubject(dice)}${variant.also(index)}`,
    signer: {
      ...{ positionId: leader.positionId, personId: leader.personId, name: leader.name, title: 'Giám đốc' },
      capacity: ['GIÁM ĐỐC'],
    },
  };
  const document: OutgoingDocument = {
    ...described,
    description: variant.text(index),
    ...{ id, version: 6, agencyId, medium: 'electronic', typeCode: 'cong-van', unitId: null, bodyId: null },
    drafter: { positionId: drafter.positionId, name: drafter.name },
    ...{ priority: 0, replyBy: null, answersDocumentIds: [] },
    letter: dice.oneIn(2) ? { addressees: recipients.map(({ name }) => name), body: aBody(dice), copies: [] } : null,
    ...{ source: null, main, attachments: [], places: [], placeNotes: [], notice: null, verdict: 'valid' },
    ...{ createdAt: at, updatedAt: at, participants: [drafter.positionId, leader.positionId] },
    words: wordsOfOutgoing(described),
  };
  waiting.add(outgoingDocuments, document);
  if (isIssued)
    recipients.forEach((recipient, place) => {
      waiting.add(deliveries, deliveryOf(dice, document, { recipient, place, index, at, salt: variant.salt }));
    });
}

interface Sent {
  readonly recipient: OutgoingDocument['recipients'][number];
  readonly place: number;
  readonly index: number;
  readonly at: Date;
  readonly salt: string;
}

/** Nine in ten electronic and receipted, the rest on paper; one in a thousand refused. */
function deliveryOf(dice: Dice, { agencyId, id }: OutgoingDocument, sent: Sent): Delivery {
  const { recipient, place, index, at, salt } = sent;
  const { name, paperCopies } = recipient;
  const kept = { id: idOf(`${salt}delivery-${place}`, index), version: 4, agencyId, documentId: id, createdAt: at };
  if (dice.oneIn(10)) {
    return {
      ...kept,
      recipient: { name },
      channel: 'paper',
      paperCopies: 1,
      state: 'paper',
      attempts: 0,
      receipts: [],
    };
  }
  const state = dice.oneIn(1_000) ? 'refused' : 'done';
  const sha256 = createHash('sha256').update(`${id} ${place}`).digest('hex');
  const receipt = (sequence: number, code: '01' | '03' | '06') =>
    ({ sequence, code, at, recordedAt: at, verdict: 'valid', sha256, signatureSha256: sha256 }) as const;
  return {
    ...kept,
    recipient: { name, code: 'H99.1' },
    ...{
      channel: 'electronic',
      paperCopies,
      state,
      messageId: idOf(`${salt}message-${place}`, index),
      sentAt: at,
      attempts: 1,
    },
    ...{ envelopeSha256: sha256, envelopeSignatureSha256: sha256, recipientVerdict: 'valid' },
    receipts: [receipt(1, '01'), receipt(2, '03'), receipt(3, '06')],
  };
}

/** The day on which the documents end. */
export function lastDay(): string {
  return dayInVietnam(new Date());
}
