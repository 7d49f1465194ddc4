import { useCallback, useRef, useState } from 'react';
import { z } from 'zod';
import { uploadView } from '../../../../../server/platform/uploads/contract.ts';
import { type ProblemError, problemOf } from '../../../../api/problem.ts';
import { sendFile } from '../../../../api/send-file.ts';
import { type BegunFile, begunFile, isOfBegun, isStillSent } from '../../../../api/sent-file.ts';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import { useKept } from '../../../../ui/forms/use-kept.ts';

const PDF = 'application/pdf';

/** A file the server has, as the form keeps it; `itemId` where it waits in the tray as well. */
export const sentFile = uploadView.extend({ sentAt: z.iso.datetime(), itemId: z.string().optional() });

export type KeptFile = z.output<typeof sentFile>;

/** What is on its way: which file, which part of it, and how many there are with those behind it. */
export interface Sending {
  readonly name: string;
  readonly part: number;
  readonly left: number;
  /** Whether it waits for the network. */
  readonly paused: boolean;
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
    readonly begun: BegunFiles;
  },
): Promise<void> {
  to.setProblem(undefined);
  for (const [index, file] of files.entries()) {
    let sending: Sending = { name: file.name, left: files.length - index, part: 0, paused: false };
    const show = (change: Partial<Sending>): void => {
      sending = { ...sending, ...change };
      to.setSending(sending);
    };
    show({});
    try {
      const view = await sendFile(file, {
        ...{ begun: to.begun.of(file), onBegun: to.begun.keep },
        ...{ onProgress: (part) => show({ part }), onPause: (paused) => show({ paused }) },
      });
      to.keep({ ...view, sentAt: new Date().toISOString() });
      to.begun.end(file);
    } catch (error) {
      to.setProblem({ name: file.name, problem: problemOf(error) });
    }
  }
  to.setSending(undefined);
}

/** The files of a form whose sending began and has not ended; a reload of the page cuts it off. */
export interface BegunFiles {
  /** Those that are to be chosen again. */
  readonly cut: readonly BegunFile[];
  of(file: File): BegunFile | undefined;
  keep(begun: BegunFile): void;
  end(file: File): void;
  /** Nobody chooses it again. */
  forget(begunId: string): void;
}

/** What had begun to be sent when the page was left, and what begins now, as it stays with the form. */
export function useBegunFiles(form: KeptForm): BegunFiles {
  const [all, setBegun] = useKept<readonly BegunFile[]>(form, 'begun', [], z.array(begunFile));
  const [before] = useState(() => new Set(all.map(({ begunId }) => begunId)));
  const current = useRef({ all, setBegun });
  current.current = { all, setBegun };
  const [acts] = useState(() => ({
    of: (file: File) => current.current.all.find((one) => isOfBegun(one, file)),
    keep: (begun: BegunFile) => current.current.setBegun((known) => [...known, begun]),
    end: (file: File) => current.current.setBegun((known) => known.filter((one) => !isOfBegun(one, file))),
    forget: (begunId: string) => current.current.setBegun((known) => known.filter((one) => one.begunId !== begunId)),
  }));
  const cut = all.filter(({ begunId, begunAt }) => before.has(begunId) && isStillSent(begunAt));
  return { ...acts, cut };
}

/** The files of one registration: the document, what lies beside it, and what is on its way. */
export interface RegisterFiles {
  readonly main: KeptFile | undefined;
  readonly attachments: readonly KeptFile[];
  readonly sending: Sending | undefined;
  readonly problem: NotSent | undefined;
  /** Files whose sending a reload of the page cut off. */
  readonly begun: BegunFiles;
  add(files: readonly File[]): Promise<void>;
  /** Takes files that were sent already. */
  take(files: readonly KeptFile[]): void;
  remove(uploadId: string): void;
  /** Puts another file in the place of one. */
  replace(uploadId: string, file: KeptFile): void;
  makeMain(uploadId: string): void;
}

/** The first PDF is the document, the other files lie beside it. They stay with the form until the server drops them. */
export function useRegisterFiles(form: KeptForm): RegisterFiles {
  const [all, setKept] = useKept<readonly KeptFile[]>(form, 'files', [], z.array(sentFile));
  const [mainId, setMainId] = useKept<string | null>(form, 'main', null, z.string().nullable());
  const kept = all.filter(({ sentAt }) => isStillSent(sentAt));
  const [sending, setSending] = useState<RegisterFiles['sending']>();
  const [problem, setProblem] = useState<RegisterFiles['problem']>();
  const begun = useBegunFiles(form);
  const put = useRef(setKept);
  put.current = setKept;
  const started = useRef(begun);
  started.current = begun;
  const add = useCallback((files: readonly File[]) => {
    const keep = (file: KeptFile): void => put.current((before) => [...before, file]);
    return sendFiles(files, { keep, setSending, setProblem, begun: started.current });
  }, []);
  const main = kept.find(({ uploadId }) => uploadId === mainId) ?? kept.find(({ mediaType }) => mediaType === PDF);
  return {
    main,
    attachments: kept.filter((file) => file !== main),
    sending,
    problem,
    begun,
    add,
    take: (files) => setKept((before) => [...before, ...files]),
    remove: (uploadId) => setKept((before) => before.filter((file) => file.uploadId !== uploadId)),
    replace: (uploadId, other) =>
      setKept((before) => before.map((file) => (file.uploadId === uploadId ? other : file))),
    makeMain: (uploadId) => setMainId(() => uploadId),
  };
}

/** Whether a file can be the document itself. */
export function isPdf({ mediaType }: KeptFile): boolean {
  return mediaType === PDF;
}
