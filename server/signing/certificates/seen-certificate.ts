import type { Row } from '../../platform/database/store.ts';

/** The certificate a person signed with last. Keys of persons are not kept here, so this alone tells when theirs ends. */
export interface SeenCertificate extends Row {
  readonly agencyId: string;
  readonly personId: string;
  readonly sha256: string;
  readonly until: Date;
}
