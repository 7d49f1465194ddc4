import { printsContract } from '../../../../server/signing/prints/contract.ts';
import { api } from '../../../api/client.ts';
import { problemOf } from '../../../api/problem.ts';
import { problemWords } from '../../../api/problem-text.ts';
import { language } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { printPdf } from '../../../ui/pdf/print-pdf.ts';
import { printText } from './text.ts';

const prints = api(printsContract);

/** Hands the pages of prints that were taken to the browser’s printing, in one file; says why where there are none. */
export function openPrint([printId, ...others]: readonly string[]): void {
  if (printId === undefined) return;
  showToast({ words: printText[language.get()].making });
  const query = others.length === 0 ? {} : { with: others.join(',') };
  prints.printedFile({ params: { printId }, query }).then(
    async (file) => printPdf(new Uint8Array(await file.arrayBuffer())),
    (error: unknown) => {
      const { title, detail } = problemWords(problemOf(error), language.get());
      showToast({ words: `${title}. ${detail}`, notDone: true });
    },
  );
}
