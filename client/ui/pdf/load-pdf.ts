import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { useEffect, useState } from 'react';

GlobalWorkerOptions.workerSrc = workerUrl;

export type PdfState =
  | { readonly status: 'loading'; readonly part: number }
  | { readonly status: 'shown'; readonly document: PDFDocumentProxy }
  | { readonly status: 'failed'; readonly error: Error };

/**
 * Opens a PDF by its address or from a file of this machine; nothing of it is run, and nothing is fetched from elsewhere. A file that
 * takes the place of another – a preview made again – is opened behind it, so that the pages do not flicker.
 */
export function usePdf(source: string | Blob): PdfState {
  const [state, setState] = useState<PdfState>({ status: 'loading', part: 0 });
  useEffect(() => {
    let left = false;
    let close: () => void = () => undefined;
    const open = async (): Promise<void> => {
      const bytes = typeof source === 'string' ? undefined : await source.arrayBuffer();
      if (left) return;
      const task = getDocument({
        ...(bytes ? { data: bytes } : { url: source as string, withCredentials: false }),
        disableRange: true,
        cMapUrl: '/pdfjs/cmaps/',
        cMapPacked: true,
        standardFontDataUrl: '/pdfjs/standard_fonts/',
        wasmUrl: '/pdfjs/wasm/',
        iccUrl: '/pdfjs/iccs/',
        enableXfa: false,
      });
      close = () => void task.destroy();
      task.onProgress = ({ loaded, total }: { loaded: number; total: number }) => {
        if (!left && total > 0)
          setState((now) => (now.status === 'loading' ? { status: 'loading', part: loaded / total } : now));
      };
      const document = await task.promise;
      if (left) return;
      close = () => undefined;
      setState({ status: 'shown', document });
    };
    setState((now) => (now.status === 'shown' && typeof source !== 'string' ? now : { status: 'loading', part: 0 }));
    open().catch((error: unknown) => {
      if (!left) setState({ status: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    });
    return () => {
      left = true;
      close();
    };
  }, [source]);
  useEffect(() => {
    if (state.status !== 'shown') return undefined;
    const { loadingTask } = state.document;
    return () => void loadingTask.destroy();
  }, [state]);
  return state;
}
