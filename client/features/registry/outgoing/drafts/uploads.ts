import { useRef, useState } from 'react';
import { z } from 'zod';
import { uploadsContract } from '../../../../../server/platform/uploads/contract.ts';
import { addressOf } from '../../../../api/client.ts';
import { type ProblemError, problemOf } from '../../../../api/problem.ts';
import { sendFile } from '../../../../api/send-file.ts';
import { type BegunFile, begunFile, isOfBegun, isStillSent } from '../../../../api/sent-file.ts';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import { useThrownAway } from '../../../../ui/forms/use-kept.ts';

/** A file on its way to the server, or there. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  /** 0 to 1. */
  readonly sent: number;
  /** When it had arrived; null for a file the draft has already. */
  readonly sentAt: string | null;
  /** The id an act names it by; undefined until it is sent. */
  readonly id: string | undefined;
  readonly problem: ProblemError | undefined;
  /** Whether it waits for the network. */
  readonly paused?: boolean;
  /** What the server has of it, when it comes in parts. */
  readonly begun?: BegunFile;
  /** The file itself while it is on this machine, else its address; null once a reload of the page has taken it away before it had arrived. */
  readonly source: File | string | null;
}

/** What is kept of the files that have arrived. */
const arrived = z.array(
  z.object({ id: z.string(), name: z.string(), size: z.number(), sentAt: z.iso.datetime().nullable() }),
);

/**
 * The files of a form: those the draft has already, and new ones being sent, one after the other; what has arrived, or begun to, stays with the
 * `part` of the kept form. `onSent` hears of each that arrived.
 */
export function useUploads(
  { kept, part }: { readonly kept: KeptForm; readonly part: string },
  own: readonly Upload[],
  onSent: (id: string) => void,
) {
  const [uploads, show] = useState(() => keptUploads(kept, part, own) ?? own);
  const current = useRef(uploads);
  const put = (next: (before: readonly Upload[]) => readonly Upload[]): void => {
    current.current = next(current.current);
    show(current.current);
    const ready = current.current.flatMap(({ id, name, size, sentAt }) =>
      id === undefined ? [] : [{ id, name, size, sentAt }],
    );
    kept.keep(part, ready, 'person');
    const begun = current.current.flatMap((one) => (one.id === undefined && one.begun ? [one.begun] : []));
    kept.keep(begunPart(part), begun, 'person');
  };
  useThrownAway(kept, () => {
    current.current = own;
    show(own);
  });
  const change = (key: string, changes: Partial<Upload>): void =>
    put((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const sender = useSender(change, onSent);
  const start = (files: readonly File[]): Upload[] =>
    files.map((file) => {
      const key = crypto.randomUUID();
      const begun = current.current.find((one) => isCut(one) && isOfBegun(one.begun, file))?.begun;
      sender.send(key, file, begun);
      const { name, size } = file;
      const upload = { key, name, size, sent: 0, sentAt: null, id: undefined, problem: undefined, source: file };
      return begun ? { ...upload, begun } : upload;
    });
  return {
    uploads,
    sending: uploads.some(({ id, problem, source }) => id === undefined && problem === undefined && source !== null),
    add: (files: readonly File[]): void => {
      const started = start(files);
      const goesOn = ({ begun }: Upload) => started.some((one) => one.begun !== undefined && one.begun === begun);
      put((all) => [...all.filter((one) => !goesOn(one)), ...started]);
    },
    replace: (file: File): void => {
      const started = start([file]);
      for (const { key } of current.current) sender.stop(key);
      put(() => started);
    },
    takeOver: put,
    remove: (key: string): void => {
      sender.stop(key);
      put((all) => all.filter((one) => one.key !== key));
    },
  };
}

/** Sends files one after the other, and says of each by its key how it goes; what is stopped says nothing more. */
function useSender(change: (key: string, changes: Partial<Upload>) => void, onSent: (id: string) => void) {
  const queue = useRef(Promise.resolve());
  const stops = useRef(new Map<string, AbortController>());
  const send = async (file: File, { key, begun, signal }: Sent): Promise<void> => {
    if (signal.aborted) return;
    try {
      const { uploadId } = await sendFile(file, {
        ...{ begun, signal, onProgress: (sent) => change(key, { sent }) },
        onPause: (paused) => change(key, { paused }),
        onBegun: (now) => change(key, { begun: now }),
      });
      change(key, { id: uploadId, sent: 1, sentAt: new Date().toISOString() });
      onSent(uploadId);
    } catch (error) {
      if (!signal.aborted) change(key, { problem: problemOf(error) });
    }
  };
  return {
    send: (key: string, file: File, begun: BegunFile | undefined): void => {
      const stop = new AbortController();
      stops.current.set(key, stop);
      queue.current = queue.current.then(() => send(file, { key, begun, signal: stop.signal }));
    },
    stop: (key: string): void => stops.current.get(key)?.abort(),
  };
}

interface Sent {
  readonly key: string;
  readonly begun: BegunFile | undefined;
  readonly signal: AbortSignal;
}

/** Whether a reload of the page has cut its sending off: it must be chosen again. */
export function isCut(upload: Upload): upload is Upload & { readonly begun: BegunFile } {
  return upload.source === null && upload.begun !== undefined;
}

export type Uploads = ReturnType<typeof useUploads>;

/** The files once a newer version is taken over: what it has now but for those the person took away (`before` names what there was), and the new ones. */
export function filesOverNewer(
  before: readonly string[],
  typed: readonly Upload[],
  now: readonly Upload[],
): readonly Upload[] {
  const isTakenAway = (id: string | undefined): boolean =>
    before.some((was) => was === id) && !typed.some((one) => one.id === id);
  return [...now.filter(({ id }) => !isTakenAway(id)), ...typed.filter(({ id, sentAt }) => !id || sentAt !== null)];
}

const begunPart = (part: string): string => `${part}-begun`;

/** The files the form was left with, as far as the server still has them, and those whose sending was cut off. */
function keptUploads(kept: KeptForm, part: string, own: readonly Upload[]): readonly Upload[] | undefined {
  const arrivedNow = kept.read(part, arrived)?.flatMap(({ id, name, size, sentAt }): readonly Upload[] => {
    if (sentAt === null) return own.filter((one) => one.id === id);
    if (!isStillSent(sentAt)) return [];
    const source = addressOf(uploadsContract.readUpload, { params: { uploadId: id } });
    return [{ key: id, name, size, sent: 1, sentAt, id, problem: undefined, source }];
  });
  return arrivedNow && [...arrivedNow, ...cutUploads(kept, part)];
}

function cutUploads(kept: KeptForm, part: string): Upload[] {
  const begun = kept.read(begunPart(part), z.array(begunFile)) ?? [];
  return begun
    .filter(({ begunAt }) => isStillSent(begunAt))
    .map((one) => {
      const { begunId: key, name, size } = one;
      return { key, name, size, sent: 0, sentAt: null, id: undefined, problem: undefined, begun: one, source: null };
    });
}
