import { signatureFieldNames, textFieldNames } from '../../pdf/field-names.ts';
import { formFields, pageOf, pagesOf, rectangleOf, widgetsOn } from '../../pdf/pdf-fields.ts';
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFString,
} from '../../pdf/pdf-lib.cjs';
import { catalogOf, name } from '../../pdf/pdf-update.ts';
import { PdfFile } from '../../pdf/reader/pdf-file.ts';
import { actingCode, insideOf } from '../acting-content.ts';
import { layersOff } from '../layers.ts';
import { overlap } from '../new-field.ts';
import { type PreflightBounds, type PreflightFinding, preflightBounds } from './preflight-finding.ts';

/** What the objects of a file tell: acting content, layers, files inside, comments, fields, revisions. */
export function structureFindings(
  pdf: Uint8Array,
  context: PDFContext,
  bounds: PreflightBounds = preflightBounds,
): PreflightFinding[] {
  return [
    ...actingContent(context, bounds),
    ...layers(context),
    ...annotations(context),
    ...overlappingFields(context),
    ...openFields(context),
    ...earlierRevisions(pdf, context),
  ];
}

function actingContent(context: PDFContext, { depth }: PreflightBounds): PreflightFinding[] {
  const pageOfObject = new Map<PDFRef, number>();
  for (const [index, { ref, dict }] of pagesOf(context).entries()) {
    pageOfObject.set(ref, index + 1);
    for (const entry of listOf(dict, 'Annots')) if (entry instanceof PDFRef) pageOfObject.set(entry, index + 1);
  }
  const found: PreflightFinding[] = [];
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const page = pageOfObject.get(ref);
    const tooDeep = (): void => void found.push({ code: 'objects-not-looked-at' });
    for (const dict of insideOf(object, { depth, tooDeep })) {
      const code = actingCode(dict);
      const place = page === undefined ? {} : { page };
      if (code !== undefined) found.push({ code, ...place });
      if (dict.has(name('EF')) || nameIn(dict, 'Type') === 'EmbeddedFile') {
        const file = textIn(dict, 'UF') ?? textIn(dict, 'F');
        found.push({ code: 'embedded-file', ...place, ...(file === undefined ? {} : { detail: file }) });
      }
    }
  }
  const isNamed = found.some(({ code, detail }) => code === 'embedded-file' && detail !== undefined);
  return found.filter(({ code, detail }) => code !== 'embedded-file' || detail !== undefined || !isNamed);
}

/** Layers (optional content, ISO 32000-2 §8.11) that are off, or that change with printing or zoom. */
function layers(context: PDFContext): PreflightFinding[] {
  const properties = catalogOf(context).dict.lookup(name('OCProperties'));
  const configuration = properties instanceof PDFDict ? properties.lookup(name('D')) : undefined;
  if (!(properties instanceof PDFDict) || !(configuration instanceof PDFDict)) return [];
  const hidden = layersOff(context).map((group): PreflightFinding => {
    const dict = group instanceof PDFRef ? context.lookup(group) : group;
    const title = dict instanceof PDFDict ? textIn(dict, 'Name') : undefined;
    return { code: 'hidden-layer', ...(title === undefined ? {} : { detail: title }) };
  });
  const changing = listOf(configuration, 'AS').length > 0 || listOf(properties, 'Configs').length > 0;
  return changing ? [...hidden, { code: 'changing-layer' }] : hidden;
}

/** They show nothing of their own: fields are looked at as fields, a link with a picture of its own is a drawing. */
const harmless = new Set(['Widget', 'Link', 'Popup']);

/** Comments and drawings over the page, which a certified document may let others change. */
function annotations(context: PDFContext): PreflightFinding[] {
  return pagesOf(context).flatMap(({ dict }, index) =>
    listOf(dict, 'Annots').flatMap((entry): PreflightFinding[] => {
      const annotation = entry instanceof PDFRef ? context.lookup(entry) : entry;
      if (!(annotation instanceof PDFDict)) return [];
      const subtype = nameIn(annotation, 'Subtype');
      const draws = subtype !== 'Widget' && annotation.lookup(name('AP')) instanceof PDFDict;
      if (subtype === undefined || (harmless.has(subtype) && !draws)) return [];
      const code = subtype === 'FileAttachment' ? 'embedded-file' : 'annotation';
      return [{ code, page: index + 1, detail: subtype, rectangle: rectangleOf({ dict: annotation }) }];
    }),
  );
}

/** Widgets that lie over each other on one page: the upper one hides what the lower one says. */
function overlappingFields(context: PDFContext): PreflightFinding[] {
  return pagesOf(context).flatMap(({ dict }, index) =>
    widgetsOn(context, dict).flatMap((one, at, all) =>
      all
        .slice(at + 1)
        .filter((other) => overlap(one.rectangle, other.rectangle))
        .map(
          (other): PreflightFinding => ({
            code: 'fields-overlap',
            page: index + 1,
            detail: `${one.name}, ${other.name}`,
            rectangle: one.rectangle,
          }),
        ),
    ),
  );
}

const ours: ReadonlySet<string> = new Set([...textFieldNames, ...signatureFieldNames]);

/** Fields that anybody could fill after the signature: preparing draws them into the page, and leaves only our own. */
function openFields(context: PDFContext): PreflightFinding[] {
  const pages = pagesOf(context);
  return formFields(context)
    .filter(({ name: field, signed }) => !signed && !ours.has(field))
    .map((field): PreflightFinding => {
      const on = pageOf(context, field);
      const index = pages.findIndex(({ ref }) => ref === on);
      return { code: 'open-field', detail: field.name, ...(index < 0 ? {} : { page: index + 1 }) };
    });
}

/** An unsigned file with updates keeps what they hid; one signed already is judged by the verifier. */
function earlierRevisions(pdf: Uint8Array, context: PDFContext): PreflightFinding[] {
  if (formFields(context).some(({ signed }) => signed)) return [];
  const { revisions } = new PdfFile(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
  return revisions.length > 1 ? [{ code: 'earlier-revisions', detail: String(revisions.length - 1) }] : [];
}

function listOf(dict: PDFDict, key: string): PDFObject[] {
  const list = dict.lookup(name(key));
  return list instanceof PDFArray ? list.asArray() : [];
}

function nameIn(dict: PDFDict, key: string): string | undefined {
  const value = dict.lookup(name(key));
  return value instanceof PDFName ? value.decodeText() : undefined;
}

function textIn(dict: PDFDict, key: string): string | undefined {
  const value = dict.lookup(name(key));
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;
}
