import type { ListedCertificate } from './listed-keys.ts';

/** An agency as the exchange knows it, hosted here or by another deployment; it is told from others by its code. */
export interface Correspondent {
  readonly code: string;
  readonly name: string;
  readonly formerNames: readonly string[];
  /** Its row here, where it is hosted here. */
  readonly agencyId?: string;
  /** The log whose heads are its own, and the key that signs them where another deployment does; none where nobody says so. */
  readonly log?: { readonly id: string; readonly key?: string };
  /** The keys that the directory names for it, where another deployment hosts it. */
  readonly certificates?: readonly ListedCertificate[];
}
