import { useRef, useState } from 'react';
import { uploadsContract } from '../../../server/platform/uploads/contract.ts';
import { api } from '../../api/client.ts';
import { type ProblemError, problemOf } from '../../api/problem.ts';

/** A file on its way to the server, or there. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  /** 0 to 1. */
  readonly sent: number;
  /** The id an act names it by; undefined until it is sent. */
  readonly id: string | undefined;
  readonly problem: ProblemError | undefined;
  /** The file itself while it is on this machine, else its address. */
  readonly source: File | string;
}

/** The files of a form: those the draft has already, and new ones being sent, one after the other. `onSent` hears of each that arrived. */
export function useUploads(kept: readonly Upload[], onSent: (id: string) => void) {
  const [uploads, setUploads] = useState(kept);
  const queue = useRef(Promise.resolve());
  const change = (key: string, changes: Partial<Upload>): void =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const send = async (key: string, file: File): Promise<void> => {
    try {
      const { uploadId } = await api(uploadsContract).keepUpload({
        file,
        onProgress: (sent) => change(key, { sent }),
      });
      change(key, { id: uploadId, sent: 1 });
      onSent(uploadId);
    } catch (error) {
      change(key, { problem: problemOf(error) });
    }
  };
  const start = (files: readonly File[]): Upload[] =>
    files.map((file) => {
      const key = crypto.randomUUID();
      queue.current = queue.current.then(() => send(key, file));
      return { key, name: file.name, size: file.size, sent: 0, id: undefined, problem: undefined, source: file };
    });
  return {
    uploads,
    sending: uploads.some(({ id, problem }) => id === undefined && problem === undefined),
    add: (files: readonly File[]): void => {
      const started = start(files);
      setUploads((all) => [...all, ...started]);
    },
    replace: (file: File): void => setUploads(start([file])),
    remove: (key: string): void => setUploads((all) => all.filter((one) => one.key !== key)),
  };
}

export type Uploads = ReturnType<typeof useUploads>;
