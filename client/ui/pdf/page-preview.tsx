import './pdf.css';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useRef } from 'react';
import { Drawing, useNear, usePage } from './pdf-page.tsx';

/** A page drawn small, within a square of so many pixels, turned as a person has turned it. */
export function PagePreview({
  document,
  number,
  turned,
  side,
}: {
  readonly document: PDFDocumentProxy;
  readonly number: number;
  readonly turned: number;
  readonly side: number;
}) {
  const frame = useRef<HTMLSpanElement>(null);
  const near = useNear(frame);
  const page = usePage(document, number, near);
  const whole = page?.getViewport({ scale: 1, rotation: (page.rotate + turned) % 360 });
  const viewport =
    whole && page?.getViewport({ scale: side / Math.max(whole.width, whole.height), rotation: whole.rotation });
  return (
    <span ref={frame} className="pdf-preview" style={{ width: side, height: side }}>
      {page && viewport && near && <Drawing page={page} viewport={viewport} />}
    </span>
  );
}
