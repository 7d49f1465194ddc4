import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { type ProblemError, problemOf } from '../../../../api/problem.ts';
import { isStillSent } from '../../../../api/sent-file.ts';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import { useKept, useKeptForm } from '../../../../ui/forms/use-kept.ts';
import { layInTray, letGo } from './in-tray.ts';
import { type KeptFile, type NotSent, type Sending, sendFiles, sentFile, useBegunFiles } from './upload-files.ts';

/** Sent files that wait for their turn or for an answer; kept on this machine as long as the server has them, and in the tray. */
export interface WaitingFiles {
  readonly waiting: readonly KeptFile[];
  /** Files the server has dropped since: they must be brought anew. */
  readonly lost: readonly string[];
  /** How many there are with those on their way. */
  readonly count: number;
  readonly sending: Sending | undefined;
  readonly problem: ProblemError | undefined;
  add(files: readonly File[]): void;
  /** Takes files that were sent already. */
  take(files: readonly KeptFile[]): void;
  /** Gives all away: they belong elsewhere. */
  takeAll(): readonly KeptFile[];
  remove(uploadId: string): void;
}

/** PDFs that wait to be registered one after the other (*hàng chờ đăng ký*). */
export interface RegisterQueue extends WaitingFiles {
  readonly place: { readonly number: number; readonly total: number };
  /** Lets one go before all others. */
  prefer(uploadId: string): void;
  /** Takes the next one off the queue. */
  next(): KeptFile | undefined;
  /** Nothing of the queue is left, or is to be. */
  end(): void;
}

const isSame =
  ({ uploadId }: KeptFile) =>
  (other: KeptFile): boolean =>
    other.uploadId === uploadId;

const asLaid =
  (laid: KeptFile) =>
  (file: KeptFile): KeptFile =>
    isSame(laid)(file) ? laid : file;

function useWaitingFiles(
  kept: KeptForm,
): WaitingFiles & { put(next: (files: readonly KeptFile[]) => readonly KeptFile[]): void } {
  const [files, setFiles] = useKept<readonly KeptFile[]>(kept, 'files', [], z.array(sentFile));
  const [sending, setSending] = useState<Sending>();
  const [problem, setProblem] = useState<ProblemError>();
  const started = useRef(useBegunFiles(kept));
  const put = useRef(setFiles);
  put.current = setFiles;
  const current = useRef(files);
  current.current = files;
  const add = useCallback((dropped: readonly File[]) => {
    const keep = (file: KeptFile): void => {
      put.current((before) => [...before, file]);
      layInTray(file)
        .then((laid) => current.current.some(isSame(file)) && put.current((before) => before.map(asLaid(laid))))
        .catch((error: unknown) => setProblem(problemOf(error)));
    };
    const shown = { setSending, setProblem: (found: NotSent | undefined) => setProblem(found?.problem) };
    void sendFiles(dropped, { ...shown, keep, begun: started.current });
  }, []);
  const waiting = files.filter(({ sentAt }) => isStillSent(sentAt));
  return {
    waiting,
    lost: files.filter((file) => !waiting.includes(file)).map(({ name }) => name),
    count: waiting.length + (sending?.left ?? 0),
    sending,
    problem,
    add,
    take: (sent) => setFiles((before) => [...before, ...sent]),
    takeAll: () => {
      setFiles(() => []);
      kept.renew();
      return waiting;
    },
    remove: (uploadId) => {
      setFiles((before) => before.filter((file) => file.uploadId !== uploadId));
      const removed = files.filter((file) => file.uploadId === uploadId);
      letGo(removed).catch((error: unknown) => setProblem(problemOf(error)));
    },
    put: setFiles,
  };
}

/** The queue of this person on this machine. */
export function useRegisterQueue(): RegisterQueue {
  const kept = useKeptForm('dang-ky-hang');
  const { put, ...files } = useWaitingFiles(kept);
  const [begun, setBegun] = useKept(kept, 'begun', 1);
  const takeAll = (): readonly KeptFile[] => {
    setBegun(() => 1);
    return files.takeAll();
  };
  return {
    ...files,
    place: { number: begun, total: begun + files.count },
    prefer: (uploadId) =>
      put((before) => [
        ...before.filter((file) => file.uploadId === uploadId),
        ...before.filter((file) => file.uploadId !== uploadId),
      ]),
    next: () => {
      const [first, ...others] = files.waiting;
      if (!first) return undefined;
      put(() => others);
      setBegun((before) => before + 1);
      return first;
    },
    takeAll,
    end: () => void takeAll(),
  };
}

/** What was dropped while another document was being registered, until the clerk has said what it is. */
export function useAskedFiles(): WaitingFiles {
  return useWaitingFiles(useKeptForm('dang-ky-tha'));
}

/** Says what is left of the queue when its page is left. */
export function useSaidOnLeaving(left: number, say: (left: number) => void): void {
  const current = useRef({ left, say });
  current.current = { left, say };
  useEffect(
    () => () => {
      const { left: still, say: tell } = current.current;
      if (still > 0) tell(still);
    },
    [],
  );
}

/** Begins with the next of the queue as soon as nothing else is being registered. */
export function useNextOfQueue(
  queue: RegisterQueue,
  isIdle: boolean,
  take: (files: readonly KeptFile[]) => void,
): void {
  const current = useRef({ queue, take });
  current.current = { queue, take };
  const isNext = isIdle && queue.waiting.length > 0;
  useEffect(() => {
    const next = isNext ? current.current.queue.next() : undefined;
    if (next) current.current.take([next]);
  }, [isNext]);
}

/** What nobody answered for is the next document as soon as nothing else is being registered. */
export function useAskedNext(asked: WaitingFiles, isIdle: boolean, take: (files: readonly KeptFile[]) => void): void {
  const current = useRef({ asked, take });
  current.current = { asked, take };
  const isNext = isIdle && asked.waiting.length > 0;
  useEffect(() => {
    if (isNext) current.current.take(current.current.asked.takeAll());
  }, [isNext]);
}
