import { useCallback, useState } from 'react';
import type { z } from 'zod';
import { uploadsContract, type uploadView } from '../../../server/platform/uploads/contract.ts';
import { api } from '../../api/client.ts';
import { type ProblemError, problemOf } from '../../api/problem.ts';

const uploads = api(uploadsContract);
const PDF = 'application/pdf';

export type KeptFile = z.output<typeof uploadView>;

/** The files of one registration: the document, what lies beside it, and what is on its way. */
export interface RegisterFiles {
  readonly main: KeptFile | undefined;
  readonly attachments: readonly KeptFile[];
  readonly sending: { readonly name: string; readonly part: number } | undefined;
  readonly problem: { readonly name: string; readonly problem: ProblemError } | undefined;
  add(files: readonly File[]): void;
  remove(uploadId: string): void;
  makeMain(uploadId: string): void;
  clear(): void;
}

/** Sends files one after the other; the first PDF is the document, the others lie beside it. */
export function useRegisterFiles(): RegisterFiles {
  const [kept, setKept] = useState<readonly KeptFile[]>([]);
  const [mainId, setMainId] = useState<string>();
  const [sending, setSending] = useState<RegisterFiles['sending']>();
  const [problem, setProblem] = useState<RegisterFiles['problem']>();
  const add = useCallback((files: readonly File[]) => {
    const send = async (): Promise<void> => {
      setProblem(undefined);
      for (const file of files) {
        setSending({ name: file.name, part: 0 });
        try {
          const view = await uploads.keepUpload({ file, onProgress: (part) => setSending({ name: file.name, part }) });
          setKept((before) => [...before, view]);
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
    makeMain: setMainId,
    clear: () => {
      setKept([]);
      setMainId(undefined);
      setProblem(undefined);
    },
  };
}

/** Whether a file can be the document itself. */
export function isPdf({ mediaType }: KeptFile): boolean {
  return mediaType === PDF;
}
