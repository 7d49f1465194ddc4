import type { ListedCertificate } from './listed-keys.ts';

/** An agency as the exchange knows it, hosted here or by another deployment; it is told from others by its code. */
export interface Correspondent {
  readonly code: string;
  readonly name: string;
  readonly formerNames: readonly string[];
  /** Its row here, where it is hosted here. */
  readonly agencyId?: string;
  /** The log whose heads are its own; none where nobody says so. */
  readonly logId?: string;
  /** The keys that the directory names for it, where another deployment hosts it. */
  readonly certificates?: readonly ListedCertificate[];
}
