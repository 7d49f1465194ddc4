import { constants, inflateSync } from 'node:zlib';
import { DomainError } from '../../platform/errors.ts';
import { pageAttribute, pagesOf } from './pdf-fields.ts';
import {
  decodePDFRawStream,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  type PDFObject,
  PDFRawStream,
} from './pdf-lib.cjs';
import { name } from './pdf-update.ts';

/**
 * How deep `q` may be nested, forms drawn on a page included. ISO 32000-1 Annex C promises 28 levels; readers take time that grows with
 * the square of the depth: 1,000 levels cost 1.4 s, 10,000 more than a minute, in a file of 500 bytes.
 */
const DEEPEST = 256;
/** What the pages of one file may decode to, all together. */
const MOST_DECODED = 64 * 1024 * 1024;

/** Refuses a file whose pages are nested so deep that reading them would hold up everybody: a look at the bytes, before any reader gets them. */
export function refuseDeepNesting(context: PDFContext): void {
  const look = new NestingLook();
  for (const { dict } of pagesOf(context)) {
    const resources = pageAttribute(dict, 'Resources');
    if (look.depthOf(contentsOf(dict), resources) > DEEPEST)
      throw tooComplex('The drawing of a page is nested too deep');
  }
}

/** Follows pages into the forms they draw; every stream is decoded once. */
class NestingLook {
  #left = MOST_DECODED;
  readonly #known = new Map<PDFRawStream, number>();

  depthOf(contents: readonly PDFRawStream[], resources: unknown): number {
    const own = nestingOf(Buffer.concat(contents.flatMap((stream) => [this.#decode(stream), Buffer.from('\n')])));
    let deepest = 0;
    for (const form of formsIn(resources)) deepest = Math.max(deepest, this.#depthOfForm(form));
    return own + deepest;
  }

  #depthOfForm(form: PDFRawStream): number {
    const known = this.#known.get(form);
    if (known !== undefined) return known;
    // A form that draws itself is met again here: it counts once.
    this.#known.set(form, 0);
    const depth = this.depthOf([form], form.dict.lookup(name('Resources')));
    this.#known.set(form, depth);
    return depth;
  }

  #decode(stream: PDFRawStream): Buffer {
    const bytes = decoded(stream, this.#left);
    this.#left -= bytes.length;
    if (this.#left <= 0) throw tooComplex('The pages decode to more than the limit');
    return bytes;
  }
}

function decoded(stream: PDFRawStream, most: number): Buffer {
  const filter = stream.dict.lookup(name('Filter'));
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  try {
    if (only === undefined) return Buffer.from(stream.contents);
    if (only === PDFName.of('FlateDecode') || only === PDFName.of('Fl')) {
      return inflateSync(stream.contents, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
    }
    return Buffer.from(decodePDFRawStream(stream).decode());
  } catch (error) {
    if (error instanceof RangeError) throw tooComplex('The pages decode to more than the limit');
    // What cannot be decoded draws nothing; whoever reads the page says what is wrong with it.
    return Buffer.alloc(0);
  }
}

function contentsOf(page: PDFDict): PDFRawStream[] {
  const contents = page.lookup(name('Contents'));
  const parts =
    contents instanceof PDFArray ? contents.asArray().map((_, index) => contents.lookup(index)) : [contents];
  return parts.filter((part) => part instanceof PDFRawStream);
}

function formsIn(resources: unknown): PDFRawStream[] {
  const objects = resources instanceof PDFDict ? resources.lookup(name('XObject')) : undefined;
  if (!(objects instanceof PDFDict)) return [];
  return objects.keys().flatMap((key) => {
    const object: PDFObject | undefined = objects.lookup(key);
    return object instanceof PDFRawStream && object.dict.lookup(name('Subtype')) === PDFName.of('Form') ? [object] : [];
  });
}

const [q, Q, E, I, backslash] = [0x71, 0x51, 0x45, 0x49, 0x5c];
const [open, close, percent] = [0x28, 0x29, 0x25];
const ends = new Set(Buffer.from('\0\t\n\f\r ()<>[]{}/%'));

/** The deepest nesting of `q` in the operators of a content stream; strings, comments and inline images are passed over. */
export function nestingOf(content: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  const isEnd = (at: number): boolean => at < 0 || at >= content.length || ends.has(content[at] ?? 0);
  for (let at = 0; at < content.length; at += 1) {
    const byte = content[at];
    if (byte === open) at = endOfString(content, at);
    else if (byte === percent) at = endOfLine(content, at);
    else if (byte === q && isEnd(at - 1) && isEnd(at + 1)) depth += 1;
    else if (byte === Q && isEnd(at - 1) && isEnd(at + 1)) depth = Math.max(0, depth - 1);
    else if (byte === I && content[at + 1] === 0x44 && isEnd(at - 1) && isEnd(at + 2))
      at = endOfImage(content, at, isEnd);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function endOfString(content: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < content.length; at += 1) {
    if (content[at] === backslash) at += 1;
    else if (content[at] === open) depth += 1;
    else if (content[at] === close) depth -= 1;
    if (depth === 0) return at;
  }
  return content.length;
}

function endOfLine(content: Uint8Array, from: number): number {
  for (let at = from; at < content.length; at += 1) if (content[at] === 0x0a || content[at] === 0x0d) return at;
  return content.length;
}

function endOfImage(content: Uint8Array, from: number, isEnd: (at: number) => boolean): number {
  for (let at = from + 3; at < content.length; at += 1) {
    if (content[at] === E && content[at + 1] === I && isEnd(at - 1) && isEnd(at + 2)) return at + 1;
  }
  return content.length;
}

function tooComplex(message: string): DomainError {
  return new DomainError('invalid', 'too-complex', message);
}
