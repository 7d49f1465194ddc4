import { dayInVietnam, formatDay, formatMoment } from '../../platform/calendar.ts';
import { keptBy } from '../documents/kept-by.ts';
import type { IncomingDocument } from '../incoming/incoming-document.ts';
import type { WayBack } from '../incoming/way-back.ts';
import { codeOfOutgoing, type NumberedState, type OutgoingDocument } from '../outgoing/outgoing-document.ts';
import { printedName, type Recipient, type RecipientOf } from '../outgoing/recipients/recipient.ts';
import { written } from '../registers/register.ts';
import type { RegisterKind } from '../registers/series.ts';
import type { ImportedEntry } from './imported-entry.ts';

/**
 * A line of the book: its number, the document where there is one here, whether the number counts no longer, and the columns of its form
 * (NĐ 30/2020 Phụ lục IV) in their order – outgoing: code, date, type and subject, signer, recipients, keeper of the copy, how many, day of
 * sending, receipt, note; incoming: day of arrival, number, issuer, code, date, type and subject, receiver, day of handing on, receipt, note.
 */
export interface BookRow {
  readonly number: number;
  readonly documentId: string | null;
  readonly voided: boolean;
  readonly cells: readonly string[];
}

/** What is read of an incoming document for its line. */
export const incomingFields = [
  'number',
  'arrivedOn',
  'issuer',
  'code',
  'issuedOn',
  'typeName',
  'subject',
  'toPlaces',
  'handlers',
  'presentedTo',
  'description',
  'state',
  'voidRequest',
  'recalled',
] as const satisfies readonly (keyof IncomingDocument)[];

/** What is read of an outgoing document for its line. */
export const outgoingFields = [
  'state',
  'notation',
  'typeName',
  'subject',
  'signer',
  'recipients',
  'unitId',
  'medium',
  'description',
] as const satisfies readonly (keyof OutgoingDocument)[];

/** When an incoming document was first passed on, and who has it, the main handler first, each since they said so. */
export interface HandedOver {
  readonly at: Date;
  readonly receivers: readonly Receiver[];
}

/** Whom a document was handed to, and since when they have it. */
export interface Receiver {
  readonly name: string;
  readonly receivedAt: Date | null;
}

/** Whom an incoming document went to, as the clerk or the directive says, and how it was passed on, if it was. */
export interface PassedOn {
  readonly receiver: string;
  readonly handed: HandedOver | undefined;
}

/** The line of an incoming document; who handles it is its receiver where the clerk wrote nobody down. */
export function incomingRow(
  document: Pick<IncomingDocument, 'id' | (typeof incomingFields)[number]>,
  { receiver, handed }: PassedOn,
): BookRow {
  const { id, number, arrivedOn, issuer, code, issuedOn, toPlaces, state } = document;
  return {
    number,
    documentId: id,
    voided: state === 'voided',
    cells: [
      formatDay(arrivedOn),
      written(number),
      issuer.name,
      code,
      formatDay(issuedOn),
      titleOf(document),
      toPlaces ?? receiver,
      dayOf(handed),
      signedIn(handed?.receivers[0]?.receivedAt ?? null),
      noteOfIncoming(document),
    ],
  };
}

/**
 * The line of an incoming document in the *sổ chuyển giao văn bản đến*: day of handing on; number; everybody it went to; who of them has signed
 * for it and when, in place of the pen; note.
 */
export function handedRow(
  document: Pick<IncomingDocument, 'id' | (typeof incomingFields)[number]>,
  { receiver, handed }: PassedOn,
): BookRow {
  const { id, number, toPlaces, state } = document;
  const receivers = handed?.receivers ?? [];
  const signed = receivers.flatMap(({ name, receivedAt }) => (receivedAt ? `${name}: ${signedIn(receivedAt)}` : []));
  return {
    number,
    documentId: id,
    voided: state === 'voided',
    cells: [
      dayOf(handed),
      written(number),
      receivers.length === 0 ? (toPlaces ?? receiver) : receivers.map(({ name }) => name).join('; '),
      signed.join('; '),
      noteOfIncoming(document),
    ],
  };
}

function dayOf(handed: HandedOver | undefined): string {
  return handed ? formatDay(dayInVietnam(handed.at)) : '';
}

/** *Ký nhận* where it was an act and no stroke of a pen, for which the place stays empty. */
function signedIn(at: Date | null): string {
  return at ? `điện tử ${formatMoment(at)}` : '';
}

/** *Ghi chú*: why its number or the document counts no longer, else what the clerk noted. */
export function noteOfIncoming({
  description,
  state,
  voidRequest,
  recalled,
}: Pick<IncomingDocument, (typeof incomingFields)[number]>): string {
  if (state === 'voided') return voidNote(voidRequest?.reason);
  return recalled ? `${wordsOfBack[recalled.way ?? 'recalled']}: ${recalled.reason}` : (description ?? '');
}

const wordsOfBack: Readonly<Record<WayBack, string>> = {
  recalled: 'Nơi gửi thu hồi',
  'given-back': 'Nơi gửi lấy lại',
  replaced: 'Nơi gửi thay thế',
};

/** The line of an outgoing document with its number, drafted by the unit with this symbol. */
export function outgoingRow(
  document: Pick<OutgoingDocument, 'id' | (typeof outgoingFields)[number]>,
  state: NumberedState,
  unitSymbol: string | undefined,
): BookRow {
  const { id, signer, recipients, medium } = document;
  // What was signed in ink goes to everybody on paper: by one copy where no more were asked for (`create-deliveries.ts`).
  const papersFor = ({ paperCopies }: Recipient) => (medium === 'ink' ? Math.max(paperCopies, 1) : paperCopies);
  const papers = recipients.reduce((sum, recipient) => sum + papersFor(recipient), 0);
  return {
    number: state.number,
    documentId: id,
    voided: state.status === 'voided',
    cells: [
      codeOfOutgoing(document),
      formatDay(state.issuedOn),
      titleOf(document),
      signer.name,
      recipients.map(recipientOf).join('; '),
      keptBy(unitSymbol),
      [medium === 'electronic' ? 'điện tử' : '', papers > 0 ? `${papers} bản giấy` : ''].filter(Boolean).join(', '),
      state.status === 'issued' || state.status === 'recalled' ? formatDay(dayInVietnam(state.issuedAt)) : '',
      '',
      noteOf(document, state),
    ],
  };
}

/** A recipient that was added after the issue is told from those it was issued to. */
function recipientOf({ added, ...recipient }: RecipientOf): string {
  const name = printedName(recipient);
  return added ? `${name} (gửi bổ sung ${formatDay(dayInVietnam(added.at))})` : name;
}

function noteOf({ description }: Pick<OutgoingDocument, 'description'>, state: NumberedState): string {
  if (state.status === 'voided') return voidNote(state.voidReason);
  if (state.status === 'recalled') {
    const { replacedBy, recallRequest } = state;
    return `${replacedBy ? `Thay thế bằng ${replacedBy.code}` : 'Thu hồi'}: ${recallRequest.reason}`;
  }
  return state.status === 'numbered' ? 'Chưa phát hành' : (description ?? '');
}

/** The line an old book had, in the columns of its kind. */
export function importedRow(kind: RegisterKind, entry: ImportedEntry): BookRow {
  const { number, date, code, issuedOn, subject, party, signer, voidReason } = entry;
  const note = voidReason === null ? (entry.note ?? '') : voidNote(voidReason);
  const [day, issued] = [formatDay(date), issuedOn === null ? '' : formatDay(issuedOn)];
  return {
    number,
    documentId: null,
    voided: voidReason !== null,
    cells:
      kind === 'incoming'
        ? [day, written(number), party, code, issued, subject, '', '', '', note]
        : [code, day, subject, signer ?? '', party, '', '', '', '', note],
  };
}

function voidNote(reason = ''): string {
  return reason === '' ? 'Huỷ số' : `Huỷ số: ${reason}`;
}

/** *Tên loại và trích yếu.* */
function titleOf({ typeName, subject }: { readonly typeName: string; readonly subject: string }): string {
  return `${typeName}: ${subject}`;
}
