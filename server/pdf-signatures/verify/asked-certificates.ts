import type { Certificate } from '../crypto/certificates/certificate.ts';
import { pairKey, type RevocationData } from '../crypto/certificates/revocation.ts';
import type { AskedCertificate } from '../verification.ts';

/** Three for each of the signatures a file may have. Of a file with more the verdict does not list whose revocation it depends on. */
const mostAsked = 300;

/** Gathers whose revocation the verdict on a file depends on: only certificates under a configured root get here. */
export class AskedCertificates {
  readonly #at: Date;
  readonly #pairs = new Map<string, { certificate: Certificate; issuer: Certificate; settled: boolean }>();

  #isExceeded = false;

  constructor(at: Date) {
    this.#at = at;
  }

  /** Whether there were more than are listed; the revocation of the others is not asked about. */
  get isExceeded(): boolean {
    return this.#isExceeded;
  }

  readonly hear: NonNullable<RevocationData['asked']> = (certificate, issuer, { status }, at) => {
    const key = pairKey(certificate.fingerprint, issuer.fingerprint);
    const settled = status !== 'unknown' && at < this.#at && (this.#pairs.get(key)?.settled ?? true);
    if (this.#pairs.has(key) || this.#pairs.size < mostAsked) this.#pairs.set(key, { certificate, issuer, settled });
    else this.#isExceeded = true;
  };

  list(): AskedCertificate[] {
    return [...this.#pairs.values()].map(({ certificate, issuer, settled }) => ({
      certificate: certificate.der.toString('base64'),
      issuer: issuer.der.toString('base64'),
      settled,
    }));
  }
}
