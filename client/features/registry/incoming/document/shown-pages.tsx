import { useState } from 'react';
import { type IncomingView, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { addressOf } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { useFilters } from '../../../../ui/lists/filters.ts';
import { PdfViewer } from '../../../../ui/pdf/pdf-viewer.tsx';
import { stampedAddress } from './stamped-row.tsx';
import { documentText } from './text.ts';

/** Which pages of a document stand beside its facts. */
export interface PagesShown {
  readonly file: IncomingView['files'][number] | undefined;
  /** Whether the rendition with the arrival stamp is shown in its place. */
  readonly stamped: boolean;
  readonly showFile: (id: string) => void;
  readonly showStamped: () => void;
}

/** Shows the document itself until another of its files, or the stamped copy, is asked for. */
export function usePagesShown({ files }: IncomingView): PagesShown {
  const [fileId, setFileId] = useState<string>();
  const [stamped, setStamped] = useState(false);
  return {
    file: files.find(({ id }) => id === fileId) ?? files.find(({ role }) => role === 'main'),
    stamped,
    showFile: (id) => {
      setFileId(id);
      setStamped(false);
    },
    showStamped: () => setStamped(true),
  };
}

/** The pages themselves; nothing where there is no file. */
export function ShownPages({ document, pages }: { readonly document: IncomingView; readonly pages: PagesShown }) {
  const text = useText(documentText);
  const print = usePrinting(pages);
  if (pages.stamped) {
    const name = text.stamped.fileName(document.arrivalNumber, document.year);
    return <PdfViewer key="stamped" source={stampedAddress(document)} name={name} print={print} />;
  }
  if (!pages.file) return null;
  const { id, name, size } = pages.file;
  const source = addressOf(incomingContract.getIncomingFile, { params: { documentId: document.id, fileId: id } });
  return <PdfViewer key={id} source={source} name={name} size={size} print={print} />;
}

/** How the document is printed: its form beside the pages; another of its files is printed as it is. */
function usePrinting({ file, stamped }: PagesShown): (() => void) | undefined {
  const [, setFilters] = useFilters();
  return stamped || file?.role === 'main' ? () => setFilters({ lam: 'in' }) : undefined;
}
