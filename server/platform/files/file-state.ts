import type { Stats } from 'node:fs';
import { stat, utimes } from 'node:fs/promises';

/** What is known of a file; nothing when it is not there, or no longer. */
export async function statOf(path: string): Promise<Stats | undefined> {
  return await stat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
}

/** Whether a call failed because the file is not there. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
}

/** Whether a call came about; false when the file was not there. */
export async function unlessMissing(call: Promise<void>): Promise<boolean> {
  return await call.then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

/** Makes a file as old as this moment; false when it is not there. */
export async function touched(path: string): Promise<boolean> {
  const now = new Date();
  return await unlessMissing(utimes(path, now, now));
}
