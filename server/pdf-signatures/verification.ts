import type { KnownAs } from './verify/names-agency.ts';

/**
 * The words for one signature, and one for a file that has none. `filled` is valid as far as it was signed: fields were filled in since,
 * as the signature allows, with what its signer never saw (*hợp lệ, có điền thêm sau khi ký*).
 */
export type Verdict = 'valid' | 'filled' | 'unclear' | 'invalid' | 'no-signature';

/** Why a verdict is what it is; `severityOf` in `verdict.ts` says what each one weighs. */
export type ReasonCode =
  // the file
  | 'not-a-pdf'
  | 'damaged-file'
  | 'encrypted'
  | 'unreadable-structure'
  | 'too-complex'
  | 'trailing-bytes'
  | 'bytes-before-header'
  | 'older-revision-intact'
  | 'seal-of-another'
  | 'seal-missing'
  | 'duplicate-field-name'
  // integrity of one signature
  | 'signature-malformed'
  | 'byte-range-malformed'
  | 'byte-range-beyond-file'
  | 'revision-incomplete'
  | 'cms-malformed'
  | 'digest-mismatch'
  | 'signature-value-wrong'
  | 'signer-certificate-missing'
  | 'signing-certificate-mismatch'
  | 'unsupported-format'
  | 'weak-algorithm'
  | 'weak-key'
  | 'sha1'
  | 'sha1-before-limit'
  // changes after it
  | 'changed-after-signing'
  | 'signature-removed'
  | 'unexplained-change'
  | 'fields-added-after-certification'
  | 'fields-added'
  | 'annotation-added'
  | 'prepared-fields-filled'
  | 'fields-filled-as-permitted'
  | 'field-shows-otherwise'
  | 'signature-added'
  | 'signature-hides-content'
  | 'validation-data-added'
  | 'validation-data-lost'
  | 'metadata-changed'
  // trust and time
  | 'untrusted-root'
  | 'chain-constraint'
  | 'certificate-expired'
  | 'certificate-not-valid-when-signed'
  | 'certificate-not-for-signing'
  | 'revoked'
  | 'revoked-without-proof-of-time'
  | 'no-revocation-data'
  | 'revocation-not-checked'
  | 'expired-since-signing'
  | 'revoked-since-signing'
  | 'timestamp-broken'
  | 'timestamp-untrusted'
  | 'timestamp-expired'
  | 'timestamp-revoked'
  | 'timestamp-sha1'
  | 'time-claimed-only'
  // real-world leniency, always reported
  | 'no-signing-certificate-attribute'
  | 'malformed-unsigned-attribute';

export type ChangeKind =
  | 'field-filled'
  | 'field-added'
  | 'field-removed'
  | 'field-altered'
  | 'signature-added'
  | 'signature-removed'
  | 'signature-altered'
  | 'timestamp-added'
  | 'validation-data-added'
  | 'validation-data-lost'
  | 'metadata-changed'
  | 'extensions-changed'
  | 'annotation-added'
  | 'annotation-changed'
  | 'page-changed'
  | 'document-changed'
  | 'object-freed'
  | 'object-changed'
  | 'structure-odd';

/** One thing that a later revision did to the file, in terms a person can look for. */
export interface Change {
  readonly kind: ChangeKind;
  /** Revision (1 = as first written) that made it. */
  readonly revision: number;
  readonly field?: string;
  readonly before?: string;
  readonly value?: string;
  /** What the field shows on its page is not its value, or cannot be read. */
  readonly misleading?: true;
  /** Who signed the file as it was after the change; nobody when it is empty. */
  readonly signedBy?: readonly string[];
  /** Page (1 = first) and rectangle of what changed, where they are known. */
  readonly page?: number;
  readonly rect?: readonly number[];
  /** PDF object number and a few technical words, for the report of the expert. */
  readonly object?: number;
  readonly detail?: string;
  /** What it means for the signature it is listed with. */
  readonly reason?: ReasonCode;
}

/** What is trusted: roots (*chứng thư gốc*), more issuers to build paths with, timestamp authorities, revocation data; all DER. */
export interface TrustList {
  readonly anchors: readonly Uint8Array[];
  readonly intermediates: readonly Uint8Array[];
  readonly timestampAuthorities?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  /** What this house has learned of single certificates and verified itself. */
  readonly statements?: readonly CertificateStatement[];
  /** Certificates that the operator took back, of issuers and roots too: from that moment on they count as revoked. */
  readonly withdrawn?: readonly WithdrawnCertificate[];
}

/** What an authority says of one certificate; certificates are named by their SHA-256, hexadecimal. */
export interface CertificateStatement {
  readonly certificate: string;
  readonly issuer: string;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly revoked: { readonly since: Date; readonly reason?: number } | undefined;
}

export interface WithdrawnCertificate {
  readonly certificate: string;
  readonly since: Date;
}

/** A certificate whose revocation a verdict depended on, with its issuer; DER in base64. */
export interface AskedCertificate {
  readonly certificate: string;
  readonly issuer: string;
  /** Whether the answer that was found is about the moment of judging, or about an earlier one that is proven. */
  readonly settled: boolean;
}

/** The agency that a document is said to come from, as the directory knows it, with its seals that are enrolled here, by SHA-256. */
export interface Sender {
  readonly agency: KnownAs;
  readonly seals: readonly string[];
}

export interface VerifyOptions {
  readonly trust: TrustList;
  /** The moment to judge at, where no proven time of signing exists. */
  readonly at: Date;
  /** Without revocation data: `true` accepts and says that it was not checked, `false` leaves the verdict open. */
  readonly softRevocation: boolean;
  /**
   * Signatures with SHA-1 are borne with (and a note says what that means) when a timestamp proves them older than this;
   * without a date, the default, every one of them leaves the verdict open.
   */
  readonly sha1Before?: Date;
  /**
   * Signatures in fields that nobody prepared: `prepared` (default) leaves the verdict open, `permitted` accepts what the
   * signers' permissions (DocMDP, FieldMDP) allow, as long as nothing that stood on a page is hidden by them.
   */
  readonly changes?: 'prepared' | 'permitted';
  /** Where it is known: a file with the seal of another agency then leaves the verdict open. */
  readonly sender?: Sender;
  /** Lists in the report whose revocation was asked about, for who can ask an authority and verify again. */
  readonly listAsked?: boolean;
}

/** Fields that a signature locks for good: those named, all, or all but those that stay open. */
export type LockedFields = readonly string[] | 'all' | { readonly allBut: readonly string[] };

/** PAdES baseline level that was reached and verified (ETSI EN 319 142-1). */
export type SignatureLevel = 'none' | 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

export interface Signer {
  readonly commonName: string;
  readonly organization?: string;
  /** Unit within the organisation, or the agency where the organisation is its superior. */
  readonly unit?: string;
  readonly title?: string;
  /** Serial number of the certificate, hexadecimal. */
  readonly serial: string;
  /** An agency's certificate (*chứng thư cơ quan, tổ chức*), judged by its subject; otherwise a person's. */
  readonly isAgency: boolean;
}

export interface SignatureVerdict {
  readonly index: number;
  readonly field: string;
  readonly kind: 'signature' | 'timestamp';
  readonly verdict: Exclude<Verdict, 'no-signature'>;
  readonly reasons: readonly ReasonCode[];
  readonly signer: Signer;
  readonly issuer: string;
  readonly certificateValid: { readonly from: string; readonly until: string };
  /** SHA-256 of the signer's certificate, hexadecimal; empty when there is none. */
  readonly fingerprint: string;
  readonly signedAt?: string;
  readonly timeSource: 'timestamp' | 'claimed' | 'none';
  readonly coverage: 'whole-file' | 'earlier-revision' | 'broken';
  /** Revision (1 = as first written) that the signature covers up to; 0 when its coverage is broken. */
  readonly revision: number;
  readonly changesAfter: readonly Change[];
  /** Permissions the signer gave: certification level (DocMDP) and locked fields (FieldMDP). */
  readonly certification?: 1 | 2 | 3;
  readonly lockedFields?: LockedFields;
  readonly level: SignatureLevel;
  readonly subFilter: string;
  readonly digest: string;
  readonly page?: number;
}

export interface VerificationReport {
  readonly verdict: Verdict;
  readonly sha256: string;
  readonly signatures: readonly SignatureVerdict[];
  /** What concerns the whole file; the reasons of one signature stand with it. */
  readonly reasons: readonly ReasonCode[];
  readonly allowedChanges: readonly Change[];
  readonly verifiedAt: string;
  readonly revisions: number;
  readonly notes: readonly ReasonCode[];
  readonly asked?: readonly AskedCertificate[];
}
