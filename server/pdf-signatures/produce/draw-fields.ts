import { DomainError } from '../../platform/errors.ts';
import { annotationsOf, lookOf, makeDrawable, placement } from '../pdf/annotation-look.ts';
import { appearanceText } from '../pdf/appearance-text.ts';
import { drawOver, type Paint } from '../pdf/page-content.ts';
import { pagesOf } from '../pdf/pdf-fields.ts';
import { PDFBool, type PDFContext, PDFDict, PDFName, type PDFObject, PDFRef, type PDFStream } from '../pdf/pdf-lib.cjs';
import { catalogOf, name, parsePdf } from '../pdf/pdf-update.ts';
import { PdfFile, type RevisionView } from '../pdf/reader/pdf-file.ts';
import { isStream } from '../pdf/reader/pdf-objects.ts';
import { type FieldFont, makeLook, NotDrawable, openFieldFont } from './field-drawing.ts';
import type { PlaceNote } from './find-places.ts';
import { forget } from './forget-objects.ts';
import { isShown } from './layers.ts';
import { rewrite } from './rewrite-pdf.ts';
import { saidBy, statesOf, textOf, type UploadWidget, uploadWidget } from './upload-fields.ts';
import { refuseDynamicForm, saidOnlyInXfa } from './xfa-form.ts';

/** An upload whose fields have become part of its pages. */
export interface DrawnForm {
  readonly pdf: Uint8Array;
  readonly notes: readonly PlaceNote[];
}

/** Whether a file has a form, or fields on its pages. */
export function hasFields(context: PDFContext): boolean {
  if (catalogOf(context).dict.has(name('AcroForm'))) return true;
  return pagesOf(context).some(({ dict }) => annotationsOf(dict).some((entry) => isWidget(context, entry)));
}

const isWidget = (context: PDFContext, entry: PDFObject): boolean => {
  const dict = entry instanceof PDFRef ? context.lookup(entry) : entry;
  return dict instanceof PDFDict && dict.lookup(name('Subtype')) === name('Widget');
};

/**
 * Draws the fields of an unsigned upload into its pages, with their values as readers show them (*thấy gì ký nấy*), and takes the form
 * away: what the leader sees is then what every reader shows, and nothing of it can be filled again. Refuses a field of which readers
 * show different things – a look that says another thing than the value – and one that cannot be drawn. `pdf` is a clean file.
 */
export async function drawFields(pdf: Uint8Array): Promise<DrawnForm> {
  const context = await parsePdf(pdf);
  const file = new PdfFile(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
  const hasXfa = refuseDynamicForm(context);
  const drawing = new FormDrawing(context, file.view(file.revisions.length - 1), await openFieldFont(context));
  for (const page of pagesOf(context)) drawing.drawPage(page.dict);
  const hidden = hasXfa ? saidOnlyInXfa(context, drawing.said) : undefined;
  if (hidden !== undefined) throw looksOtherwise('XFA');
  await drawing.font.embed();
  const notes = new Set<PlaceNote>();
  if (drawing.drawn > 0) notes.add('fields-drawn');
  if (hasXfa) notes.add('xfa-removed');
  if (drawing.unseen > 0) notes.add('unseen-fields-removed');
  catalogOf(context).dict.delete(name('AcroForm'));
  forget(context, drawing.widgets);
  return { pdf: await rewrite(context), notes: [...notes] };
}

class FormDrawing {
  /** Fields that now stand on the pages. */
  drawn = 0;
  /** Fields with a value that nobody saw. */
  unseen = 0;
  /** What the fields say, in the letters of their values. */
  readonly said: string[] = [];
  readonly widgets = new Set<PDFRef>();
  readonly font: FieldFont;
  readonly #context: PDFContext;
  readonly #view: RevisionView;
  readonly #form: PDFDict | undefined;
  /** Readers draw fields anew from their values (`/NeedAppearances`), whatever looks the file has. */
  readonly #anew: boolean;
  readonly #tagged: boolean;

  constructor(context: PDFContext, view: RevisionView, font: FieldFont) {
    this.#context = context;
    this.#view = view;
    this.font = font;
    const catalog = catalogOf(context).dict;
    const form = catalog.lookup(name('AcroForm'));
    this.#form = form instanceof PDFDict ? form : undefined;
    this.#anew = this.#form?.lookup(name('NeedAppearances')) === PDFBool.True;
    this.#tagged = catalog.has(name('StructTreeRoot'));
  }

  drawPage(page: PDFDict): void {
    const kept: PDFObject[] = [];
    const placed: { readonly look: PDFRef; readonly matrix: string }[] = [];
    for (const entry of annotationsOf(page)) {
      const widget = uploadWidget(entry, (ref) => this.#context.lookup(ref));
      if (widget === undefined) {
        kept.push(entry);
        continue;
      }
      if (widget.ref !== undefined) this.widgets.add(widget.ref);
      this.said.push(...saidBy(widget), textOf(widget.value) ?? '');
      const look = this.#look(widget);
      const matrix = look && placement(this.#context.lookup(look), widget.rectangle);
      if (look && matrix !== undefined) placed.push({ look, matrix });
    }
    if (this.widgets.size > 0) page.set(name('Annots'), this.#context.obj(kept));
    if (placed.length === 0) return;
    this.drawn += placed.length;
    const paint: Paint = (nameOf) =>
      placed.map(({ look, matrix }) => `q ${matrix} cm /${nameOf(look)} Do Q\n`).join('');
    const asArtifact: Paint = (nameOf) => `/Artifact BMC\n${paint(nameOf)}EMC\n`;
    drawOver(page, this.#tagged ? asArtifact : paint, (object) => this.#context.register(object));
  }

  /** What readers show of a widget; nothing where they show nothing. */
  #look(widget: UploadWidget): PDFRef | undefined {
    const { width, height } = widget.rectangle;
    const isSeen = !widget.hidden && width > 0 && height > 0 && isShown(this.#context, widget.dict.lookup(name('OC')));
    if (!isSeen) {
      if (saysSomething(widget)) this.unseen += 1;
      return undefined;
    }
    if (widget.kind === 'box') return this.#boxLook(widget);
    if (widget.kind === 'text' || widget.kind === 'choice') return this.#textLook(widget);
    // A button acts, and acting is taken out; one that is printed is part of the page, as a picture in it may be.
    if (widget.kind === 'push' && !widget.printed) return undefined;
    return this.#asForm(lookOf(widget.dict));
  }

  #textLook(widget: UploadWidget): PDFRef | undefined {
    const said = lettersOf(saidBy(widget).join(''));
    const look = lookOf(widget.dict);
    if (look === undefined) return said === '' ? undefined : this.#made(widget);
    const shown = this.#lettersOf(look, widget.kind === 'text' && widget.has('multiline'));
    const isUnread = shown === undefined || widget.has('password');
    if (isUnread) return this.#anew && said !== '' ? this.#made(widget) : this.#asForm(look);
    if (shown === said) return this.#asForm(look);
    if (isListOf(widget, shown, said)) return this.#asForm(look);
    // A number or a date in the form that a script of the field gives it.
    if (isFormatted(widget) && digitsOf(shown) !== '' && digitsOf(shown) === digitsOf(said)) return this.#asForm(look);
    if (this.#anew && said !== '') return this.#made(widget);
    throw looksOtherwise(widget.field);
  }

  #boxLook(widget: UploadWidget): PDFRef | undefined {
    const states = statesOf(widget);
    const value = widget.value instanceof PDFName ? widget.value.decodeText() : 'Off';
    const shown = widget.dict.lookup(name('AS'));
    const wanted = states.length === 0 || states.includes(value) ? value : 'Off';
    const state = shown instanceof PDFName ? shown.decodeText() : wanted;
    if (state !== wanted) throw looksOtherwise(widget.field);
    if (states.length === 0) return state === 'Off' ? undefined : this.#made(widget);
    return this.#asForm(lookOf(widget.dict, state));
  }

  #made(widget: UploadWidget): PDFRef {
    try {
      return makeLook(this.#context, widget, this.font);
    } catch (error) {
      if (!(error instanceof NotDrawable)) throw error;
      const message = `The field "${widget.field}" cannot be drawn: ${error.message}`;
      throw new DomainError('invalid', 'field-not-drawable', message, { extra: { field: widget.field } });
    }
  }

  #lettersOf(look: PDFStream, runsOver: boolean): string | undefined {
    const ref = this.#context.getObjectRef(look);
    const stream = ref === undefined ? null : this.#view.object(ref.objectNumber);
    const text = isStream(stream)
      ? appearanceText(this.#view, stream, this.#view.dictionary(this.#view.catalog, 'AcroForm'), { runsOver })
      : undefined;
    return text === undefined ? undefined : lettersOf(text);
  }

  /** A look that a page can draw. */
  #asForm(look: PDFStream | undefined): PDFRef | undefined {
    const ref = look === undefined ? undefined : this.#context.getObjectRef(look);
    if (look === undefined || ref === undefined) return undefined;
    makeDrawable(this.#context, look, this.#form?.lookup(name('DR')));
    return ref;
  }
}

function saysSomething(widget: UploadWidget): boolean {
  if (widget.kind === 'text' || widget.kind === 'choice') return saidBy(widget).join('').trim() !== '';
  return widget.kind === 'box' && widget.value instanceof PDFName && widget.value !== name('Off');
}

/** A list shows every option in sight, with what is chosen among them. */
const isListOf = (widget: UploadWidget, shown: string, said: string): boolean =>
  widget.kind === 'choice' && !widget.has('combo') && shown.includes(said);

function isFormatted(widget: UploadWidget): boolean {
  const actions = widget.entry('AA');
  return actions instanceof PDFDict && (actions.has(name('F')) || actions.has(name('K')));
}

const lettersOf = (text: string): string => text.normalize('NFKC').replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, '');
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

function looksOtherwise(field: string): DomainError {
  const message = `The field "${field}" shows something else than it says: readers would show different things`;
  return new DomainError('invalid', 'field-looks-otherwise', message, { extra: { field } });
}
