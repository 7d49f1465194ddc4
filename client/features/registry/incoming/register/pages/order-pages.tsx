import { Button } from 'antd';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useState } from 'react';
import { intakeContract } from '../../../../../../server/intake/contract.ts';
import { uploadsContract } from '../../../../../../server/platform/uploads/contract.ts';
import { useAct } from '../../../../../api/act.ts';
import { addressOf, api } from '../../../../../api/client.ts';
import { useText } from '../../../../../text/language.ts';
import { Dialog } from '../../../../../ui/dialogs/dialog.tsx';
import { ActNotice, ProblemNotice } from '../../../../../ui/feedback/notices.tsx';
import { usePdf } from '../../../../../ui/pdf/load-pdf.ts';
import type { KeptFile, RegisterFiles } from '../upload-files.ts';
import { asTheyCame, bothSides, goBack, goOn, type History, isChanged, type Order, without } from './page-order.ts';
import { SheetList } from './sheet-list.tsx';
import { pagesText } from './text.ts';

const intake = api(intakeContract);

interface Pages {
  readonly file: KeptFile;
  readonly files: RegisterFiles;
  /** Pages with nothing on them, as far as they are looked at. */
  readonly blank: readonly number[];
  readonly onClose: () => void;
}

/** One screen on which the pages of a scan are put in order: moved, turned, dropped; the file made of them becomes the document. */
export function OrderPages(props: Pages) {
  const text = useText(pagesText);
  const pdf = usePdf(addressOf(uploadsContract.readUpload, { params: { uploadId: props.file.uploadId } }));
  return (
    <Dialog title={text.title} wide onClose={props.onClose}>
      {pdf.status === 'failed' && <ProblemNotice problem={pdf.error} />}
      {pdf.status === 'shown' && <Ordering {...props} document={pdf.document} />}
    </Dialog>
  );
}

function Ordering({ file, files, blank, onClose, document }: Pages & { readonly document: PDFDocumentProxy }) {
  const text = useText(pagesText);
  const pages = document.numPages;
  const [history, setHistory] = useState<History>(() => asTheyCame(pages));
  const change = (next: (order: Order) => Order): void => setHistory((before) => goOn(before, next(before.now)));
  const undo = (): void => setHistory(goBack);
  const act = useAct((order: Order) => intake.joinUploads({ body: asOneFile(file, order) }), {
    onDone: (joined) => {
      files.take([{ ...joined, itemId: file.itemId, sentAt: new Date().toISOString() }]);
      files.remove(file.uploadId);
      files.makeMain(joined.uploadId);
      onClose();
    },
  });
  const left = blank.filter((page) => history.now.some((sheet) => sheet.page === page));
  return (
    <div className="column gap-8">
      <p className="small second">{text.note}</p>
      <div className="flex gap-8 wrap">
        {left.length > 0 && left.length < history.now.length && (
          <Button size="small" onClick={() => change((order) => without(order, left))}>
            {text.dropBlank(left.length)}
          </Button>
        )}
        {history.now.length > 2 && (
          <Button size="small" title={text.bothSidesNote} onClick={() => change(bothSides)}>
            {text.bothSides}
          </Button>
        )}
        <Button size="small" disabled={history.before.length === 0} onClick={undo}>
          {text.undo}
        </Button>
      </div>
      <SheetList document={document} order={history.now} blank={blank} change={change} undo={undo} />
      <ActNotice act={act} />
      <div className="flex gap-8 dialog-acts">
        <Button
          type="primary"
          loading={act.busy}
          disabled={!isChanged(history, pages)}
          onClick={() => act.run(history.now)}
        >
          {text.use}
        </Button>
        <Button onClick={onClose}>{text.cancel}</Button>
      </div>
    </div>
  );
}

function asOneFile({ uploadId, name }: KeptFile, order: Order) {
  const turned = order.flatMap(({ turn }, at) => (turn === 0 ? [] : [{ at: at + 1, turn }]));
  return { name, parts: [{ uploadId, pages: order.map(({ page }) => page), ...(turned.length > 0 && { turned }) }] };
}
