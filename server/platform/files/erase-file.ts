import { files } from './files.ts';
import { forgetDerived, namedAmong } from './sweep-files.ts';

/** Erases a stored file at once and for good, with all that was derived of it, unless a row still names it; gives whether it is gone. */
export async function eraseFile(sha256: string): Promise<boolean> {
  await forgetDerived(sha256);
  if ((await namedAmong(new Set([sha256]))).size > 0) return false;
  const gone = await files().setAside(sha256, new Date());
  await files().aside.remove(sha256);
  return gone || !(await files().has(sha256));
}
