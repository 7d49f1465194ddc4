import { useCallback, useRef, useState } from 'react';
import { z } from 'zod';
import { uploadsContract, uploadView } from '../../../../../server/platform/uploads/contract.ts';
import { api } from '../../../../api/client.ts';
import { type ProblemError, problemOf } from '../../../../api/problem.ts';
import { isStillSent } from '../../../../api/sent-file.ts';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import { useKept } from '../../../../ui/forms/use-kept.ts';

const uploads = api(uploadsContract);
const PDF = 'application/pdf';

/** A file the server has, as the form keeps it. */
export const sentFile = uploadView.extend({ sentAt: z.iso.datetime() });

export type KeptFile = z.output<typeof sentFile>;

/** What is on its way: which file, which part of it, and how many there are with those behind it. */
export interface Sending {
  readonly name: string;
  readonly part: number;
  readonly left: number;
}

/** A file that could not be sent, and why. */
export interface NotSent {
  readonly name: string;
  readonly problem: ProblemError;
}

/** Sends files one after the other; one that is refused holds up none behind it. */
export async function sendFiles(
  files: readonly File[],
  to: {
    readonly keep: (file: KeptFile) => void;
    readonly setSending: (sending: Sending | undefined) => void;
    readonly setProblem: (problem: NotSent | undefined) => void;
  },
): Promise<void> {
  to.setProblem(undefined);
  for (const [index, file] of files.entries()) {
    const of = { name: file.name, left: files.length - index };
    to.setSending({ ...of, part: 0 });
    try {
      const view = await uploads.keepUpload({ file, onProgress: (part) => to.setSending({ ...of, part }) });
      to.keep({ ...view, sentAt: new Date().toISOString() });
    } catch (error) {
      to.setProblem({ name: file.name, problem: problemOf(error) });
    }
  }
  to.setSending(undefined);
}

/** The files of one registration: the document, what lies beside it, and what is on its way. */
export interface RegisterFiles {
  readonly main: KeptFile | undefined;
  readonly attachments: readonly KeptFile[];
  readonly sending: Sending | undefined;
  readonly problem: NotSent | undefined;
  add(files: readonly File[]): Promise<void>;
  /** Takes files that were sent already. */
  take(files: readonly KeptFile[]): void;
  remove(uploadId: string): void;
  makeMain(uploadId: string): void;
}

/** The first PDF is the document, the other files lie beside it. They stay with the form until the server drops them. */
export function useRegisterFiles(form: KeptForm): RegisterFiles {
  const [all, setKept] = useKept<readonly KeptFile[]>(form, 'files', [], z.array(sentFile));
  const [mainId, setMainId] = useKept<string | null>(form, 'main', null, z.string().nullable());
  const kept = all.filter(({ sentAt }) => isStillSent(sentAt));
  const [sending, setSending] = useState<RegisterFiles['sending']>();
  const [problem, setProblem] = useState<RegisterFiles['problem']>();
  const put = useRef(setKept);
  put.current = setKept;
  const add = useCallback((files: readonly File[]) => {
    const keep = (file: KeptFile): void => put.current((before) => [...before, file]);
    return sendFiles(files, { keep, setSending, setProblem });
  }, []);
  const main = kept.find(({ uploadId }) => uploadId === mainId) ?? kept.find(({ mediaType }) => mediaType === PDF);
  return {
    main,
    attachments: kept.filter((file) => file !== main),
    sending,
    problem,
    add,
    take: (files) => setKept((before) => [...before, ...files]),
    remove: (uploadId) => setKept((before) => before.filter((file) => file.uploadId !== uploadId)),
    makeMain: (uploadId) => setMainId(() => uploadId),
  };
}

/** Whether a file can be the document itself. */
export function isPdf({ mediaType }: KeptFile): boolean {
  return mediaType === PDF;
}
