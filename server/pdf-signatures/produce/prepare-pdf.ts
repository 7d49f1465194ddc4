import { DomainError } from '../../platform/errors.ts';
import { refuseDeepNesting } from '../pdf/drawing-nesting.ts';
import {
  type FieldLock,
  initialLock,
  leaderLock,
  type SignatureFieldName,
  sealLock,
  type TextFieldName,
  textFieldNames,
} from '../pdf/field-names.ts';
import { embedFormFont } from '../pdf/form-font.ts';
import { type PageView, type Rectangle, toPage, toView } from '../pdf/page-geometry.ts';
import { pageView, settleView } from '../pdf/page-view.ts';
import { pagesOf } from '../pdf/pdf-fields.ts';
import {
  PDFArray,
  type PDFContext,
  type PDFDict,
  PDFHexString,
  type PDFRef,
  type PDFStream,
  PDFString,
} from '../pdf/pdf-lib.cjs';
import { catalogOf, name, parsePdf } from '../pdf/pdf-update.ts';
import { removeActingContent } from './acting-content.ts';
import { appearanceSize, number } from './appearance.ts';
import { type DrawnForm, drawFields, hasFields } from './draw-fields.ts';
import { type BoxPlace, findPlaces, type PlaceNote, type TextPlace } from './find-places.ts';
import { dropUsageRights, refuseSigned, rewrite } from './rewrite-pdf.ts';
import { lockEntries } from './sign-pdf.ts';

/** A place the drafter chose by dragging; `page` counts from 0. For the leader it is the whole box of the image. */
export type ChosenPlaces = Partial<Record<TextFieldName | SignatureFieldName, BoxPlace>>;

export interface PrepareRequest {
  /** The signer's full name as it stands at the end of the document; the place of the signature is found by it. */
  readonly signerName?: string;
  /** With a field for the drafter's PAdES initial (*ký nháy*). */
  readonly initial?: boolean;
  /** Agencies that number before signing need no fields for number and date. */
  readonly numbered?: boolean;
  readonly places?: ChosenPlaces;
}

export interface PlacedField extends BoxPlace {
  readonly name: TextFieldName | SignatureFieldName;
}

export interface PreparedPdf {
  readonly pdf: Uint8Array;
  readonly pages: readonly { readonly width: number; readonly height: number }[];
  readonly fields: readonly PlacedField[];
  /** The whole box of the leader's image; its widget is the right two thirds. */
  readonly signatureBox: BoxPlace;
  /** The year that is printed behind the empty day and month. */
  readonly year?: number;
  readonly notes: readonly PlaceNote[];
}

/** A seal has its real size in millimetres, within the 30–36 mm of the seal sizes in use. */
const sealSize = 32;

/**
 * Prepares an unsigned PDF for signing: draws the fields it has into its pages, rewrites it whole into one clean
 * cross-reference and adds the empty fields that later acts fill. What acts by itself – scripts, triggers – stays out. Refuses what is encrypted, unreadable or already signed: signed bytes are never rewritten.
 */
export async function preparePdf(bytes: Uint8Array, request: PrepareRequest = {}): Promise<PreparedPdf> {
  const upload = await withoutForm(bytes);
  const context = await parsePdf(upload.pdf);
  const found = await findPlaces(upload.pdf, request.signerName);
  const pages = pagesOf(context);
  if (pages.length !== found.pages.length) {
    throw new DomainError('invalid', 'pdf-unreadable', 'The page tree of the PDF is damaged');
  }
  for (const { dict } of pages) settleView(dict);
  const chosen = request.places ?? {};
  const acted = removeActingContent(context);
  const form = newForm(context);
  embedFormFont(context, form, 'regular'); // text appearances of signatures use it, so no update embeds a font
  const place = (number: number): PageToFill => {
    const page = pages[number];
    if (page === undefined) throw new DomainError('invalid', 'page-missing', `The PDF has no page ${number + 1}`);
    return { ...page, view: pageView(page.dict), millimetre: found.pages[number]?.millimetre ?? 72 / 25.4 };
  };
  const fields: PlacedField[] = [];
  for (const field of request.numbered === true ? [] : textFieldNames) {
    const text = textPlace(chosen[field], found.text[field], (page) => place(page).view);
    if (text === undefined) continue;
    addWidget(context, form, place(text.page), field, text.rectangle, textField(context, form, field, text));
    fields.push({ name: field, page: text.page, rectangle: text.rectangle });
  }
  const signatureBox = chosen.leader ?? found.leader;
  const { view, millimetre } = place(signatureBox.page);
  const beside = (part: (box: Rectangle) => Rectangle): Rectangle =>
    toPage(view, part(toView(view, signatureBox.rectangle)));
  const locks = { initial: initialLock, leader: leaderLock, seal: sealLock(fields.map((field) => field.name)) };
  const widgets: (PlacedField & { readonly name: SignatureFieldName })[] = [
    ...(request.initial === true ? [{ name: 'initial' as const, ...(chosen.initial ?? found.initial) }] : []),
    { name: 'leader', page: signatureBox.page, rectangle: beside(rightTwoThirds) },
    { name: 'seal', ...(chosen.seal ?? { page: signatureBox.page, rectangle: beside(sealBeside(millimetre)) }) },
  ];
  for (const field of widgets) {
    const dict = signatureField(context, locks[field.name]);
    addWidget(context, form, place(field.page), field.name, field.rectangle, dict);
  }
  const notes = [...upload.notes, ...found.notes.filter((note) => !isAnswered(note, chosen, request))];
  if (acted) notes.push('acting-content-removed');
  return {
    pdf: await rewrite(context),
    pages: found.pages.map(({ width, height }) => ({ width, height })),
    fields: [...fields, ...widgets],
    signatureBox,
    ...(found.year === undefined ? {} : { year: found.year }),
    notes,
  };
}

/** The upload with its form, where it has one, drawn into its pages; refuses what is signed, or nested beyond reading. */
async function withoutForm(bytes: Uint8Array): Promise<DrawnForm> {
  const context = await parsePdf(bytes);
  refuseSigned(context);
  refuseDeepNesting(context);
  return hasFields(context) ? await drawFields(await rewrite(context)) : { pdf: bytes, notes: [] };
}

/** A note about a place that the drafter chose, or that is not wanted, is no news. */
function isAnswered(note: PlaceNote, chosen: ChosenPlaces, request: PrepareRequest): boolean {
  if (note.startsWith('number-')) return request.numbered === true || chosen.number !== undefined;
  if (note.startsWith('date-')) return request.numbered === true || chosen.day !== undefined;
  return note.startsWith('sign') && chosen.leader !== undefined;
}

const rightTwoThirds = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: x + width / 3,
  y,
  width: (width * 2) / 3,
  height,
});

/** The seal covers the left third of the signature image and ends where the leader's widget begins: the image of the seal covers a third of the signature (NĐ 30/2020 Phụ lục I), their fields do not overlap. */
function sealBeside(millimetre: number): (box: Rectangle) => Rectangle {
  const size = sealSize * millimetre;
  return ({ x, y, width, height }) => ({
    x: x + width / 3 - size,
    y: y + height / 2 - size / 2,
    width: size,
    height: size,
  });
}

function textPlace(
  chosen: BoxPlace | undefined,
  found: TextPlace | undefined,
  viewOfPage: (page: number) => PageView,
): TextPlace | undefined {
  if (chosen === undefined) return found;
  const fontSize = Math.min(14, toView(viewOfPage(chosen.page), chosen.rectangle).height / 1.2);
  return { ...chosen, fontSize, face: found?.face ?? 'regular', align: 'centre', overDots: false };
}

/** The form of the prepared document, for our fields alone. */
function newForm(context: PDFContext): PDFDict {
  const catalog = catalogOf(context).dict;
  catalog.delete(name('DSS'));
  dropUsageRights(context);
  const form = context.obj({ Fields: [], SigFlags: 3 }); // a file that is signed later must not be rewritten by an editor
  catalog.set(name('AcroForm'), context.register(form));
  return form;
}

const labels: Record<TextFieldName, string> = { number: 'Số', day: 'Ngày', month: 'Tháng', year: 'Năm' };
const alignments = { left: 0, centre: 1, right: 2 } as const;

function textField(context: PDFContext, form: PDFDict, field: TextFieldName, place: TextPlace): PDFDict {
  const resource = embedFormFont(context, form, place.face);
  return context.obj({
    FT: 'Tx',
    Ff: 1, // read only: the clerk's act fills it, not a reader program
    Q: alignments[place.align],
    DA: PDFString.of(`/${resource} ${number(place.fontSize)} Tf 0 g`),
    TU: PDFHexString.fromText(labels[field]),
    ...(place.overDots ? { MK: { BG: [1, 1, 1] } } : {}),
  });
}

/** The field says itself what its signature locks, so that any program that signs it does so (ISO 32000-2 §12.7.5.5). */
function signatureField(context: PDFContext, lock: FieldLock): PDFDict {
  const isLocking = lock.action === 'exclude' || lock.fields.length > 0;
  const entries = context.obj({ Type: 'SigFieldLock', ...lockEntries(context, lock) });
  return context.obj({ FT: 'Sig', ...(isLocking ? { Lock: context.register(entries) } : {}) });
}

interface PageToFill {
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly view: PageView;
  /** Units of the page that are a millimetre. */
  readonly millimetre: number;
}

function addWidget(
  context: PDFContext,
  form: PDFDict,
  page: PageToFill,
  field: string,
  { x, y, width, height }: Rectangle,
  dict: PDFDict,
): void {
  const [left, bottom, right, top] = [number(x), number(y), number(x + width), number(y + height)];
  const written = { x: left, y: bottom, width: right - left, height: top - bottom };
  const size = appearanceSize(page.view, toView(page.view, written));
  const empty = context.obj({ Type: 'XObject', Subtype: 'Form', ...size, Resources: {} });
  const entries = {
    Type: 'Annot',
    Subtype: 'Widget',
    T: PDFHexString.fromText(field),
    Rect: [left, bottom, right, top],
    F: 4, // print
    P: page.ref,
    AP: { N: context.register(streamOf(context, empty)) },
  };
  for (const [key, value] of context.obj(entries).entries()) dict.set(key, value);
  const ref = context.register(dict);
  const fields = form.lookup(name('Fields'));
  if (fields instanceof PDFArray) fields.push(ref);
  const annotations = page.dict.lookup(name('Annots'));
  page.dict.set(name('Annots'), context.obj([...(annotations instanceof PDFArray ? annotations.asArray() : []), ref]));
}

const streamOf = (context: PDFContext, dict: PDFDict): PDFStream => {
  const stream = context.stream('');
  for (const [key, value] of dict.entries()) stream.dict.set(key, value);
  return stream;
};
