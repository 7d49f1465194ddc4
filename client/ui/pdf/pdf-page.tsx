import type { PageViewport, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import type { FoundText } from './find-text.ts';
import type { PageMark, PagePlace } from './page-mark.ts';
import { TextOfPage } from './text-layer.tsx';

export interface PdfPageProps {
  readonly document: PDFDocumentProxy;
  readonly number: number;
  readonly scale: number;
  /** By how many degrees a person has turned the pages, clockwise. */
  readonly turned: number;
  /** Size in points at scale 1 until the page itself is known. */
  readonly guess: { readonly width: number; readonly height: number };
  readonly marks: readonly PageMark[];
  readonly activeMark?: string | undefined;
  readonly onMark?: ((id: string) => void) | undefined;
  readonly overlay?: ((place: PagePlace) => ReactNode) | undefined;
  /** The words looked for, where they stand on this page. */
  readonly found: readonly FoundText[];
  readonly here: FoundText | undefined;
}

/** One page: drawn when it comes near the window, sharp at every zoom, its text selectable, marks and overlay above it. */
export function PdfPage(props: PdfPageProps) {
  const { document, number, scale, turned, guess, marks, activeMark, onMark, overlay, found, here } = props;
  const text = useText(uiText);
  const frame = useRef<HTMLElement>(null);
  const near = useNear(frame);
  const page = usePage(document, number, near);
  const viewport = page?.getViewport({ scale, rotation: (page.rotate + turned) % 360 });
  const lying = turned % 180 !== 0;
  const width = viewport?.width ?? (lying ? guess.height : guess.width) * scale;
  const height = viewport?.height ?? (lying ? guess.width : guess.height) * scale;
  return (
    <figure
      ref={frame}
      className="pdf-page"
      data-page={number}
      style={{ width, height }}
      aria-label={text.pageOf(number, document.numPages)}
    >
      {page && viewport && near && (
        <>
          <Drawing page={page} viewport={viewport} />
          <TextOfPage page={page} viewport={viewport} found={found} here={here} />
        </>
      )}
      {viewport &&
        marks.map((mark) => (
          <Mark
            key={mark.id}
            mark={mark}
            place={placeOf(number, viewport)}
            active={mark.id === activeMark}
            onMark={onMark}
          />
        ))}
      {viewport && overlay?.(placeOf(number, viewport))}
    </figure>
  );
}

function placeOf(page: number, viewport: PageViewport): PagePlace {
  return {
    page,
    width: viewport.width,
    height: viewport.height,
    toPoint: (x, y) => {
      const [left = 0, top = 0] = viewport.convertToPdfPoint(x, y) as number[];
      return [left, top];
    },
    toPixels: (rect) => {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = viewport.convertToViewportRectangle([...rect]) as number[];
      return { left: Math.min(x1, x2), top: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
    },
  };
}

/** Whether an element is near the window. */
export function useNear(frame: React.RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!frame.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      rootMargin: '800px 0px',
    });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame]);
  return near;
}

/** A page of a document, once it is wanted. */
export function usePage(document: PDFDocumentProxy, number: number, wanted: boolean): PDFPageProxy | undefined {
  const [page, setPage] = useState<PDFPageProxy>();
  useEffect(() => {
    if (!wanted) return undefined;
    let left = false;
    document.getPage(number).then(
      (found) => {
        if (!left) setPage(found);
      },
      (error: unknown) => console.warn(`Page ${number} cannot be shown`, error),
    );
    return () => {
      left = true;
    };
  }, [document, number, wanted]);
  return page;
}

/** More pixels than this on one page only cost memory. */
const MOST_PIXELS = 16_000_000;

/** The page drawn: shown when all of it is there – number, date and signatures are drawn last –, and kept until it is drawn anew. */
export function Drawing({ page, viewport }: { readonly page: PDFPageProxy; readonly viewport: PageViewport }) {
  const holder = useRef<HTMLDivElement>(null);
  const { scale, rotation } = viewport;
  useEffect(() => {
    const drawn = page.getViewport({ scale, rotation });
    const wanted = window.devicePixelRatio || 1;
    const ratio = Math.min(wanted, Math.sqrt(MOST_PIXELS / (drawn.width * drawn.height)));
    const canvas = window.document.createElement('canvas');
    canvas.className = 'pdf-canvas';
    canvas.width = Math.floor(drawn.width * ratio);
    canvas.height = Math.floor(drawn.height * ratio);
    const drawing = page.render({ canvas, viewport: drawn, transform: [ratio, 0, 0, ratio, 0, 0] });
    drawing.promise.then(
      () => holder.current?.replaceChildren(canvas),
      (error: unknown) => {
        if (!(error instanceof Error && error.name === 'RenderingCancelledException'))
          console.warn('A page cannot be drawn', error);
      },
    );
    return () => drawing.cancel();
  }, [page, scale, rotation]);
  return <div ref={holder} className="pdf-drawing" />;
}

function Mark({
  mark,
  place,
  active,
  onMark,
}: {
  readonly mark: PageMark;
  readonly place: PagePlace;
  readonly active: boolean;
  readonly onMark: ((id: string) => void) | undefined;
}) {
  const className = `pdf-mark ${mark.tone}${active ? ' active' : ''}`;
  const style = place.toPixels(mark.rect);
  const number = mark.number !== undefined && <span className="pdf-mark-number">{mark.number}</span>;
  if (!onMark) {
    return (
      <div className={className} style={style} title={mark.label} data-mark={mark.id}>
        {number}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={`plain-button ${className}`}
      style={style}
      aria-label={mark.label}
      data-mark={mark.id}
      onClick={() => onMark(mark.id)}
      onMouseEnter={() => onMark(mark.id)}
    >
      {number}
    </button>
  );
}
