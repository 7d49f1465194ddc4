import type {} from '../audit/event.ts';

interface OfCertificate {
  readonly purpose: string;
  readonly certificateSha256: string;
}

interface Withdrawal {
  readonly kind: string;
  readonly certificateSha256: string;
  readonly since: string;
  readonly reason: string;
}

declare module '../audit/event.ts' {
  interface AuditEvents {
    'certificate-enrolled': OfCertificate;
    'certificate-confirmed': OfCertificate;
    'certificate-revoked': OfCertificate & {
      /** From when it counts no more. */
      readonly since: string;
      readonly reason: string;
    };
    'trust-withdrawal-asked': Withdrawal;
    'trust-withdrawn': Withdrawal;
    'certificate-trusted': { readonly kind: string; readonly certificateSha256: string };
    /** Somebody took it away to print: marked copies, or the signed file itself. */
    'document-printed': OfDocument & { readonly print: string; readonly copies: number };
    'signature-begun': OfDocument & {
      readonly versionSha256: string;
      /** What the file holds beside what it shows, which the signer has seen. */
      readonly seen?: readonly string[];
      /** SHA-256 of the files beside it, attachments and the letter it answers, by whether the signer has opened them. */
      readonly opened?: readonly string[];
      readonly unopened?: readonly string[];
    };
  }
}
