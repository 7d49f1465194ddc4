import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import type { ProblemError } from '../../../../api/problem.ts';
import { isStillSent } from '../../../../api/sent-file.ts';
import { useKept, useKeptForm } from '../../../../ui/use-kept.ts';
import { type KeptFile, type Sending, sendFiles, sentFile } from './upload-files.ts';

/** PDFs that wait to be registered one after the other (*hàng chờ đăng ký*); kept on this machine as long as the server has the files. */
export interface RegisterQueue {
  readonly waiting: readonly KeptFile[];
  /** Files the server has dropped since: they must be brought anew. */
  readonly lost: readonly string[];
  readonly place: { readonly number: number; readonly total: number };
  readonly sending: Sending | undefined;
  readonly problem: ProblemError | undefined;
  add(files: readonly File[]): void;
  /** Takes the next one off the queue. */
  next(): KeptFile | undefined;
  /** Takes all off the queue: they belong to the document of now. */
  takeAll(): readonly KeptFile[];
  remove(uploadId: string): void;
  /** Nothing of the queue is left, or is to be. */
  end(): void;
}

/** The queue of this person on this machine. */
export function useRegisterQueue(): RegisterQueue {
  const kept = useKeptForm('dang-ky-hang');
  const [files, setFiles] = useKept<readonly KeptFile[]>(kept, 'files', [], z.array(sentFile));
  const [begun, setBegun] = useKept(kept, 'begun', 1);
  const [sending, setSending] = useState<Sending>();
  const [problem, setProblem] = useState<ProblemError>();
  const put = useRef(setFiles);
  put.current = setFiles;
  const add = useCallback((dropped: readonly File[]) => {
    const keep = (file: KeptFile): void => put.current((before) => [...before, file]);
    void sendFiles(dropped, { keep, setSending, setProblem: (found) => setProblem(found?.problem) });
  }, []);
  const waiting = files.filter(({ sentAt }) => isStillSent(sentAt));
  const end = (): void => {
    setFiles(() => []);
    setBegun(() => 1);
    kept.renew();
  };
  return {
    waiting,
    lost: files.filter((file) => !waiting.includes(file)).map(({ name }) => name),
    place: { number: begun, total: begun + waiting.length + (sending?.left ?? 0) },
    sending,
    problem,
    add,
    next: () => {
      const [first, ...others] = waiting;
      if (!first) return undefined;
      setFiles(() => others);
      setBegun((before) => before + 1);
      return first;
    },
    takeAll: () => {
      end();
      return waiting;
    },
    remove: (uploadId) => setFiles((before) => before.filter((file) => file.uploadId !== uploadId)),
    end,
  };
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
