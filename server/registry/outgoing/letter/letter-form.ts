import { yearInVietnam } from '../../../platform/calendar.ts';
import { fold } from '../../../platform/text/fold.ts';
import { keptBy } from '../../documents/kept-by.ts';
import { CONG_VAN } from '../../registers/document-type.ts';
import type { Letter, OutgoingDocument } from '../outgoing-document.ts';
import { kindOf, printedName } from '../recipients/recipient.ts';

/** What a letter says and for whom, as far as its printed form shows it. */
export type LetterContent = Pick<
  OutgoingDocument,
  'typeCode' | 'typeName' | 'notation' | 'subject' | 'recipients' | 'priority' | 'signer'
> & { readonly letter: Letter };

/** The letterhead of the issuing agency. */
export interface Issuer {
  readonly name: string;
  readonly parentName: string | null;
  readonly place: string;
  /** Symbol of the drafting unit, in the line *Lưu*. */
  readonly unitSymbol?: string | undefined;
}

/** The data of the printed form in the layout of NĐ 30/2020 Phụ lục I: for công văn with V/v, for every other type with its name. */
export interface LetterForm {
  readonly template: 'cong-van' | 'named-type';
  readonly data: Readonly<Record<string, unknown>>;
}

const urgencies = [undefined, 'urgent', 'very-urgent', 'flash'];
const capitals = (text: string) => text.toLocaleUpperCase('vi');

/** Lays a letter out; number, day and month stay empty places that are filled when it is numbered. */
export function letterForm(content: LetterContent, issuer: Issuer, at: Date): LetterForm {
  const { typeCode, typeName, notation, subject, priority, signer, letter } = content;
  const isCongVan = typeCode === CONG_VAN;
  // Whoever typed it has written it out, or in short; on the page it stands once.
  const about = `V/v ${subject.replace(/^(?:v\/v|về việc)\s+/iu, '')}`;
  const { bases, paragraphs } = partsOf(letter.body);
  const capacity = signer.capacity.length > 0 ? signer.capacity : [signer.title];
  const common = {
    title: isCongVan ? about : `${typeName} ${subject}`,
    agency: capitals(issuer.name),
    parentAgency: issuer.parentName === null ? undefined : capitals(issuer.parentName),
    notation,
    place: issuer.place,
    year: yearInVietnam(at),
    urgency: urgencies[priority],
    addressees: addressees(content, isCongVan),
    capacity: capacity.map(capitals),
    signer: signer.name,
    distribution: distribution(content, isCongVan, issuer.unitSymbol),
  };
  if (isCongVan)
    return { template: 'cong-van', data: { ...common, aboutLine: about, paragraphs: [...bases, ...paragraphs] } };
  const decision =
    typeCode === 'quyet-dinh' ? { authority: authority(capacity, issuer.name), decides: 'QUYẾT ĐỊNH:' } : {};
  return {
    template: 'named-type',
    data: {
      ...common,
      ...decision,
      typeName: capitals(typeName),
      subject,
      bases: bases.map(({ text }) => text),
      paragraphs,
    },
  };
}

interface Paragraph {
  readonly text: string;
}

/** The grounds a document rests on — *căn cứ* — stand in italics before what it says. */
function partsOf(body: string): { bases: Paragraph[]; paragraphs: Paragraph[] } {
  const lines = body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const first = lines.findIndex((line) => !/^(căn cứ|theo đề nghị|xét đề nghị) /iu.test(line));
  const end = first === -1 ? lines.length : first;
  return {
    bases: lines.slice(0, end).map((text) => ({ text })),
    paragraphs: lines.slice(end).map((text) => ({ text })),
  };
}

function addressees({ letter, recipients }: LetterContent, isCongVan: boolean): string[] {
  if (letter.addressees.length > 0) return [...letter.addressees];
  return isCongVan ? addressed(recipients).map(printedName) : [];
}

/** Whom a công văn is addressed to: units of the agency itself only where it goes to nobody else. */
function addressed(recipients: LetterContent['recipients']): LetterContent['recipients'] {
  const others = recipients.filter((recipient) => kindOf(recipient) !== 'unit');
  return others.length > 0 ? others : recipients;
}

/** *Nơi nhận*: the recipients (in a công văn above already, but for units of the agency), further copies, and where it is kept. */
function distribution(
  { letter, recipients }: LetterContent,
  isCongVan: boolean,
  unitSymbol: string | undefined,
): string[] {
  const above = new Set(isCongVan ? addressed(recipients) : []);
  const below = recipients.filter((recipient) => !above.has(recipient)).map(printedName);
  const first = isCongVan ? ['Như trên', ...below] : below;
  const copies = [...first, ...letter.copies].map((name) => `${name.replace(/[;.]+$/u, '')};`);
  return [...copies, `Lưu: ${keptBy(unitSymbol)}.`];
}

/** Who decides, above the grounds: *GIÁM ĐỐC SỞ NỘI VỤ*, or the collective body itself. */
function authority(capacity: readonly string[], agencyName: string): string {
  const head = (capacity[0] ?? '').replace(/^(TM|KT|TL|TUQ|Q)\.\s*/u, '');
  return capitals(fold(agencyName).startsWith(fold(head)) ? agencyName : `${head} ${agencyName}`);
}
