import type { RevisionView } from './pdf-file.ts';
import { isArray, isDictionary, isReference, type PdfDictionary, type PdfValue, tooComplex } from './pdf-objects.ts';

const mostPages = 20_000;
/** Steps of one page in one revision: it is kept with its annotations. */
const pageSteps = 20;

/** A page as one revision sees it. */
export interface Page {
  /** 1 for the first page. */
  readonly index: number;
  readonly number: number;
  readonly dictionary: PdfDictionary;
  /** `/Annots` as written, and the object numbers it leads to. */
  readonly annotations: PdfValue;
  readonly annotated: ReadonlySet<number>;
}

const known = new WeakMap<RevisionView, ReadonlyMap<number, Page>>();

/** The pages by object number, in order; a page tree that loops is visited once, one without end is refused. */
export function readPages(view: RevisionView): ReadonlyMap<number, Page> {
  const existing = known.get(view);
  if (existing !== undefined) return existing;
  const pages = new Map<number, Page>();
  const visited = new Set<number>();
  const waiting: PdfValue[] = [view.catalog?.entries.get('Pages') ?? null];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isReference(next) || visited.has(next.number)) continue;
    visited.add(next.number);
    if (visited.size > mostPages) throw tooComplex('The file has too many pages');
    view.work(pageSteps);
    const dictionary = view.object(next.number);
    if (!isDictionary(dictionary)) continue;
    const kids = view.get(dictionary, 'Kids');
    if (isArray(kids)) waiting.push(...kids.toReversed());
    else pages.set(next.number, asPage(view, dictionary, next.number, pages.size + 1));
  }
  known.set(view, pages);
  return pages;
}

const annotated = new WeakMap<RevisionView, ReadonlyMap<number, Page>>();

/** The first page whose annotations hold an object. */
export function pageHolding(view: RevisionView, number: number): Page | undefined {
  const existing = annotated.get(view);
  if (existing !== undefined) return existing.get(number);
  const pages = [...readPages(view).values()].toReversed();
  const holding = new Map(
    pages.flatMap((page) => [...page.annotated].map((annotation) => [annotation, page] as const)),
  );
  annotated.set(view, holding);
  return holding.get(number);
}

function asPage(view: RevisionView, dictionary: PdfDictionary, number: number, index: number): Page {
  const annotations = dictionary.entries.get('Annots') ?? null;
  const list = view.resolve(annotations);
  const annotated = new Set((isArray(list) ? list : []).filter(isReference).map((reference) => reference.number));
  view.work(annotated.size);
  return { index, number, dictionary, annotations, annotated };
}
