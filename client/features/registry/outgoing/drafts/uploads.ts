import { useRef, useState } from 'react';
import { z } from 'zod';
import { uploadsContract } from '../../../../../server/platform/uploads/contract.ts';
import { addressOf, api } from '../../../../api/client.ts';
import { type ProblemError, problemOf } from '../../../../api/problem.ts';
import { isStillSent } from '../../../../api/sent-file.ts';
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
  /** The file itself while it is on this machine, else its address. */
  readonly source: File | string;
}

/** What is kept of the files that have arrived. */
const arrived = z.array(
  z.object({ id: z.string(), name: z.string(), size: z.number(), sentAt: z.iso.datetime().nullable() }),
);

/**
 * The files of a form: those the draft has already, and new ones being sent, one after the other; what has arrived stays with the
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
  };
  useThrownAway(kept, () => {
    current.current = own;
    show(own);
  });
  const queue = useRef(Promise.resolve());
  const change = (key: string, changes: Partial<Upload>): void =>
    put((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const send = async (key: string, file: File): Promise<void> => {
    try {
      const { uploadId } = await api(uploadsContract).keepUpload({
        file,
        onProgress: (sent) => change(key, { sent }),
      });
      change(key, { id: uploadId, sent: 1, sentAt: new Date().toISOString() });
      onSent(uploadId);
    } catch (error) {
      change(key, { problem: problemOf(error) });
    }
  };
  const start = (files: readonly File[]): Upload[] =>
    files.map((file) => {
      const key = crypto.randomUUID();
      queue.current = queue.current.then(() => send(key, file));
      const { name, size } = file;
      return { key, name, size, sent: 0, sentAt: null, id: undefined, problem: undefined, source: file };
    });
  return {
    uploads,
    sending: uploads.some(({ id, problem }) => id === undefined && problem === undefined),
    add: (files: readonly File[]): void => {
      const started = start(files);
      put((all) => [...all, ...started]);
    },
    replace: (file: File): void => {
      const started = start([file]);
      put(() => started);
    },
    takeOver: put,
    remove: (key: string): void => put((all) => all.filter((one) => one.key !== key)),
  };
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

/** The files the form was left with, as far as the server still has them. */
function keptUploads(kept: KeptForm, part: string, own: readonly Upload[]): readonly Upload[] | undefined {
  return kept.read(part, arrived)?.flatMap(({ id, name, size, sentAt }): readonly Upload[] => {
    if (sentAt === null) return own.filter((one) => one.id === id);
    if (!isStillSent(sentAt)) return [];
    const source = addressOf(uploadsContract.readUpload, { params: { uploadId: id } });
    return [{ key: id, name, size, sent: 1, sentAt, id, problem: undefined, source }];
  });
}
