import { defineStore, type Row } from '../platform/store.ts';

/** A signature that waits for its value between the two phases (PADES §3); ends by itself when nobody completes it. */
export interface SignatureSession extends Row {
  readonly agencyId: string;
  readonly documentId: string;
  readonly positionId: string;
  /** The file the leader saw: the base of the increment. */
  readonly baseSha256: string;
  readonly incrementSha256: string;
  /** `BegunSignature` without its increment, bytes in base64, as JSON text. */
  readonly begun: string;
  readonly state: 'open' | 'completed';
  readonly expiresAt: Date;
}

/** A certificate enrolled for an agency — *chứng thư của cơ quan* — that its seal or system signatures are held against. */
export interface AgencyCertificate extends Row {
  readonly agencyId: string;
  readonly purpose: 'seal' | 'system';
  /** DER in base64. */
  readonly certificate: string;
  readonly sha256: string;
  readonly from: Date;
  readonly until: Date;
  /** From then on it counts no more, whatever its own dates say. */
  readonly revokedAt?: Date;
}

/** A certificate an operator trusts: root, intermediate or timestamp authority (*danh sách tin cậy*). */
export interface TrustedCertificate extends Row {
  readonly kind: 'anchor' | 'intermediate' | 'timestamp-authority';
  /** DER in base64. */
  readonly certificate: string;
  readonly sha256: string;
  readonly subject: string;
  readonly addedAt: Date;
}

const SESSION_KEPT_SECONDS = 24 * 3600;

export const signatureSessions = defineStore<SignatureSession>(
  'signatureSessions',
  {
    agencyId: String,
    documentId: String,
    positionId: String,
    baseSha256: String,
    incrementSha256: String,
    begun: String,
    state: String,
    expiresAt: Date,
  },
  [
    { keys: { agencyId: 1, documentId: 1 } },
    { keys: { expiresAt: 1 }, options: { expireAfterSeconds: SESSION_KEPT_SECONDS } },
  ],
);

export const agencyCertificates = defineStore<AgencyCertificate>(
  'agencyCertificates',
  { agencyId: String, purpose: String, certificate: String, sha256: String, from: Date, until: Date, revokedAt: Date },
  [{ keys: { agencyId: 1, purpose: 1, sha256: 1 }, options: { unique: true } }],
);

export const trustedCertificates = defineStore<TrustedCertificate>(
  'trustedCertificates',
  { kind: String, certificate: String, sha256: String, subject: String, addedAt: Date },
  [{ keys: { sha256: 1 }, options: { unique: true } }],
);
