import type { Actor } from '../../platform/actor.ts';
import { addWorkingDays, dayInVietnam } from '../../platform/calendar.ts';
import type { Row } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { fold, foldCode } from '../../platform/text/fold.ts';
import { searchWords } from '../../platform/text/search-words.ts';
import type { DocumentFile, Verdict } from '../documents/document-file.ts';
import { type Code, codeForms, joinCode } from '../documents/notation.ts';
import { mayAgreeToVoid, mayDecideVoid, type VoidRequest } from '../documents/void-request.ts';
import { registerClosed } from '../registers/register.ts';
import type { WayBack } from './way-back.ts';

/** A position that has a part in handling a document, as routing reports it. */
export interface Handler {
  readonly positionId: string;
  readonly role: 'main' | 'co-handler' | 'for-information';
  readonly state: 'new' | 'in-progress' | 'done';
  /** By when, as the directive says or else the document. */
  readonly dueOn: string | null;
  /** Whether work is expected of them: not once they are done, nor once the main handler is. */
  readonly open: boolean;
}

/** The input fields of an incoming document (NĐ 30/2020 Phụ lục VI Phần II). */
export interface InputFields extends Code {
  readonly typeCode: string;
  /** Name of a type whose code is none that is known. */
  readonly typeName: string | null;
  readonly issuedOn: string;
  /** `code` is that of an agency of another deployment, which sent it. */
  readonly issuer: { readonly agencyId: string | null; readonly code?: string | null; readonly name: string };
  /** *Trích yếu.* */
  readonly subject: string;
  readonly language: string;
  readonly pageAmount: number | null;
  readonly description: string | null;
  readonly signer: { readonly position: string | null; readonly fullName: string | null };
  readonly priority: number;
  /** Today when it is not given. */
  readonly arrivedOn: string | null;
  readonly dueOn: string | null;
  readonly toPlaces: string | null;
}

/** How far the handling of an incoming document has come. */
export type HandlingState = 'registered' | 'presented' | 'assigned' | 'in-progress' | 'done';

/** Somebody asks to void the number; until a second person decides, nobody handles the document. */
export interface IncomingVoidRequest extends VoidRequest {
  /** Where the document goes back to when its number is kept. */
  readonly stateBefore: HandlingState;
}

/** Incoming document — *văn bản đến*: its number in the register, the fields of NĐ 30/2020 Phụ lục VI, the bytes as received. */
export interface IncomingDocument extends Row, Omit<InputFields, 'arrivedOn' | 'typeName'> {
  readonly agencyId: string;
  readonly registerId: string;
  readonly number: number;
  readonly year: number;
  readonly registeredAt: Date;
  readonly registeredBy: { readonly positionId: string; readonly name: string };
  readonly arrivedOn: string;
  readonly typeName: string;
  readonly code: string;
  readonly source: 'upload' | 'exchange';
  readonly arrivalId: string | null;
  /** The unit whom its sender means it for, in the sender’s words. */
  readonly forUnit?: string;
  readonly verdict: Verdict;
  readonly files: readonly DocumentFile[];
  readonly mainSha256: string;
  /** The same for documents that may be one and the same: year, number, symbol and issuer, folded. */
  readonly duplicateKey: string | null;
  readonly duplicateReason: string | null;
  /** Why it was registered although the signatures were known not to be valid. */
  readonly verdictReason?: string | null;
  readonly state: HandlingState | 'void-asked' | 'voided' | 'recalled';
  readonly voidRequest?: IncomingVoidRequest;
  readonly voided?: Pick<VoidRequest, 'at' | 'by'>;
  /** Its sender has taken it back; `toTell` are the positions that acted on it and have not said yet that they know. */
  readonly recalled?: {
    /** *Recalled* where nothing else is said. */
    readonly way?: WayBack;
    readonly at: Date;
    readonly reason: string;
    readonly by: string;
    readonly toTell: readonly string[];
  };
  /** Its sender has corrected it, last then and for this reason; `toTell` are the positions that acted on it and have not said yet that they know. */
  readonly updated?: {
    readonly at: Date;
    readonly reason: string;
    readonly by: string;
    readonly toTell: readonly string[];
  };
  readonly handlers: readonly Handler[];
  /** The leader whose directive it waits for. */
  readonly presentedTo?: string;
  /** Outgoing documents that answer it; `refused` by whoever asked, one answers nothing. */
  readonly answeredBy: readonly { readonly documentId: string; readonly code: string; readonly refused?: boolean }[];
  /** Positions that may read it beside clerks and leaders. */
  readonly participants: readonly string[];
  readonly words: readonly string[];
}

/** What lists and due work show of an incoming document: they read no more. */
export const listedFields = [
  ...(['version', 'number', 'year', 'registeredAt', 'arrivedOn', 'code', 'typeName', 'subject', 'issuer'] as const),
  ...(['issuedOn', 'priority', 'dueOn', 'state', 'source', 'verdict', 'handlers', 'answeredBy'] as const),
  ...(['presentedTo', 'voidRequest', 'recalled', 'updated'] as const),
] as const satisfies readonly (keyof IncomingDocument)[];

/** An incoming document as lists read it. */
export type ListedIncoming = Pick<IncomingDocument, 'id' | (typeof listedFields)[number]>;

/** Refuses dates that cannot be: arrived after today, issued after arriving, due before being issued; and a book that is closed. */
export function checkDates(
  dates: { readonly issuedOn: string; readonly arrivedOn: string; readonly dueOn: string | null },
  today: string,
): void {
  if (dates.arrivedOn > today) throw dateOutOfRange('arrivedOn', 'lies in the future');
  if (dates.issuedOn > dates.arrivedOn) throw dateOutOfRange('issuedOn', 'is later than the arrival');
  checkTerm(dates);
  const [yearOfArrival, thisYear] = [dates.arrivedOn, today].map((day) => Number(day.slice(0, 4)));
  // Incoming numbers follow the time of receipt within the year (NĐ 30/2020 Điều 22.2): last year's book is closed.
  if (yearOfArrival !== thisYear)
    throw registerClosed({ kind: 'incoming', year: Number(yearOfArrival) }, Number(thisYear));
}

/** Refuses a term that is over before the document is issued. */
export function checkTerm({ issuedOn, dueOn }: { readonly issuedOn: string; readonly dueOn: string | null }): void {
  if (dueOn !== null && dueOn < issuedOn) throw dateOutOfRange('dueOn', 'is before the day of issue');
}

function dateOutOfRange(field: string, detail: string): DomainError {
  return new DomainError('invalid', 'date-out-of-range', `${field} ${detail}`, {
    fields: [{ pointer: `/body/${field}`, code: 'date-out-of-range', detail }],
  });
}

/** What two registrations of one document have in common (Phụ lục VI III.1h): symbols repeat from year to year, so the year counts too. */
export function duplicateKey(code: Code, issuerName: string, issuedOn: string): string | null {
  const { codeNumber, codeNotation } = code;
  if (codeNumber === null || codeNotation === null) return null;
  const number = codeNumber.replace(/^0+(?=.)/, '');
  return [issuedOn.slice(0, 4), fold(number), foldCode(codeNotation), fold(issuerName)].join('|');
}

/**
 * The last day for presenting it and giving a directive: the working day after its registration (NĐ 30/2020 Điều 23.1), or the end of its
 * own term where that is earlier.
 */
export function directBy({ registeredAt, dueOn }: Pick<IncomingDocument, 'registeredAt' | 'dueOn'>): string {
  const day = addWorkingDays(dayInVietnam(registeredAt), 1);
  return dueOn !== null && dueOn < day ? dueOn : day;
}

/**
 * By when the next step is to be taken, as home, lists and the page of the document all say it: until somebody handles it the directive,
 * then the part of whoever looks, if work is expected of them, else that of the main handler. Null where no term runs.
 */
export function nextBy(document: ListedIncoming, positionId: string): string | null {
  const { state, handlers } = document;
  if (state === 'done' || isOver(document) || isAnswered(document)) return null;
  if (handlers.length === 0) return directBy(document);
  const own = handlers.find((handler) => handler.open && handler.positionId === positionId);
  return (own ?? handlers.find(({ role }) => role === 'main'))?.dueOn ?? null;
}

/** Whether nothing is done with it any more: its number was voided, or its sender has taken it back. */
export function isOver({ state }: Pick<IncomingDocument, 'state'>): boolean {
  return state === 'voided' || state === 'recalled';
}

/** Refuses to build anything on a document that its sender has taken back (409). */
export function refuseRecalled({ state }: Pick<IncomingDocument, 'state'>): void {
  if (state === 'recalled') throw new DomainError('conflict', 'document-recalled', 'Its sender has taken it back');
}

/** Whether it is answered — *đã trả lời*: by an outgoing document that was issued, and not refused by whoever asked. */
export function isAnswered({ answeredBy }: Pick<IncomingDocument, 'answeredBy'>): boolean {
  return answeredBy.some(({ refused }) => refused !== true);
}

/** The words under which the document is found. */
export function wordsOf(
  document: Pick<IncomingDocument, 'subject' | 'typeName' | 'issuer' | 'signer' | 'description' | 'number'> & Code,
): string[] {
  const { subject, typeName, issuer, signer, description, number } = document;
  const codes = codeForms(joinCode(document));
  return searchWords(
    ...codes,
    String(number),
    subject,
    typeName,
    issuer.name,
    signer.fullName ?? '',
    description ?? '',
  );
}

/** What can be done about an incoming document. */
export type HandlingAct = (typeof acts)[number];
const acts = [
  'present',
  'direct',
  'start',
  'finish',
  'answer',
  'correct',
  'request-void',
  'void',
  'keep-number',
  'note-recall',
  'note-update',
] as const;

/** What the actor may do to the document now (NĐ 30/2020 Điều 23, 24); reading is a question of its own. */
export function allowedActs(actor: Actor, document: IncomingDocument): HandlingAct[] {
  return acts.filter((act) => may(actor, act, document));
}

/** Whether the actor may do this to the document now. */
function may(actor: Actor, act: HandlingAct, document: IncomingDocument): boolean {
  if (!isTimeFor(act, document)) return false;
  const isClerk = actor.roles.includes('clerk');
  const untouched = document.state === 'registered' || document.state === 'presented';
  const mine = document.handlers.find(
    ({ positionId, role }) => positionId === actor.positionId && role !== 'for-information',
  );
  const isMine = mine?.open === true;
  // Nothing is expected of who has answered, but the sender is told that it is done only by them.
  const endsAnswered = isAnswered(document) && document.state !== 'done' && mine !== undefined && mine.state !== 'done';
  switch (act) {
    case 'present':
      return isClerk && untouched;
    case 'direct':
      if (document.state === 'done') return false;
      if (actor.roles.includes('leader')) return true;
      if (isClerk && untouched) return true;
      return actor.roles.includes('unit-head') && isMine;
    case 'start':
      return isMine && mine?.state === 'new';
    case 'finish':
      return isMine || endsAnswered;
    case 'answer':
      return mine !== undefined;
    case 'correct':
      return isClerk;
    case 'request-void':
      // The sender of an exchange holds a signed receipt that its document has this number.
      return isClerk && untouched && document.source === 'upload';
    case 'void':
      return mayAgreeToVoid(actor, document.voidRequest);
    case 'keep-number':
      return mayDecideVoid(actor);
    case 'note-recall':
      return document.recalled?.toTell.includes(actor.positionId) === true;
    case 'note-update':
      return document.updated?.toTell.includes(actor.positionId) === true;
  }
}

/**
 * Whether the state of the document permits the act: while a request to void its number is open only deciding that request, once the
 * number is voided nothing, once its sender has taken it back only saying that one knows, otherwise everything but these.
 */
function isTimeFor(act: HandlingAct, { state }: IncomingDocument): boolean {
  if (act === 'note-recall' || state === 'recalled') return act === 'note-recall' && state === 'recalled';
  const decides = act === 'void' || act === 'keep-number';
  return state !== 'voided' && decides === (state === 'void-asked');
}

/** Refuses an act on a document that is done with or taken back, or whose number is or may be voided (409), or that is another's (403). */
export function demandHandling(actor: Actor, act: HandlingAct, document: IncomingDocument): void {
  if (may(actor, act, document)) return;
  const { state } = document;
  if (state === 'done' || !isTimeFor(act, document)) {
    throw new DomainError('conflict', 'wrong-state', `The document is ${state}`, { extra: { state } });
  }
  throw new DomainError('not-permitted', 'not-yours', 'This act belongs to another position, or was done already');
}
