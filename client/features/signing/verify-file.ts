import { useState } from 'react';
import { uploadsContract } from '../../../server/platform/uploads-contract.ts';
import { signingContract, type VerificationView } from '../../../server/signing/contract.ts';
import { api } from '../../api/client.ts';
import { type ProblemError, problemOf } from '../../api/problem.ts';

/** One file on its way to a verdict. */
export interface VerifiedFile {
  readonly id: string;
  readonly file: File;
  /** How much of it is sent, 0 to 1. */
  readonly sent: number;
  readonly uploadId: string | undefined;
  readonly busy: boolean;
  readonly verification: VerificationView | undefined;
  readonly problem: ProblemError | undefined;
}

const uploads = api(uploadsContract);
const signing = api(signingContract);

/** The files of the page with their verdicts: sending, checking, checking again, taking away. */
export function useVerifiedFiles() {
  const [files, setFiles] = useState<readonly VerifiedFile[]>([]);
  const change = (id: string, changes: Partial<VerifiedFile>): void =>
    setFiles((all) => all.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const verify = async ({ id, file, uploadId: known }: VerifiedFile): Promise<void> => {
    change(id, { busy: true, problem: undefined });
    try {
      const uploadId =
        known ?? (await uploads.keepUpload({ file, onProgress: (sent) => change(id, { sent }) })).uploadId;
      change(id, { uploadId, sent: 1 });
      const verification = await signing.verifyUpload({ body: { uploadId } });
      change(id, { verification, busy: false });
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
        uploadId: undefined,
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
