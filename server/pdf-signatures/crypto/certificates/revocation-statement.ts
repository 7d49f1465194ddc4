/** One statement of an issuer about a certificate, with the time it speaks for. */
export interface RevocationStatement {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly revoked: Revocation | undefined;
}

/** Since when a certificate is revoked, and the CRLReason (RFC 5280 §5.3.1) where one is given. */
export interface Revocation {
  readonly since: Date;
  readonly reason?: number;
}
