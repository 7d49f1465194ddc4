import { lazy, Suspense } from 'react';
import type { PdfViewerProps } from './pdf-stage.tsx';

const PdfStage = lazy(async () => ({ default: (await import('./pdf-stage.tsx')).PdfStage }));

/** The pages of a PDF beside the words: sharp, zoomable, text selectable, marks in PDF points; its code comes when it is first needed. */
export function PdfViewer(props: PdfViewerProps) {
  return (
    <Suspense fallback={<div className="pane-scroll" />}>
      <PdfStage {...props} />
    </Suspense>
  );
}
