import { DomainError } from './errors.ts';
import type { FileStore } from './files.ts';
import { systemErrorCode } from './start/start-up-failure.ts';
import { reasonOf, type Way } from './start/state-file.ts';

/** How a stored file stands: as it was stored, or why not, in words. */
export type StoredState = { readonly good: true } | { readonly good: false; readonly why: Way };

const notWhole: Way = { vietnamese: 'nội dung không còn như lúc lưu', english: 'it is no longer what was stored' };

/** Reads a stored file to its end and says whether it is still what its name says; what cannot be read is said, never thrown. */
export async function stateOfStored(store: FileStore, sha256: string): Promise<StoredState> {
  try {
    await store.open(sha256);
    return { good: true };
  } catch (error) {
    const cause = error instanceof DomainError ? error.cause : error;
    if (systemErrorCode(cause) !== undefined) return { good: false, why: reasonOf(cause) };
    if (error instanceof DomainError && error.code === 'integrity-failure') return { good: false, why: notWhole };
    throw error;
  }
}
