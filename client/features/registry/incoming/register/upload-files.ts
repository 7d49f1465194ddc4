import { useCallback, useRef, useState } from 'react';
import { z } from 'zod';
import { uploadsContract, uploadView } from '../../../../../server/platform/uploads/contract.ts';
import { api } from '../../../../api/client.ts';
import { type ProblemError, problemOf } from '../../../../api/problem.ts';
import { isStillSent } from '../../../../api/sent-file.ts';
import type { KeptForm } from '../../../../ui/kept-form.ts';
import { useKept } from '../../../../ui/use-kept.ts';

const uploads = api(uploadsContract);
const PDF = 'application/pdf';

const sentFile = uploadView.extend({ sentAt: z.iso.datetime() });

export type KeptFile = z.output<typeof sentFile>;

/** The files of one registration: the document, what lies beside it, and what is on its way. */
export interface RegisterFiles {
  readonly main: KeptFile | undefined;
  readonly attachments: readonly KeptFile[];
  readonly sending: { readonly name: string; readonly part: number } | undefined;
  readonly problem: { readonly name: string; readonly problem: ProblemError } | undefined;
  add(files: readonly File[]): void;
  remove(uploadId: string): void;
  makeMain(uploadId: string): void;
}

/** Sends files one after the other; the first PDF is the document, the others lie beside it. They stay with the form until the server drops them. */
export function useRegisterFiles(form: KeptForm): RegisterFiles {
  const [all, setKept] = useKept<readonly KeptFile[]>(form, 'files', [], z.array(sentFile));
  const [mainId, setMainId] = useKept<string | null>(form, 'main', null, z.string().nullable());
  const kept = all.filter(({ sentAt }) => isStillSent(sentAt));
  const [sending, setSending] = useState<RegisterFiles['sending']>();
  const [problem, setProblem] = useState<RegisterFiles['problem']>();
  const put = useRef(setKept);
  put.current = setKept;
  const add = useCallback((files: readonly File[]) => {
    const send = async (): Promise<void> => {
      setProblem(undefined);
      for (const file of files) {
        setSending({ name: file.name, part: 0 });
        try {
          const view = await uploads.keepUpload({ file, onProgress: (part) => setSending({ name: file.name, part }) });
          put.current((before) => [...before, { ...view, sentAt: new Date().toISOString() }]);
        } catch (error) {
          setProblem({ name: file.name, problem: problemOf(error) });
        }
      }
      setSending(undefined);
    };
    void send();
  }, []);
  const main = kept.find(({ uploadId }) => uploadId === mainId) ?? kept.find(({ mediaType }) => mediaType === PDF);
  return {
    main,
    attachments: kept.filter((file) => file !== main),
    sending,
    problem,
    add,
    remove: (uploadId) => setKept((before) => before.filter((file) => file.uploadId !== uploadId)),
    makeMain: (uploadId) => setMainId(() => uploadId),
  };
}

/** Whether a file can be the document itself. */
export function isPdf({ mediaType }: KeptFile): boolean {
  return mediaType === PDF;
}
