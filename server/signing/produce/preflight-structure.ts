import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from 'pdf-lib';
import { formFields, pagesOf, widgetsOn } from '../pdf/pdf-fields.ts';
import { PdfFile } from '../pdf/pdf-file.ts';
import { catalogOf, name } from '../pdf/pdf-update.ts';
import { overlap } from './new-field.ts';
import type { PreflightCode, PreflightFinding } from './preflight.ts';

/** What the objects of a file tell: acting content, layers, files inside, comments, fields, revisions. */
export function structureFindings(pdf: Uint8Array, context: PDFContext): PreflightFinding[] {
  return [
    ...actingContent(context),
    ...layers(context),
    ...annotations(context),
    ...overlappingFields(context),
    ...earlierRevisions(pdf, context),
  ];
}

/** Actions that run code or reach out of the document (ISO 32000-2 §12.6.4); links to pages and addresses are harmless. */
const actions: Readonly<Record<string, PreflightCode>> = {
  JavaScript: 'script',
  Rendition: 'script',
  Launch: 'active-content',
  SubmitForm: 'active-content',
  ImportData: 'active-content',
  ResetForm: 'active-content',
  Hide: 'active-content',
  SetOCGState: 'changing-layer',
  GoToE: 'embedded-file',
};

function actingContent(context: PDFContext): PreflightFinding[] {
  const pageOfObject = new Map<PDFRef, number>();
  for (const [index, { ref, dict }] of pagesOf(context).entries()) {
    pageOfObject.set(ref, index + 1);
    for (const entry of listOf(dict, 'Annots')) if (entry instanceof PDFRef) pageOfObject.set(entry, index + 1);
  }
  const found: PreflightFinding[] = [];
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const page = pageOfObject.get(ref);
    visit(object, 0, (dict) => {
      const action = nameIn(dict, 'S');
      const code = dict.has(name('JS')) ? 'script' : action === undefined ? undefined : actions[action];
      const place = page === undefined ? {} : { page };
      if (code !== undefined) found.push({ code, ...place });
      if (dict.has(name('EF')) || nameIn(dict, 'Type') === 'EmbeddedFile') {
        const file = textIn(dict, 'UF') ?? textIn(dict, 'F');
        found.push({ code: 'embedded-file', ...place, ...(file === undefined ? {} : { detail: file }) });
      }
    });
  }
  const isNamed = found.some(({ code, detail }) => code === 'embedded-file' && detail !== undefined);
  return found.filter(({ code, detail }) => code !== 'embedded-file' || detail !== undefined || !isNamed);
}

/** The dictionaries directly inside an object; references are visited where they stand themselves. */
function visit(object: PDFObject, depth: number, see: (dict: PDFDict) => void): void {
  if (depth > 20) return;
  if (object instanceof PDFStream) visit(object.dict, depth, see);
  else if (object instanceof PDFDict) {
    see(object);
    for (const value of object.values()) visit(value, depth + 1, see);
  } else if (object instanceof PDFArray) for (const value of object.asArray()) visit(value, depth + 1, see);
}

/** Layers (optional content, ISO 32000-2 §8.11) that are off, or that change with printing or zoom. */
function layers(context: PDFContext): PreflightFinding[] {
  const properties = catalogOf(context).dict.lookup(name('OCProperties'));
  const configuration = properties instanceof PDFDict ? properties.lookup(name('D')) : undefined;
  if (!(properties instanceof PDFDict) || !(configuration instanceof PDFDict)) return [];
  const groups = listOf(properties, 'OCGs');
  const isOff = nameIn(configuration, 'BaseState') === 'OFF';
  const on = listOf(configuration, 'ON');
  const off = isOff ? groups.filter((group) => !on.includes(group)) : listOf(configuration, 'OFF');
  const hidden = off.map((group): PreflightFinding => {
    const dict = group instanceof PDFRef ? context.lookup(group) : group;
    const title = dict instanceof PDFDict ? textIn(dict, 'Name') : undefined;
    return { code: 'hidden-layer', ...(title === undefined ? {} : { detail: title }) };
  });
  const changing = listOf(configuration, 'AS').length > 0 || listOf(properties, 'Configs').length > 0;
  return changing ? [...hidden, { code: 'changing-layer' }] : hidden;
}

const harmless = new Set(['Widget', 'Link', 'Popup']);

/** Comments and drawings over the page, which a certified document may let others change. */
function annotations(context: PDFContext): PreflightFinding[] {
  return pagesOf(context).flatMap(({ dict }, index) =>
    listOf(dict, 'Annots').flatMap((entry): PreflightFinding[] => {
      const annotation = entry instanceof PDFRef ? context.lookup(entry) : entry;
      const subtype = annotation instanceof PDFDict ? nameIn(annotation, 'Subtype') : undefined;
      if (subtype === undefined || harmless.has(subtype)) return [];
      return [
        { code: subtype === 'FileAttachment' ? 'embedded-file' : 'annotation', page: index + 1, detail: subtype },
      ];
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
          }),
        ),
    ),
  );
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
