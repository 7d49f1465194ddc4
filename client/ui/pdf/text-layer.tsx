import { type PageViewport, type PDFPageProxy, TextLayerImages } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { TextLayerBuilder } from 'pdfjs-dist/web/pdf_viewer.mjs';
import { useEffect, useRef, useState } from 'react';
import type { FoundText } from './find-text.ts';
import { isText, pageText, type TextContent } from './page-text.ts';

/** The letters of a page above its drawing, as pdf.js’ own viewer lays them, with what its fields show; found words are lit. */
export function TextOfPage({
  page,
  viewport,
  found,
  here,
}: {
  readonly page: PDFPageProxy;
  readonly viewport: PageViewport;
  readonly found: readonly FoundText[];
  /** The one of them that is shown now. */
  readonly here: FoundText | undefined;
}) {
  const holder = useRef<HTMLDivElement>(null);
  const [runs, setRuns] = useState<Runs>([]);
  const { scale, rotation } = viewport;
  useEffect(() => {
    const gone = new AbortController();
    let builder: TextLayerBuilder | undefined;
    const lay = async (): Promise<void> => {
      const content = await pageText(page);
      if (gone.signal.aborted) return;
      builder = new TextLayerBuilder({ pdfPage: withText(page, content) });
      // What scrolls is the view; a page is no stop of the Tab key.
      builder.div.tabIndex = -1;
      builder.div.style.setProperty('--total-scale-factor', String(scale));
      const drawn = page.getViewport({ scale, rotation });
      await builder.render({ viewport: drawn, images: new TextLayerImages(0, [], drawn, () => undefined) });
      if (gone.signal.aborted) return;
      holder.current?.replaceChildren(builder.div);
      setRuns(runsIn(builder.div, content));
    };
    lay().catch((error: unknown) => {
      if (!gone.signal.aborted) console.warn('The text of a page cannot be laid', error);
    });
    return () => {
      gone.abort();
      builder?.cancel();
      setRuns([]);
    };
  }, [page, scale, rotation]);
  useLit('found', runs, found);
  useLit('here', runs, here ? [here] : []);
  useEffect(() => {
    if (here) rangeOf(runs, here)?.startContainer.parentElement?.scrollIntoView({ block: 'center', inline: 'nearest' });
  }, [runs, here]);
  return <div ref={holder} />;
}

/** The page with another text: what the layer asks its page for is nothing else. */
function withText(page: PDFPageProxy, content: TextContent): PDFPageProxy {
  return Object.create(page, { streamTextContent: { value: () => content } });
}

/** The elements of the runs, in their order; a run without letters has none. */
type Runs = readonly (HTMLElement | undefined)[];

function runsIn(layer: HTMLElement, { items }: TextContent): Runs {
  const elements = layer.querySelectorAll<HTMLElement>('span')[Symbol.iterator]();
  return items.filter(isText).map(({ str }) => (str === '' ? undefined : elements.next().value));
}

function rangeOf(runs: Runs, { from, to }: FoundText): Range | undefined {
  const start = runs[from.item]?.firstChild;
  const end = runs[to.item]?.firstChild;
  if (!(start instanceof Text && end instanceof Text)) return undefined;
  const range = new Range();
  range.setStart(start, Math.min(from.offset, start.length));
  range.setEnd(end, Math.min(to.offset, end.length));
  return range;
}

/** Lights words by their places, without touching the letters; a browser that cannot (before 2025) shows the place all the same. */
function useLit(name: 'found' | 'here', runs: Runs, found: readonly FoundText[]): void {
  useEffect(() => {
    if (!('highlights' in CSS)) return undefined;
    const lit = CSS.highlights.get(`pdf-${name}`) ?? new Highlight();
    CSS.highlights.set(`pdf-${name}`, lit);
    const ranges = found.flatMap((place) => rangeOf(runs, place) ?? []);
    for (const range of ranges) lit.add(range);
    return () => {
      for (const range of ranges) lit.delete(range);
    };
  }, [name, runs, found]);
}
