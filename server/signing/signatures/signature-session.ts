import type { Row } from '../../platform/database/store.ts';

/** A signature that waits for its value between the two phases, what must be signed and its signature; over after `expiresAt`, and kept: it says who began to sign what. */
export interface SignatureSession extends Row {
  readonly agencyId: string;
  readonly documentId: string;
  readonly positionId: string;
  /** The document as the leader saw it (`shownToSigner`); a document that differs in anything is not signed by this session. */
  readonly shownSha256: string;
  /** The file the leader saw: the base of the increment. */
  readonly baseSha256: string;
  readonly incrementSha256: string;
  /** `BegunSignature` without its increment, bytes in base64, as JSON text. */
  readonly begun: string;
  readonly state: 'open' | 'completed';
  readonly expiresAt: Date;
}
