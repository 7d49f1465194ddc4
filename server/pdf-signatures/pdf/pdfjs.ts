import type { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

type Pdfjs = Readonly<{ getDocument: typeof getDocument }>;

/** The half of pdf.js that reads. Nothing types it; here and not when the first file comes, so that what it replaces is put back too. */
const reader: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs';

let loaded: Promise<Pdfjs> | undefined;

/**
 * pdf.js, loaded when the first file is to be read. It brings core-js, which on Node 20 replaces `push` and `JSON` for the whole process by
 * functions that take five to eight times as long; nothing here or in pdf.js needs what those add, so Node's own are put back.
 */
export function pdfjs(): Promise<Pdfjs> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Pdfjs> {
  const [{ push }, { toString: textOf }, { parse, stringify }] = [Array.prototype, Function.prototype, JSON];
  const library = await import('pdfjs-dist/legacy/build/pdf.mjs');
  await import(reader);
  // These and no others: even to put `Array.prototype[Symbol.iterator]` where it already stands makes every loop slower.
  Array.prototype.push = push;
  Function.prototype.toString = textOf;
  Object.assign(JSON, { parse, stringify });
  return library;
}
