import { useRef, useState } from 'react';
import { signingContract, type VerificationView } from '../../../server/signing/contract.ts';
import { api } from '../../api/client.ts';
import { type ProblemError, problemOf } from '../../api/problem.ts';

/** One file on its way to a verdict. */
export interface VerifiedFile {
  readonly id: string;
  readonly file: File;
  /** How much of it is sent, 0 to 1. */
  readonly sent: number;
  readonly busy: boolean;
  readonly verification: VerificationView | undefined;
  readonly problem: ProblemError | undefined;
}

const signing = api(signingContract);

const MOST_TRIES = 5;

/** Sends a file; where others of the same office are being checked it waits as long as the server asks. */
async function verified(file: File, onProgress: (sent: number) => void): Promise<VerificationView> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await signing.verifyFile({ file, onProgress });
    } catch (error) {
      const { slug, retryAfter } = problemOf(error);
      if (tries === MOST_TRIES || retryAfter === undefined || !waits.has(slug)) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryAfter * 1_000));
    }
  }
}

const waits: ReadonlySet<string> = new Set(['too-many-at-once', 'too-busy', 'workers-busy']);

/** The files of the page with their verdicts: sending one after the other, checking, checking again, taking away. */
export function useVerifiedFiles() {
  const [files, setFiles] = useState<readonly VerifiedFile[]>([]);
  const last = useRef<Promise<void>>(Promise.resolve());
  const change = (id: string, changes: Partial<VerifiedFile>): void =>
    setFiles((all) => all.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const verify = async ({ id, file }: VerifiedFile): Promise<void> => {
    change(id, { busy: true, sent: 0, problem: undefined });
    try {
      const verification = await verified(file, (sent) => change(id, { sent }));
      change(id, { verification, sent: 1, busy: false });
    } catch (error) {
      change(id, { problem: problemOf(error), busy: false });
    }
  };
  const verifyInTurn = (one: VerifiedFile): void => {
    last.current = last.current.then(() => verify(one));
  };
  return {
    files,
    add: (chosen: readonly File[]): void => {
      const added = chosen.map((file) => ({
        id: crypto.randomUUID(),
        file,
        sent: 0,
        busy: true,
        verification: undefined,
        problem: undefined,
      }));
      setFiles((all) => [...added, ...all]);
      for (const one of added) verifyInTurn(one);
    },
    again: verifyInTurn,
    remove: (id: string): void => setFiles((all) => all.filter((one) => one.id !== id)),
    clear: (): void => setFiles([]),
  };
}
