import type { Row } from '../platform/store.ts';

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
