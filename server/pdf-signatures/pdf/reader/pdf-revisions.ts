import { isInteger, malformed, type PdfDictionary, tooComplex } from './pdf-objects.ts';
import { PdfReader } from './pdf-reader.ts';
import { readXrefSection, type XrefEntry, type XrefSection } from './pdf-xref.ts';
import type { ReadingBudget } from './reading-budget.ts';

const mostRevisions = 1_000;

/** One revision of a file: the bytes from the end of the one before to behind its own `%%EOF`. */
export interface Revision {
  readonly start: number;
  readonly end: number;
  /** Behind the `%%EOF` itself; `end` includes its line end. */
  readonly markerEnd: number;
  /** Newest first: one section, or two for the first revision of a linearised file. */
  readonly sections: readonly XrefSection[];
  readonly entries: ReadonlyMap<number, XrefEntry>;
  readonly trailer: PdfDictionary;
}

interface Marker {
  readonly xref: number;
  readonly end: number;
  readonly markerEnd: number;
}

/** Finds where a file's newest cross-reference is said to be, and where its newest revision ends. */
function lastMarker(bytes: Buffer, budget: ReadingBudget): Marker {
  for (let at = bytes.lastIndexOf('startxref'), tries = 0; at >= 0 && tries < 64; tries += 1) {
    const marker = markerAt(bytes, at, budget);
    if (marker !== undefined) return marker;
    at = at === 0 ? -1 : bytes.lastIndexOf('startxref', at - 1);
  }
  throw malformed('The file has no end marker');
}

/** `startxref n %%EOF` at a position, white space and comments before it allowed; its end includes one line end. */
function markerAt(bytes: Buffer, at: number, budget: ReadingBudget): Marker | undefined {
  const reader = new PdfReader(bytes, at, budget);
  if (!reader.keyword('startxref')) return undefined;
  const xref = reader.integer();
  if (xref === undefined) return undefined;
  reader.skipWhiteSpace();
  if (bytes.toString('latin1', reader.position, reader.position + 5) !== '%%EOF') return undefined;
  const markerEnd = reader.position + 5;
  let end = markerEnd;
  if (bytes[end] === 13) end += 1;
  if (bytes[end] === 10) end += 1;
  return { xref, end, markerEnd };
}

/**
 * Reads the revisions of a file, oldest first, from its own chain of cross-references. Every revision must end in a
 * marker that names its own cross-reference, and revisions must follow each other in the bytes: what the chain does
 * not account for is refused, because readers would disagree about it.
 */
export function readRevisions(bytes: Buffer, budget: ReadingBudget): { revisions: Revision[]; trailingBytes: number } {
  const last = lastMarker(bytes, budget);
  const newestFirst: Revision[] = [];
  const visited = new Set<number>();
  let next: number | undefined = last.xref;
  while (next !== undefined) {
    if (visited.size >= mostRevisions) throw tooComplex('The file has too many revisions');
    const sections: XrefSection[] = [];
    // A linearised file: the first-page section, near the start, continues in one further down.
    do {
      if (visited.has(next)) throw malformed('The cross-references form a loop');
      visited.add(next);
      const section: XrefSection = readXrefSection(bytes, next, budget);
      sections.push(section);
      next = previousOf(section);
    } while (next !== undefined && next > (sections[0]?.offset ?? 0));
    newestFirst.push(asRevision(bytes, sections, budget));
  }
  const revisions = newestFirst.reverse();
  let end = 0;
  for (const [index, revision] of revisions.entries()) {
    if (revision.sections.some(({ offset }) => offset < end) || revision.end <= end)
      throw malformed('Revisions overlap');
    revisions[index] = { ...revision, start: end };
    end = revision.end;
  }
  if (end !== last.end) throw malformed('The newest revision is not at the end of the file');
  // Mail programs and transfers in blocks leave line ends, spaces or zeros behind a file: white space, in which nothing can stand.
  const behind = new PdfReader(bytes, end, budget);
  behind.skipWhiteSpace();
  return { revisions, trailingBytes: behind.position === bytes.length ? 0 : bytes.length - end };
}

function previousOf(section: XrefSection): number | undefined {
  const previous = section.trailer.entries.get('Prev');
  if (previous === undefined) return undefined;
  if (!isInteger(previous) || previous < 0) throw malformed('A cross-reference points nowhere');
  return previous;
}

function asRevision(bytes: Buffer, sections: readonly XrefSection[], budget: ReadingBudget): Revision {
  const [head] = sections;
  if (head === undefined) throw malformed('A revision has no cross-reference');
  const lowest = sections.reduce((a, b) => (b.offset > a.offset ? b : a));
  const marker = markerAt(bytes, lowest.end, budget);
  if (marker === undefined || marker.xref !== head.offset) throw malformed('A revision has no end marker of its own');
  const entries = new Map<number, XrefEntry>();
  for (const section of sections) {
    for (const [number, entry] of section.entries) if (!entries.has(number)) entries.set(number, entry);
  }
  return { start: 0, end: marker.end, markerEnd: marker.markerEnd, sections, entries, trailer: head.trailer };
}
