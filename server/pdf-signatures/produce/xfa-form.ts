import { constants, inflateSync } from 'node:zlib';
import { DomainError } from '../../platform/errors.ts';
import { formFields } from '../pdf/pdf-fields.ts';
import { PDFArray, PDFBool, type PDFContext, PDFDict, PDFName, type PDFObject, PDFRawStream } from '../pdf/pdf-lib.cjs';
import { catalogOf, name } from '../pdf/pdf-update.ts';

const mostDecoded = 16 * 1024 * 1024;

/** The XML of an XFA form (*biểu mẫu XFA*), all its packets together; undefined when a file has none. */
function xfaOf(context: PDFContext): string | undefined {
  const form = catalogOf(context).dict.lookup(name('AcroForm'));
  const xfa = form instanceof PDFDict ? form.lookup(name('XFA')) : undefined;
  if (xfa === undefined) return undefined;
  const parts = xfa instanceof PDFArray ? Array.from({ length: xfa.size() }, (_, at) => xfa.lookup(at)) : [xfa];
  return parts.map(textOf).join('\n');
}

function textOf(part: PDFObject | undefined): string {
  if (!(part instanceof PDFRawStream)) return '';
  const filter = part.dict.lookup(name('Filter'));
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  if (only === undefined) return Buffer.from(part.contents).toString('utf8');
  if (!(only instanceof PDFName) || !['FlateDecode', 'Fl'].includes(only.decodeText())) return '';
  try {
    const options = { maxOutputLength: mostDecoded, finishFlush: constants.Z_SYNC_FLUSH };
    return inflateSync(part.contents, options).toString('utf8');
  } catch (cause) {
    throw new DomainError('invalid', 'too-complex', 'The XFA form of the PDF cannot be read', { cause });
  }
}

/**
 * Refuses a dynamic XFA form: its pages hold nothing but *Please wait*, and what a reader of Adobe shows in their place is no page of the
 * file. Says whether the file has an XFA form beside its pages, which goes with the form.
 */
export function refuseDynamicForm(context: PDFContext): boolean {
  const xfa = xfaOf(context);
  if (xfa === undefined) return false;
  const needsRendering = catalogOf(context).dict.lookup(name('NeedsRendering')) === PDFBool.True;
  const isDynamic = /<dynamicRender>\s*required\s*</.test(xfa);
  if (!needsRendering && !isDynamic && formFields(context).some(({ kind }) => kind !== 'signature')) return true;
  throw new DomainError('invalid', 'dynamic-form', 'The PDF is a dynamic XFA form: its content is not on its pages');
}

/**
 * What the data of an XFA form say and none of the fields does: readers of Adobe show these, all others show the fields. Numbers and
 * dates count as the same when their digits are, since the form writes them in its own way.
 */
export function saidOnlyInXfa(context: PDFContext, values: readonly string[]): string | undefined {
  const xfa = xfaOf(context);
  const [data = ''] = /<xfa:data[\s>][\s\S]*?<\/xfa:data>/.exec(xfa ?? '') ?? [];
  const known = new Set(values.flatMap((value) => [lettersOf(value), digitsOf(value)]));
  return [...data.matchAll(/>([^<>]+)</g)]
    .map(([, text = '']) => unescaped(text))
    .filter((text) => lettersOf(text).length > 1)
    .find((text) => !known.has(lettersOf(text)) && !known.has(digitsOf(text)));
}

const lettersOf = (text: string): string => text.normalize('NFKC').replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, '');

/** The digits of an amount or a date in whatever order; what has other letters too is not told by its digits. */
const digitsOf = (text: string): string =>
  /^[\d\s.,:/T+-]+$/u.test(text)
    ? `digits ${[...text.replaceAll(/\D|\.0+$/g, '')].toSorted().join('')}`
    : `text ${text}`;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, named) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
    if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    return entities[String(named)] ?? whole;
  });
