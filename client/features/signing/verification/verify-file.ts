import { useState } from 'react';
import { signingContract, type VerificationView } from '../../../../server/signing/contract.ts';
import { api } from '../../../api/client.ts';
import { type ProblemError, problemOf } from '../../../api/problem.ts';

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

/** The files of the page with their verdicts: sending, checking, checking again, taking away. */
export function useVerifiedFiles() {
  const [files, setFiles] = useState<readonly VerifiedFile[]>([]);
  const change = (id: string, changes: Partial<VerifiedFile>): void =>
    setFiles((all) => all.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const verify = async ({ id, file }: VerifiedFile): Promise<void> => {
    change(id, { busy: true, sent: 0, problem: undefined });
    try {
      const verification = await signing.verifyFile({ file, onProgress: (sent) => change(id, { sent }) });
      change(id, { verification, sent: 1, busy: false });
    } catch (error) {
      change(id, { problem: problemOf(error), busy: false });
    }
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
      for (const one of added) void verify(one);
    },
    again: (one: VerifiedFile): void => void verify(one),
    remove: (id: string): void => setFiles((all) => all.filter((one) => one.id !== id)),
    clear: (): void => setFiles([]),
  };
}
