import { dayInVietnam, workingDayFrom, yearInVietnam } from '../../platform/calendar.ts';
import type { Row } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { searchWords } from '../../platform/text/search-words.ts';
import type { DocumentFile, Verdict } from '../documents/document-file.ts';
import { codeForms, codeOf } from '../documents/notation.ts';
import type { VoidRequest } from '../documents/void-request.ts';
import type { RecallRequest } from './recall/recall-request.ts';
import type { RecipientOf } from './recipients/recipient.ts';

/** Who signs, as it will stand on the document: *quyền hạn, chức vụ, họ tên*. */
export interface Signatory {
  readonly positionId: string;
  readonly personId: string;
  readonly name: string;
  readonly title: string;
  readonly capacity: readonly string[];
}

/** The text of a document written in the app. */
export interface Letter {
  /** *Kính gửi.* */
  readonly addressees: readonly string[];
  readonly body: string;
  /** *Nơi nhận* beside the recipients. */
  readonly copies: readonly string[];
}

/** A prepared place on a page, in PDF points from its lower left corner. */
export interface Place {
  readonly name: 'number' | 'day' | 'month' | 'year' | 'leader' | 'seal';
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** By whose key and when a document was signed. */
export interface Signed {
  readonly signedAt: Date;
  readonly certificateSha256: string;
}

/** Number and date of a document; once given they are this document's for good (NĐ 30/2020 Điều 15). */
export interface Numbering {
  readonly registerId: string;
  readonly number: number;
  readonly year: number;
  readonly issuedOn: string;
  readonly numberedAt: Date;
}

/** The document in whose place another one is issued — *thay thế* –, and why. */
export interface Replaced {
  readonly documentId: string;
  readonly code: string;
  readonly reason: string;
}

/** What was said of an issued document once it was corrected: its place among all corrections of it, by whom, and why. */
export interface Correction extends Pick<OutgoingDocument, (typeof correctable)[number]> {
  readonly sequence: number;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/** What can be corrected of an issued document; by number, symbol and day it is known, and its file is signed. */
export const correctable = ['subject', 'priority', 'replyBy', 'description'] as const;
/** The urgency and subject of a text that was written here stand in what was signed. */
const signedInText = ['subject', 'priority'] as const;

/** Refuses to correct what the signed text of a document says; what was typed beside a file that was sent in may differ from that. */
export function refuseSigned({ letter }: Pick<OutgoingDocument, 'letter'>, fields: readonly string[]): void {
  const signed = letter === null ? [] : signedInText.filter((field) => fields.includes(field));
  if (signed.length === 0) return;
  throw new DomainError('conflict', 'signed-and-sent', 'What its signed text says is mended by another document', {
    fields: signed.map((field) => ({
      pointer: `/body/${field}`,
      code: 'signed-and-sent',
      detail: 'is in the signed text',
    })),
  });
}

/** Where an outgoing document stands; a document signed in ink begins at *issued*. */
export type OutgoingState =
  | { readonly status: 'draft' }
  | { readonly status: 'preparing'; readonly submittedAt: Date }
  | { readonly status: 'submitted'; readonly submittedAt: Date }
  | ({ readonly status: 'signed' } & Signed)
  | ({ readonly status: 'numbered'; readonly voidRequest?: VoidRequest } & Signed & Numbering)
  | ({ readonly status: 'issued'; readonly issuedAt: Date; readonly recallRequest?: RecallRequest } & Partial<Signed> &
      Numbering)
  | ({
      readonly status: 'recalled';
      readonly issuedAt: Date;
      readonly recalledAt: Date;
      readonly recallRequest: RecallRequest;
      readonly recalledBy: RecallRequest['by'];
      /** The document that was issued in its place; it was recalled by that. */
      readonly replacedBy?: Omit<Replaced, 'reason'>;
    } & Partial<Signed> &
      Numbering)
  | ({
      readonly status: 'voided';
      readonly voidedAt: Date;
      readonly voidReason: string;
      readonly voidRequest?: VoidRequest;
      readonly voidedBy?: VoidRequest['by'];
    } & Signed &
      Numbering);

/** Outgoing document — *văn bản đi* — from its first draft to its issue. */
export interface OutgoingDocument extends Row {
  readonly agencyId: string;
  readonly state: OutgoingState;
  readonly medium: 'electronic' | 'ink';
  readonly typeCode: string;
  readonly typeName: string;
  /** Symbol without the number — *ký hiệu*. */
  readonly notation: string;
  readonly subject: string;
  readonly unitId: string | null;
  /** The advisory body of the agency in whose name it is issued, with numbers of its own. */
  readonly bodyId: string | null;
  readonly signer: Signatory;
  readonly drafter: { readonly positionId: string; readonly name: string };
  readonly recipients: readonly RecipientOf[];
  readonly priority: number;
  readonly replyBy: string | null;
  readonly description: string | null;
  /** The incoming documents that it answers. */
  readonly answersDocumentIds: readonly string[];
  readonly replaces?: Replaced | null;
  /** What was corrected since its issue, in order. */
  readonly corrections?: readonly Correction[];
  /** What it is made from: the text to render, or the PDF that was uploaded. */
  readonly letter: Letter | null;
  readonly source: DocumentFile | null;
  /** The bytes as they stand now: uploaded, prepared, signed or sealed; null while there is only a text. */
  readonly main: DocumentFile | null;
  readonly attachments: readonly DocumentFile[];
  readonly places: readonly Place[];
  readonly placeNotes: readonly string[];
  /** The year that is printed beside the empty day and month, where there is one: number and date are of that year or false. */
  readonly yearOnPage?: number | null;
  readonly notice: {
    readonly kind: 'returned' | 'handed-over' | 'prepare-failed' | 'seal-failed';
    readonly text: string;
    readonly at: Date;
  } | null;
  readonly verdict: Verdict;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** A draft that was deleted; nobody reads it any more. */
  readonly deletedAt?: Date;
  /** Positions that may read it beside clerks and leaders. */
  readonly participants: readonly string[];
  readonly words: readonly string[];
}

/** What lists and due work show of an outgoing document: they read no more. */
export const listedFields = [
  ...(['version', 'state', 'medium', 'typeCode', 'typeName', 'notation', 'subject', 'signer', 'drafter'] as const),
  ...(['recipients', 'priority', 'replyBy', 'notice', 'updatedAt'] as const),
] as const satisfies readonly (keyof OutgoingDocument)[];

/** An outgoing document as lists read it. */
export type ListedOutgoing = Pick<OutgoingDocument, 'id' | (typeof listedFields)[number]>;

/** A document that has its number. */
export type NumberedState = Extract<OutgoingState, Numbering>;

/** Number and date when there are any. */
export function numberingOf({ state }: Pick<OutgoingDocument, 'state'>): NumberedState | undefined {
  return 'number' in state ? state : undefined;
}

/** The state of a document whose act is only for numbered ones. */
export function numberedState({ state }: OutgoingDocument): Extract<OutgoingState, { status: 'numbered' }> {
  if (state.status !== 'numbered') throw new Error('Only a numbered document gets here');
  return state;
}

/** The state of a document whose act is only for issued ones. */
export function issuedState({ state }: OutgoingDocument): Extract<OutgoingState, { status: 'issued' }> {
  if (state.status !== 'issued') throw new Error('Only an issued document gets here');
  return state;
}

/** *Số, ký hiệu* as it is shown: `05/BNV-VP`, or `…/BNV-VP` before it is numbered. */
export function codeOfOutgoing(document: Pick<OutgoingDocument, 'state' | 'notation'>): string {
  return codeOf(numberingOf(document)?.number, document.notation);
}

/**
 * The day of signing, or the working day after it when offices are closed, on which what is signed is to be numbered and issued (NĐ 30/2020
 * Điều 15.2, 18.1). Null before and after, and for what was signed in ink.
 */
export function issueBy({ state }: Pick<OutgoingDocument, 'state'>): string | null {
  if (state.status !== 'signed' && state.status !== 'numbered') return null;
  return state.signedAt ? workingDayFrom(dayInVietnam(state.signedAt)) : null;
}

/** Refuses a number of this year for what was signed last year: the year stands in the signed text and would be false. */
export function checkYear(signedAt: Date, now: Date): void {
  if (yearInVietnam(signedAt) === yearInVietnam(now)) return;
  throw new DomainError(
    'conflict',
    'signed-last-year',
    `Signed in ${yearInVietnam(signedAt)}: the date in it names that year`,
  );
}

/**
 * Refuses to sign or number a document in another year than is printed in its date: day and month would be filled in beside it. A year
 * to come may wait with its signer; one that is over never comes right.
 */
export function checkYearOnPage(year: number | null | undefined, now: Date): void {
  if (year === null || year === undefined || year === yearInVietnam(now)) return;
  throw new DomainError('conflict', 'dated-another-year', `The year ${year} is printed in its date`, {
    extra: { year },
  });
}

/** The words under which the document is found. */
export function wordsOf(
  document: Pick<
    OutgoingDocument,
    'state' | 'notation' | 'subject' | 'typeName' | 'signer' | 'recipients' | 'description'
  >,
): string[] {
  const { notation, subject, typeName, signer, recipients, description } = document;
  const codes = numberingOf(document) ? codeForms(codeOfOutgoing(document)) : [notation];
  return searchWords(
    ...codes,
    subject,
    typeName,
    signer.name,
    ...recipients.map(({ name }) => name),
    description ?? '',
  );
}
