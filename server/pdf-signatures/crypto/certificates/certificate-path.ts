import type { ReasonCode } from '../../verification.ts';
import { signatureAlgorithm, verifySignature, weaknessOf } from '../signature-algorithm.ts';
import {
  authorityKeyIdOf,
  basicConstraintsOf,
  type Certificate,
  extendedKeyUsageOf,
  isSameName,
  keyUsage,
  keyUsageOf,
  publicKeyOf,
  subjectKeyIdOf,
} from './certificate.ts';
import { policiesAllow } from './certificate-policies.ts';
import { namesAllow } from './name-constraints.ts';

const longestPath = 8;
const mostTries = 50;
const mostCandidates = 500;

/** Extensions whose meaning is checked; a critical one outside this list stops the path (RFC 5280 §4.2). */
const understood = new Set([
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.18',
  '2.5.29.19',
  '2.5.29.30',
  '2.5.29.31',
  '2.5.29.32',
  '2.5.29.33',
  '2.5.29.36',
  '2.5.29.37',
  '2.5.29.54',
]);

/** What a certificate is used for at the end of its path. */
export type Purpose = 'document' | 'timestamp' | 'ocsp';

export interface PathRequest {
  readonly leaf: Certificate;
  readonly anchors: readonly Certificate[];
  readonly others: readonly Certificate[];
  /** The moment at which every certificate of the path must be valid. */
  readonly at: Date;
  readonly purpose: Purpose;
}

/** A path from a certificate to an anchor (leaf first, anchor last), and what speaks against it. */
export interface CertificatePath {
  readonly certificates: readonly Certificate[];
  readonly reasons: readonly ReasonCode[];
}

/**
 * Builds a path to a configured anchor and checks it as RFC 5280 §6 demands: signatures, validity, basic constraints,
 * path length, key usage, critical extensions, names and policies. The path with the least against it is given; one that is not good is
 * `too-complex` as well when the search ended before all was tried, because a good one may be among the rest.
 */
export function certificatePath(request: PathRequest): CertificatePath {
  const search = searchFor(request);
  extend([request.leaf], search);
  const { certificates, reasons } = search.best ?? {
    certificates: [request.leaf],
    reasons: ['untrusted-root' as const],
  };
  const unfinished = search.isCut && reasons.length > 0 ? (['too-complex'] as const) : [];
  return { certificates, reasons: [...new Set([...leafReasons(request), ...reasons, ...unfinished])] };
}

interface Search {
  readonly request: PathRequest;
  readonly candidates: readonly Certificate[];
  tries: number;
  best: CertificatePath | undefined;
  /** Whether a bound kept it from trying something. */
  isCut: boolean;
}

/** Who could have issued something: what is configured comes first, so that nothing in a file can crowd it out. */
function searchFor(request: PathRequest): Search {
  const distinct = new Map<string, Certificate>();
  for (const certificate of [...request.anchors, ...request.others]) {
    if (!distinct.has(certificate.fingerprint)) distinct.set(certificate.fingerprint, certificate);
    if (distinct.size > mostCandidates) break;
  }
  const candidates = [...distinct.values()];
  const isCut = candidates.length > mostCandidates;
  return { request, candidates: candidates.slice(0, mostCandidates), tries: 0, best: undefined, isCut };
}

function extend(chain: readonly Certificate[], search: Search): void {
  const { request } = search;
  const last = chain.at(-1);
  if (last === undefined) return;
  if (chain.length > longestPath) {
    search.isCut = true;
    return;
  }
  if (request.anchors.some(({ fingerprint }) => fingerprint === last.fingerprint)) {
    const reasons = pathReasons(chain, request);
    if (search.best === undefined || reasons.length < search.best.reasons.length)
      search.best = { certificates: chain, reasons };
    return;
  }
  for (const issuer of likeliestFirst(last, search.candidates)) {
    if (chain.some(({ fingerprint }) => fingerprint === issuer.fingerprint)) continue;
    if (search.best?.reasons.length === 0) return;
    search.tries += 1;
    if (search.tries > mostTries) {
      search.isCut = true;
      return;
    }
    if (issued(issuer, last)) extend([...chain, issuer], search);
  }
}

/** Those of the issuer's name, in the order in which they are worth a check of the signature: by the key that the certificate names. */
function likeliestFirst(certificate: Certificate, candidates: readonly Certificate[]): Certificate[] {
  const named = candidates.filter(
    ({ subject, subjectName }) => subject.equals(certificate.issuer) || isSameName(subjectName, certificate.issuerName),
  );
  const wanted = authorityKeyIdOf(certificate);
  if (named.length < 2 || wanted === undefined) return named;
  const unlikeliness = new Map(
    named.map((issuer) => {
      const own = subjectKeyIdOf(issuer);
      return [issuer, own === undefined ? 1 : own.equals(wanted) ? 0 : 2] as const;
    }),
  );
  return named.toSorted((a, b) => (unlikeliness.get(a) ?? 1) - (unlikeliness.get(b) ?? 1));
}

const verified = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

/** Whether a certificate's signature verifies with an issuer's key; asked once per pair. */
function issued(issuer: Certificate, certificate: Certificate): boolean {
  const known = verified.get(certificate)?.get(issuer);
  if (known !== undefined) return known;
  let result = false;
  try {
    const algorithm = signatureAlgorithm(certificate.signatureAlgorithm);
    result = verifySignature(algorithm, publicKeyOf(issuer), certificate.tbs, certificate.signature);
  } catch {
    result = false; // an algorithm or key nobody knows verifies nothing
  }
  const ofCertificate = verified.get(certificate) ?? new WeakMap<Certificate, boolean>();
  ofCertificate.set(issuer, result);
  verified.set(certificate, ofCertificate);
  return result;
}

/** Against a path as a whole; the anchor itself is trusted as configured, so its own signature is not judged. */
function pathReasons(chain: readonly Certificate[], { at }: PathRequest): ReasonCode[] {
  const reasons = new Set<ReasonCode>();
  for (const [index, certificate] of chain.entries()) {
    if (at < certificate.notBefore || at > certificate.notAfter) reasons.add('certificate-expired');
    const isAnchor = index === chain.length - 1;
    if (!isAnchor) addWeakness(reasons, certificate, index);
    if (!isAnchor && hasUnknownCritical(certificate)) reasons.add('chain-constraint');
    if (index > 0 && !mayIssue(certificate, intermediatesBelow(chain, index))) reasons.add('chain-constraint');
  }
  if (!namesAllow(chain) || !policiesAllow(chain)) reasons.add('chain-constraint');
  return [...reasons];
}

/** A weak hash under the leaf leaves the verdict open; issuers are configured or signed by configured ones, SHA-1 there is old but pinned. */
function addWeakness(reasons: Set<ReasonCode>, certificate: Certificate, index: number): void {
  try {
    const weakness = weaknessOf(signatureAlgorithm(certificate.signatureAlgorithm), publicKeyOf(certificate));
    if (weakness !== undefined && (index === 0 || weakness !== 'sha1')) reasons.add(weakness);
  } catch {
    reasons.add('weak-algorithm');
  }
}

const hasUnknownCritical = (certificate: Certificate): boolean =>
  [...certificate.extensions].some(([id, { critical }]) => critical && !understood.has(id));

/** Issuers between the leaf and this one that count for its path length: self-issued ones do not (RFC 5280 §4.2.1.9). */
const intermediatesBelow = (chain: readonly Certificate[], index: number): number =>
  chain.slice(1, index).filter(({ issuer, subject }) => !issuer.equals(subject)).length;

function mayIssue(issuer: Certificate, below: number): boolean {
  try {
    const { ca, pathLength } = basicConstraintsOf(issuer);
    const usage = keyUsageOf(issuer);
    return (
      ca && (pathLength === undefined || below <= pathLength) && (usage === undefined || usage(keyUsage.keyCertSign))
    );
  } catch {
    return false;
  }
}

function leafReasons({ leaf, purpose }: PathRequest): ReasonCode[] {
  try {
    const usage = keyUsageOf(leaf);
    const signs = usage === undefined || usage(keyUsage.digitalSignature) || usage(keyUsage.nonRepudiation);
    return signs && extendedUsageAllows(leaf, purpose) ? [] : ['certificate-not-for-signing'];
  } catch {
    return ['certificate-not-for-signing'];
  }
}

const timeStamping = '1.3.6.1.5.5.7.3.8';
const ocspSigning = '1.3.6.1.5.5.7.3.9';
const serverAuthentication = '1.3.6.1.5.5.7.3.1';

/** A timestamp authority's certificate is for that alone and says so critically (RFC 3161 §2.3). */
function extendedUsageAllows(leaf: Certificate, purpose: Purpose): boolean {
  const usages = extendedKeyUsageOf(leaf);
  if (purpose === 'timestamp') {
    return usages?.length === 1 && usages[0] === timeStamping && leaf.extensions.get('2.5.29.37')?.critical === true;
  }
  if (purpose === 'ocsp') return usages?.includes(ocspSigning) === true;
  // Signers' certificates in the field carry clientAuth and emailProtection: only a purpose that excludes signing is refused.
  return (
    usages === undefined || !usages.every((usage) => [timeStamping, ocspSigning, serverAuthentication].includes(usage))
  );
}
