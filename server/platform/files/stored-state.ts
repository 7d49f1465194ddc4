import { DomainError } from '../errors.ts';
import { systemErrorCode } from '../state/start-up-failure.ts';
import { missing, reasonOf, type Way } from '../state/state-file.ts';
import type { FileStore } from './files.ts';

export type StoredFault = 'missing' | 'damaged' | 'unreadable';

/** How a stored file stands: as it was stored, or why not, also in words. */
export type StoredState =
  | { readonly good: true; readonly size: number }
  | { readonly good: false; readonly fault: StoredFault; readonly why: Way };

/** The state of a stored file that is not there. */
export const notStored: StoredState = { good: false, fault: 'missing', why: missing };

/** Reads a stored file to its end and says whether it is still what its name says; what cannot be read is said, never thrown. */
export async function stateOfStored(store: FileStore, sha256: string): Promise<StoredState> {
  try {
    return { good: true, size: (await store.open(sha256)).size };
  } catch (error) {
    const cause = error instanceof DomainError ? error.cause : error;
    const code = systemErrorCode(cause);
    if (code === undefined && !(await store.has(sha256))) return notStored;
    if (code === 'ENOENT') return notStored;
    if (code !== undefined) return { good: false, fault: 'unreadable', why: reasonOf(cause) };
    if (error instanceof DomainError && error.code === 'integrity-failure')
      return damagedState('nội dung không còn như lúc lưu', 'it is no longer what was stored');
    throw error;
  }
}

/** The state of a stored file that is there and is not what was stored. */
export function damagedState(vietnamese: string, english: string): StoredState {
  return { good: false, fault: 'damaged', why: { vietnamese, english } };
}
