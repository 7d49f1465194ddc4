import './pdf.css';
import {
  DownloadOutlined,
  FilePdfOutlined,
  FileUnknownOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { sizeText } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { useKey } from '../keyboard.ts';
import { EmptyState } from '../notices.tsx';
import { uiText } from '../text.ts';
import { usePdf } from './load-pdf.ts';
import type { PageMark, PagePlace } from './page-mark.ts';
import { PdfPage } from './pdf-page.tsx';

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
}

const steps = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const MOST_FIT = 1.6;
const MARGIN = 40;

/** The pages of a PDF with their tools; loaded with the route by `PdfViewer`. */
export function PdfStage(props: PdfViewerProps) {
  const text = useText(uiText);
  const pdf = usePdf(props.source);
  const view = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<number | 'fit'>('fit');
  const fit = useFitScale(view, pdf.status === 'shown' ? pdf.document : undefined);
  const scale = zoom === 'fit' ? fit.scale : zoom;
  const { onShown, activeMark } = props;
  const pages = pdf.status === 'shown' ? pdf.document.numPages : undefined;
  useEffect(() => {
    if (pages !== undefined) onShown?.(pages);
  }, [pages, onShown]);
  useKey('space', () => view.current?.scrollBy({ top: view.current.clientHeight * 0.9 }));
  useKey('shift+space', () => view.current?.scrollBy({ top: -view.current.clientHeight * 0.9 }));
  useEffect(() => {
    if (activeMark === undefined) return;
    const mark = view.current?.querySelector(`[data-mark="${CSS.escape(activeMark)}"]`);
    mark?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeMark]);
  const step = (direction: 1 | -1): void => {
    const next =
      direction === 1 ? steps.find((value) => value > scale + 0.01) : steps.findLast((value) => value < scale - 0.01);
    if (next !== undefined) setZoom(next);
  };
  return (
    <div className="pdf">
      <div className="pdf-tools no-print">
        <FilePdfOutlined className="third" />
        <span className="medium one-line">{props.name}</span>
        <span className="meta third nowrap wide-only">
          {[pages === undefined ? '' : text.pages(pages), props.size === undefined ? '' : sizeText(props.size)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="end flex gap-4">
          {props.badge}
          <Button
            type="text"
            size="small"
            icon={<ZoomOutOutlined />}
            aria-label={text.zoomOut}
            title={text.zoomOut}
            onClick={() => step(-1)}
          />
          <Button type="text" size="small" className="wide-only" onClick={() => setZoom('fit')}>
            {zoom === 'fit' ? text.fitWidth : `${Math.round(scale * 100)} %`}
          </Button>
          <Button
            type="text"
            size="small"
            icon={<ZoomInOutlined />}
            aria-label={text.zoomIn}
            title={text.zoomIn}
            onClick={() => step(1)}
          />
          {props.tools}
          {typeof props.source === 'string' && (
            <Button
              type="text"
              size="small"
              icon={<DownloadOutlined />}
              aria-label={text.download}
              title={text.download}
              href={props.source}
              download={props.name}
            />
          )}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section ref={view} className="pdf-view" tabIndex={0} aria-label={props.name}>
        {pdf.status === 'loading' && <Loading part={pdf.part} words={text.loading} />}
        {pdf.status === 'failed' && (
          <EmptyState icon={<FileUnknownOutlined />} title={text.pdfFailed}>
            {text.pdfFailedHint}
          </EmptyState>
        )}
        {pdf.status === 'shown' &&
          Array.from({ length: pdf.document.numPages }, (_, index) => (
            <PdfPage
              // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
              key={index}
              document={pdf.document}
              number={index + 1}
              scale={scale}
              guess={fit.first}
              marks={(props.marks ?? []).filter((mark) => mark.page === index + 1)}
              activeMark={activeMark}
              onMark={props.onMark}
              overlay={props.overlay}
            />
          ))}
      </section>
    </div>
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

/** The scale at which the first page is as wide as the view, and that page’s size. */
function useFitScale(view: React.RefObject<HTMLElement | null>, document: PDFDocumentProxy | undefined) {
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
  return { first, scale: Math.min(MOST_FIT, Math.max(0.2, (room - margin) / first.width)) };
}
