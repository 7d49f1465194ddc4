import './pdf.css';
import { FileUnknownOutlined } from '@ant-design/icons';
import type { InputRef } from 'antd';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../../text/language.ts';
import { EmptyState } from '../feedback/notices.tsx';
import { useKey } from '../keys/keyboard.ts';
import { uiText } from '../text.ts';
import { usePdf } from './load-pdf.ts';
import type { PageMark, PagePlace } from './page-mark.ts';
import { FindBar, usePageSearch } from './pdf-find.tsx';
import { PdfPage } from './pdf-page.tsx';
import { PdfTools } from './pdf-tools.tsx';
import { printPdf } from './print-pdf.ts';
import type { FoundOnPage } from './use-find.ts';
import { type PlaceInPages, usePlaceInPages } from './use-place-in-pages.ts';

export interface PdfViewerProps {
  /** The address of the file, or the file itself when it is still on this machine. */
  readonly source: string | Blob;
  readonly name: string;
  readonly size?: number;
  readonly marks?: readonly PageMark[];
  /** The mark to light and to scroll to. */
  readonly activeMark?: string | undefined;
  /** A mark was pointed at. */
  readonly onMark?: (id: string) => void;
  /** Drawn on every page: the place of a signature. */
  readonly overlay?: (place: PagePlace) => ReactNode;
  /** Words in the tool bar: *Bản sẽ được ký*. */
  readonly badge?: ReactNode;
  readonly tools?: ReactNode;
  readonly onShown?: (pages: number) => void;
  /** What printing begins, where it is an act; otherwise the file itself goes to the browser’s printing. */
  readonly print?: (() => void) | undefined;
}

const MOST_FIT = 1.6;
const MARGIN = 40;
const none: readonly PageMark[] = [];

/** The pages of a PDF with their tools; loaded with the route by `PdfViewer`. */
export function PdfStage(props: PdfViewerProps) {
  const text = useText(uiText);
  const pdf = usePdf(props.source);
  const document = pdf.status === 'shown' ? pdf.document : undefined;
  const pages = document?.numPages;
  const view = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<number | 'fit'>('fit');
  const [turned, setTurned] = useState(0);
  const fit = useFitScale(view, document, turned);
  const scale = zoom === 'fit' ? fit.scale : zoom;
  const place = usePlaceInPages(view, `${scale} ${turned}`, pages ?? 0);
  const finder = useFinder(document, place);
  const { search } = finder;
  const { onShown, activeMark, marks = none } = props;
  useEffect(() => {
    if (pages !== undefined) onShown?.(pages);
  }, [pages, onShown]);
  const printFile = (): void => {
    if (document) void document.getData().then((bytes) => printPdf(new Uint8Array(bytes)));
  };
  const print = props.print ?? printFile;
  useKey('ctrl+p', document && print);
  useKey('space', () => view.current?.scrollBy({ top: view.current.clientHeight * 0.9 }));
  useKey('shift+space', () => view.current?.scrollBy({ top: -view.current.clientHeight * 0.9 }));
  useEffect(() => {
    if (activeMark === undefined) return;
    const mark = view.current?.querySelector(`[data-mark="${CSS.escape(activeMark)}"]`);
    mark?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeMark]);
  return (
    <div className="pdf">
      <PdfTools
        name={props.name}
        size={props.size}
        pages={pages}
        place={place}
        scale={scale}
        fits={zoom === 'fit'}
        zoom={setZoom}
        turn={() => setTurned((turned + 90) % 360)}
        find={finder.open}
        print={print}
        address={typeof props.source === 'string' ? props.source : undefined}
        badge={props.badge}
        tools={props.tools}
      />
      {finder.isOpen && (
        <FindBar
          search={search}
          pages={pages ?? 0}
          field={finder.field}
          typing={finder.setTyping}
          close={finder.close}
        />
      )}
      <p className="pdf-print-note">{text.printNote(props.name)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section ref={view} className="pdf-view" tabIndex={0} aria-label={props.name}>
        {pdf.status === 'loading' && <Loading part={pdf.part} words={text.loading} />}
        {pdf.status === 'failed' && <Failed error={pdf.error} name={props.name} />}
        {document &&
          Array.from({ length: document.numPages }, (_, index) => (
            <PdfPage
              // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
              key={index}
              document={document}
              number={index + 1}
              scale={scale}
              turned={turned}
              guess={fit.first}
              marks={marks.filter((mark) => mark.page === index + 1)}
              activeMark={activeMark}
              onMark={props.onMark}
              overlay={props.overlay}
              found={finder.onPage(index + 1)}
              here={search.here?.page === index + 1 ? search.here : undefined}
            />
          ))}
      </section>
    </div>
  );
}

const nowhere: readonly FoundOnPage[] = [];

/** Finding on the pages: `Ctrl F` opens it, and once more leaves the key to the browser’s own search over the whole screen. */
function useFinder(document: PDFDocumentProxy | undefined, { page, goTo }: PlaceInPages) {
  const [isOpen, setOpen] = useState(false);
  const [typing, setTyping] = useState(false);
  const field = useRef<InputRef>(null);
  const search = usePageSearch(document, page, goTo);
  const open = (): void => {
    setOpen(true);
    field.current?.focus({ cursor: 'all' });
  };
  const close = (): void => {
    setOpen(false);
    setTyping(false);
    search.type('');
  };
  useKey('ctrl+f', document && !typing ? open : undefined);
  const byPage = useMemo(() => {
    const pages = new Map<number, FoundOnPage[]>();
    for (const place of search.found) pages.set(place.page, [...(pages.get(place.page) ?? []), place]);
    return pages;
  }, [search.found]);
  return { isOpen, field, search, open, close, setTyping, onPage: (at: number) => byPage.get(at) ?? nowhere };
}

/** Why the file cannot be shown, as far as that is known: a Word file is none, and one with a password opens to nobody. */
function Failed({ error, name }: { readonly error: Error; readonly name: string }) {
  const text = useText(uiText);
  const locked = error.name === 'PasswordException';
  const other = error.name === 'InvalidPDFException' && !/\.pdf$/i.test(name);
  const [title, hint] = locked
    ? [text.lockedPdf, text.lockedPdfHint]
    : other
      ? [text.noPdf, text.noPdfHint]
      : [text.pdfFailed, text.pdfFailedHint];
  return (
    <EmptyState icon={<FileUnknownOutlined />} title={title}>
      {hint}
    </EmptyState>
  );
}

function Loading({ part, words }: { readonly part: number; readonly words: string }) {
  return (
    <div className="pdf-loading" role="status">
      <span className="small second">{words}</span>
      <div className="bar">
        <span style={{ width: `${Math.round(part * 100)}%` }} />
      </div>
    </div>
  );
}

const a4 = { width: 595, height: 842 };

/** The scale at which the first page, turned as it is, is as wide as the view, and that page’s size. */
function useFitScale(
  view: React.RefObject<HTMLElement | null>,
  document: PDFDocumentProxy | undefined,
  turned: number,
) {
  const [first, setFirst] = useState(a4);
  const [room, setRoom] = useState(640);
  useEffect(() => {
    document?.getPage(1).then(
      (page) => {
        const { width, height } = page.getViewport({ scale: 1 });
        setFirst({ width, height });
      },
      (error: unknown) => console.warn('The first page cannot be read', error),
    );
  }, [document]);
  useEffect(() => {
    if (!view.current) return undefined;
    const observer = new ResizeObserver(([entry]) => setRoom(entry?.contentRect.width ?? 640));
    observer.observe(view.current);
    return () => observer.disconnect();
  }, [view]);
  const margin = room < 500 ? 16 : MARGIN;
  return {
    first,
    scale: Math.min(MOST_FIT, Math.max(0.2, (room - margin) / (turned % 180 === 0 ? first.width : first.height))),
  };
}
