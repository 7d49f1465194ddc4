import type { CertificatePath } from '../crypto/certificates/certificate-path.ts';
import type { RevocationData } from '../crypto/certificates/revocation.ts';
import type { TimestampVerdict } from '../crypto/timestamp-token.ts';
import type { ReasonCode } from '../verification.ts';
import { statusesIn } from './judge-trust.ts';
import type { CheckedSignature } from './verify-signature.ts';

/** What a timestamp proves: that what it stamps existed at `time`; nothing when its authority is no longer to be believed. */
export interface Proof {
  readonly time: Date | undefined;
  readonly reasons: readonly ReasonCode[];
}

export interface ProofRequest {
  readonly checked: readonly CheckedSignature[];
  readonly revocation: RevocationData;
  /** The moment of judging. */
  readonly at: Date;
  readonly softRevocation: boolean;
  /** A timestamp that is itself signed with SHA-1 must be older than this; without a date none is believed. */
  readonly sha1Before: Date | undefined;
}

/**
 * Proof of existence (ETSI EN 319 102-1 §5.6.2): judges every timestamp at its stamped time, the newest first, because a
 * later one that covers it shows that it existed before its authority's certificate expired or was revoked.
 */
export function proofsOfExistence(request: ProofRequest): ReadonlyMap<CheckedSignature, Proof> {
  const proofs = new Map<CheckedSignature, Proof>();
  for (const one of request.checked.toSorted((a, b) => b.found.revision - a.found.revision)) {
    proofs.set(one, judgeStamp(one, earliest(laterProofs(one, proofs)) ?? request.at, request));
  }
  return proofs;
}

/** Times of believed document timestamps that cover a signature and its token, in no order. */
function laterProofs({ found }: CheckedSignature, proofs: ReadonlyMap<CheckedSignature, Proof>): Date[] {
  return [...proofs].flatMap(([other, { time }]) =>
    other.kind === 'timestamp' && other.found.revision > found.revision && time !== undefined ? [time] : [],
  );
}

/** The first of some moments, if there is any. */
export const earliest = (moments: readonly Date[]): Date | undefined =>
  moments.toSorted((a, b) => a.getTime() - b.getTime())[0];

const nothing: Proof = { time: undefined, reasons: [] };

/** `known` is the first moment at which the token is known to have existed: a later timestamp's, else that of judging. */
function judgeStamp({ kind, intact, timestamp }: CheckedSignature, known: Date, request: ProofRequest): Proof {
  if (!intact || timestamp?.path === undefined || timestamp.time === undefined || !timestamp.trusted) return nothing;
  const { path, time } = timestamp;
  const against = [
    ...(signedWithSha1TooLate(timestamp, request) ? (['sha1'] as const) : []),
    ...(expiryOf(path) < known ? (['certificate-expired'] as const) : []),
    ...revocationOf(path, time, known, request),
  ];
  const believed = against.every((reason) => reason === 'no-revocation-data' || reason === 'revocation-not-checked');
  // What is wrong with a document timestamp stands with itself; a signature only loses the proof of its time.
  const reasons = kind === 'timestamp' ? against : against.map((reason) => ofSignature[reason] ?? reason);
  return { time: believed ? time : undefined, reasons };
}

const ofSignature: Readonly<Partial<Record<ReasonCode, ReasonCode>>> = {
  sha1: 'timestamp-untrusted',
  'certificate-expired': 'timestamp-expired',
  revoked: 'timestamp-revoked',
  'revoked-without-proof-of-time': 'timestamp-revoked',
};

const signedWithSha1TooLate = ({ signedWithSha1, time }: TimestampVerdict, { sha1Before }: ProofRequest): boolean =>
  signedWithSha1 && !(time !== undefined && sha1Before !== undefined && time < sha1Before);

const expiryOf = ({ certificates }: CertificatePath): Date =>
  earliest(certificates.map(({ notAfter }) => notAfter)) ?? new Date(0);

/** Reasons for which an authority stops without its key being in doubt: older tokens stay good (RFC 3161 §4, 1). */
const harmless: ReadonlySet<number | undefined> = new Set([0, 3, 4, 5]);

function revocationOf(path: CertificatePath, time: Date, known: Date, request: ProofRequest): ReasonCode[] {
  const reasons = new Set<ReasonCode>();
  for (const status of statusesIn(path, request.revocation, time)) {
    if (status.status === 'unknown')
      reasons.add(request.softRevocation ? 'revocation-not-checked' : 'no-revocation-data');
    if (status.status !== 'revoked' || known < status.since) continue;
    if (status.since <= time) reasons.add('revoked');
    else if (!harmless.has(status.reason)) reasons.add('revoked-without-proof-of-time');
  }
  return [...reasons];
}
