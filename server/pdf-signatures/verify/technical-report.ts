import type { Change, LockedFields, ReasonCode, SignatureVerdict, VerificationReport } from '../verification.ts';
import { explanationTexts, type Language } from './explanation-texts.ts';
import { severityOf } from './verdict.ts';

/** Main indication of a validation (ETSI EN 319 102-1 §5.1.2). */
export type Indication = 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED' | 'NO_SIGNATURE_FOUND';

/** Sub-indications (ETSI EN 319 102-1, tables 5 and 6); none where only our own rules speak. */
const subIndications: Readonly<Partial<Record<ReasonCode, string>>> = {
  'damaged-file': 'FORMAT_FAILURE',
  'unreadable-structure': 'FORMAT_FAILURE',
  'too-complex': 'FORMAT_FAILURE',
  'trailing-bytes': 'FORMAT_FAILURE',
  'bytes-before-header': 'FORMAT_FAILURE',
  'duplicate-field-name': 'FORMAT_FAILURE',
  'seal-of-another': 'SIG_CONSTRAINTS_FAILURE',
  'seal-missing': 'SIG_CONSTRAINTS_FAILURE',
  'signature-malformed': 'FORMAT_FAILURE',
  'byte-range-malformed': 'FORMAT_FAILURE',
  'byte-range-beyond-file': 'HASH_FAILURE',
  'revision-incomplete': 'FORMAT_FAILURE',
  'cms-malformed': 'FORMAT_FAILURE',
  'unsupported-format': 'FORMAT_FAILURE',
  'digest-mismatch': 'HASH_FAILURE',
  'signature-value-wrong': 'SIG_CRYPTO_FAILURE',
  'signer-certificate-missing': 'NO_SIGNING_CERTIFICATE_FOUND',
  'signing-certificate-mismatch': 'NO_SIGNING_CERTIFICATE_FOUND',
  'weak-algorithm': 'CRYPTO_CONSTRAINTS_FAILURE',
  'weak-key': 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  sha1: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'changed-after-signing': 'FORMAT_FAILURE',
  'signature-removed': 'FORMAT_FAILURE',
  'untrusted-root': 'NO_CERTIFICATE_CHAIN_FOUND',
  'chain-constraint': 'CHAIN_CONSTRAINTS_FAILURE',
  'certificate-not-for-signing': 'CHAIN_CONSTRAINTS_FAILURE',
  'certificate-expired': 'OUT_OF_BOUNDS_NO_POE',
  'certificate-not-valid-when-signed': 'OUT_OF_BOUNDS_NOT_REVOKED',
  revoked: 'REVOKED',
  'revoked-without-proof-of-time': 'REVOKED_NO_POE',
  'no-revocation-data': 'TRY_LATER',
  'timestamp-broken': 'SIG_CONSTRAINTS_FAILURE',
};

const indications = {
  valid: 'TOTAL-PASSED',
  filled: 'TOTAL-PASSED',
  unclear: 'INDETERMINATE',
  invalid: 'TOTAL-FAILED',
  'no-signature': 'NO_SIGNATURE_FOUND',
} as const;

/** One reason with its weight and its words. */
export interface TechnicalReason {
  readonly code: ReasonCode;
  readonly severity: string;
  readonly text: string;
}

export interface TechnicalSignature {
  readonly field: string;
  readonly indication: Indication;
  readonly subIndication?: string;
  readonly reasons: readonly TechnicalReason[];
  /** What later revisions did, and what each change means for this signature. */
  readonly changesAfter: readonly Change[];
  readonly certificate: {
    readonly subject: string;
    readonly issuer: string;
    readonly serial: string;
    readonly sha256: string;
  };
  readonly facts: Pick<
    SignatureVerdict,
    'kind' | 'level' | 'subFilter' | 'digest' | 'coverage' | 'revision' | 'timeSource'
  > & {
    readonly signedAt?: string;
    readonly certification?: number;
    readonly lockedFields?: LockedFields;
  };
}

/** What an expert or an auditor reads: indications of ETSI EN 319 102-1, and per revision what changed and where. */
export interface TechnicalReport {
  readonly sha256: string;
  readonly verifiedAt: string;
  readonly indication: Indication;
  readonly subIndication?: string;
  /** What concerns the whole file. */
  readonly reasons: readonly TechnicalReason[];
  readonly signatures: readonly TechnicalSignature[];
  readonly revisions: readonly {
    readonly revision: number;
    readonly signedBy: readonly string[];
    readonly changes: readonly Change[];
  }[];
}

/** The technical report (*báo cáo kỹ thuật*) of a verification. */
export function technicalReport(report: VerificationReport, language: Language): TechnicalReport {
  const all = report.signatures.flatMap(({ changesAfter }) => changesAfter.map(({ reason: _, ...change }) => change));
  const changes = [...new Map(all.map((change) => [JSON.stringify(change), change])).values()];
  return {
    sha256: report.sha256,
    verifiedAt: report.verifiedAt,
    indication: indications[report.verdict],
    ...subIndicationOf(report),
    reasons: report.reasons.map((code) => technicalReason(code, language)),
    signatures: report.signatures.map((signature) => technicalSignature(signature, language)),
    revisions: Array.from({ length: report.revisions }, (_, index) => ({
      revision: index + 1,
      signedBy: report.signatures.filter(({ revision }) => revision === index + 1).map(({ field }) => field),
      changes: changes.filter(({ revision }) => revision === index + 1),
    })),
  };
}

const technicalReason = (code: ReasonCode, language: Language): TechnicalReason => ({
  code,
  severity: severityOf[code],
  text: explanationTexts[language].reasons[code].why,
});

/** The sub-indication of the weightiest reason that has one; a file or signature that passed has none. */
function subIndicationOf({
  verdict,
  reasons,
}: Pick<VerificationReport | SignatureVerdict, 'verdict' | 'reasons'>): Pick<TechnicalSignature, 'subIndication'> {
  const decisive =
    verdict === 'valid' || verdict === 'filled' ? undefined : reasons.find((reason) => severityOf[reason] !== 'note');
  const subIndication = decisive === undefined ? undefined : subIndications[decisive];
  return subIndication === undefined ? {} : { subIndication };
}

function technicalSignature(signature: SignatureVerdict, language: Language): TechnicalSignature {
  const { field, signer, issuer, fingerprint, kind, level, subFilter, digest, coverage, revision, timeSource } =
    signature;
  return {
    field,
    indication: indications[signature.verdict],
    ...subIndicationOf(signature),
    reasons: signature.reasons.map((code) => technicalReason(code, language)),
    changesAfter: signature.changesAfter,
    certificate: { subject: signer.commonName, issuer, serial: signer.serial, sha256: fingerprint },
    facts: {
      kind,
      level,
      subFilter,
      digest,
      coverage,
      revision,
      timeSource,
      ...(signature.signedAt === undefined ? {} : { signedAt: signature.signedAt }),
      ...(signature.certification === undefined ? {} : { certification: signature.certification }),
      ...(signature.lockedFields === undefined ? {} : { lockedFields: signature.lockedFields }),
    },
  };
}
