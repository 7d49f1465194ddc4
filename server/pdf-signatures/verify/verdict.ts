import type { ReasonCode, SignatureVerdict, Verdict } from '../verification.ts';

export type Severity = 'invalid' | 'unclear' | 'filled' | 'note';

/**
 * What each reason weighs. *Không hợp lệ*: content altered, signature wrong, or a certificate without force when it
 * was used. *Chưa rõ*: not enough to decide. *Hợp lệ, có điền thêm*: valid, but what fields say now was not there when
 * it was signed. A note changes nothing but is said.
 */
export const severityOf: Readonly<Record<ReasonCode, Severity>> = {
  'not-a-pdf': 'note',
  'damaged-file': 'unclear',
  encrypted: 'unclear',
  'unreadable-structure': 'invalid',
  'too-complex': 'unclear',
  'trailing-bytes': 'invalid',
  'bytes-before-header': 'unclear',
  'older-revision-intact': 'note',
  'duplicate-field-name': 'unclear',
  'seal-of-another': 'unclear',
  'seal-missing': 'unclear',
  'signature-malformed': 'invalid',
  'byte-range-malformed': 'invalid',
  'byte-range-beyond-file': 'invalid',
  'revision-incomplete': 'invalid',
  'cms-malformed': 'invalid',
  'digest-mismatch': 'invalid',
  'signature-value-wrong': 'invalid',
  'signer-certificate-missing': 'invalid',
  'signing-certificate-mismatch': 'invalid',
  'unsupported-format': 'unclear',
  'weak-algorithm': 'invalid',
  'weak-key': 'unclear',
  sha1: 'unclear',
  'sha1-before-limit': 'note',
  'changed-after-signing': 'invalid',
  'signature-removed': 'invalid',
  'unexplained-change': 'unclear',
  'fields-added-after-certification': 'unclear',
  'fields-added': 'unclear',
  'annotation-added': 'unclear',
  'prepared-fields-filled': 'note',
  'fields-filled-as-permitted': 'filled',
  'field-shows-otherwise': 'unclear',
  'signature-added': 'note',
  'signature-hides-content': 'unclear',
  'validation-data-added': 'note',
  'validation-data-lost': 'unclear',
  'metadata-changed': 'note',
  'untrusted-root': 'unclear',
  'chain-constraint': 'unclear',
  'certificate-expired': 'unclear',
  'certificate-not-valid-when-signed': 'invalid',
  'certificate-not-for-signing': 'invalid',
  revoked: 'invalid',
  'revoked-without-proof-of-time': 'unclear',
  'no-revocation-data': 'unclear',
  'revocation-not-checked': 'note',
  'expired-since-signing': 'note',
  'revoked-since-signing': 'note',
  'timestamp-broken': 'unclear',
  'timestamp-untrusted': 'note',
  'timestamp-expired': 'note',
  'timestamp-revoked': 'note',
  'timestamp-sha1': 'note',
  'time-claimed-only': 'note',
  'no-signing-certificate-attribute': 'note',
  'malformed-unsigned-attribute': 'note',
};

const ranks: Readonly<Record<Severity, number>> = { invalid: 0, unclear: 1, filled: 2, note: 3 };

/** Reasons without repetition, the weightiest first. */
export const sortedReasons = (reasons: Iterable<ReasonCode>): ReasonCode[] =>
  [...new Set(reasons)].sort((a, b) => ranks[severityOf[a]] - ranks[severityOf[b]]);

/** The word that a set of reasons comes to: the worst one decides; a tolerated reason is said but weighs nothing. */
export function wordFor(
  reasons: Iterable<ReasonCode>,
  tolerated: ReadonlySet<ReasonCode> = new Set(),
): Exclude<Verdict, 'no-signature'> {
  const severities = new Set(
    [...reasons].filter((reason) => !tolerated.has(reason)).map((reason) => severityOf[reason]),
  );
  return worstOf(severities);
}

/** The word that one more reason leaves of it. */
export const wordWith = (word: SignatureVerdict['verdict'], reason: ReasonCode): Exclude<Verdict, 'no-signature'> =>
  worstOf(new Set([word, severityOf[reason]]));

/** The word for a whole file: its worst signature, or what is wrong with the file itself. */
export function wordForFile(signatures: readonly SignatureVerdict[], reasons: readonly ReasonCode[]): Verdict {
  const own = wordFor(reasons);
  if (!signatures.some(({ kind }) => kind === 'signature') && own === 'valid') return 'no-signature';
  return worstOf(new Set([own, ...signatures.map(({ verdict }) => verdict)]));
}

const worstOf = (said: ReadonlySet<string>): Exclude<Verdict, 'no-signature'> =>
  (['invalid', 'unclear', 'filled'] as const).find((word) => said.has(word)) ?? 'valid';
