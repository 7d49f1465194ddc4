import type { Row } from '../../../platform/database/store.ts';

/** The key of the directory’s authority, put here by hand: nothing is trusted on first use (docs/exchange-protocol.md §4). The one row has the id `directory`. */
export interface DirectoryPin extends Row {
  /** Ed25519, SubjectPublicKeyInfo in base64. */
  readonly publicKey: string;
  readonly sha256: string;
  readonly at: Date;
}

export const DIRECTORY_PIN = 'directory';
