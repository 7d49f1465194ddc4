import type { Row } from '../../platform/database/store.ts';

/** The certificate with which a person signed last: their key is theirs, so its end is known from nothing else. */
export interface SeenCertificate extends Row {
  readonly agencyId: string;
  readonly personId: string;
  readonly sha256: string;
  readonly until: Date;
}
