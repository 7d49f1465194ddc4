import type { Row } from '../platform/store.ts';

/** A certificate an operator trusts: root, intermediate or timestamp authority (*danh sách tin cậy*). */
export interface TrustedCertificate extends Row {
  readonly kind: 'anchor' | 'intermediate' | 'timestamp-authority';
  /** DER in base64. */
  readonly certificate: string;
  readonly sha256: string;
  readonly subject: string;
  readonly addedAt: Date;
}
