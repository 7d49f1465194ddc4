import {
  contextTag,
  type DerValue,
  derBits,
  derBytes,
  derChildren,
  derContent,
  derOid,
  derSequence,
  derTag,
  derTime,
  expectDer,
  readDer,
} from '../der-reader.ts';
import { signatureAlgorithm, verifySignature } from '../signature-algorithm.ts';
import { basicConstraintsOf, type Certificate, keyUsage, keyUsageOf, publicKeyOf } from './certificate.ts';
import { ocspAnswer } from './ocsp.ts';
import type { Revocation, RevocationStatement } from './revocation-statement.ts';

/** Revocation data at hand, DER: lists (CRL) and answers (OCSP). */
export interface RevocationData {
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** What was learned and verified before, by `pairKey` of certificate and issuer. */
  readonly known?: ReadonlyMap<string, readonly RevocationStatement[]>;
  /** Since when an operator takes a certificate for revoked, by its SHA-256. */
  readonly withdrawn?: ReadonlyMap<string, Date>;
  /** Hears whose revocation was asked about for which moment, and what is known of it. */
  readonly asked?: (certificate: Certificate, issuer: Certificate, status: RevocationStatus, at: Date) => void;
}

/** Names a certificate of an issuer: another issuer's word about it is none. */
export const pairKey = (certificate: string, issuer: string): string => `${certificate} ${issuer}`;

/** What is known of one certificate's revocation. */
export type RevocationStatus =
  | { readonly status: 'good' }
  | ({ readonly status: 'revoked' } & Revocation)
  | { readonly status: 'unknown' };

/** How long a statement speaks that does not say when the next one comes: newer ones are then always to be had (RFC 6960 §4.2.2.1). */
const withoutNextUpdateMs = 24 * 3600_000;

/**
 * The revocation status of a certificate at a moment. Data counts only when its issuer, or a responder the issuer
 * appointed, signed it; to say "good" it must not have run out before that moment; "revoked" never runs out.
 */
export function revocationStatus(
  certificate: Certificate,
  issuer: Certificate,
  data: RevocationData,
  at: Date,
): RevocationStatus {
  const statements = [
    ...data.ocsps.map((der) => ocspAnswer(der, certificate, issuer)),
    ...data.crls.map((der) => crlStatement(der, certificate, issuer)),
    ...(data.known?.get(pairKey(certificate.fingerprint, issuer.fingerprint)) ?? []),
  ].filter((statement) => statement !== undefined);
  const [first] = statements
    .flatMap(({ revoked }) => (revoked === undefined ? [] : [revoked]))
    .sort((a, b) => a.since.getTime() - b.since.getTime());
  if (first !== undefined) return { status: 'revoked', ...first };
  return statements.some((statement) => speaksUntil(statement) >= at) ? { status: 'good' } : { status: 'unknown' };
}

/** The last moment for which a statement says "good". */
const speaksUntil = ({ thisUpdate, nextUpdate }: RevocationStatement): Date =>
  nextUpdate ?? new Date(thisUpdate.getTime() + withoutNextUpdateMs);

interface RevocationList {
  readonly issuer: Buffer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly revoked: DerValue | undefined;
  readonly extensions: readonly DerValue[];
  readonly algorithm: Buffer;
  readonly tbs: Buffer;
  readonly signature: Buffer;
}

const lists = new WeakMap<Uint8Array, RevocationList | 'unreadable'>();

function readList(der: Uint8Array): RevocationList | undefined {
  const known = lists.get(der) ?? parseList(der);
  lists.set(der, known);
  return known === 'unreadable' ? undefined : known;
}

function parseList(der: Uint8Array): RevocationList | 'unreadable' {
  try {
    const [tbs, algorithm, signature] = derSequence(readDer(Buffer.from(der.buffer, der.byteOffset, der.byteLength)));
    const fields = derSequence(tbs);
    const rest = fields[0]?.tag === derTag.integer ? fields.slice(1) : fields;
    const [, issuer, thisUpdate, ...optional] = rest;
    const next = optional.find(({ tag }) => tag === derTag.utcTime || tag === derTag.generalizedTime);
    const explicit = optional.find(({ tag }) => tag === contextTag(0));
    return {
      issuer: derBytes(expectDer(issuer, derTag.sequence)),
      thisUpdate: derTime(thisUpdate),
      nextUpdate: next === undefined ? undefined : derTime(next),
      revoked: optional.find(({ tag }) => tag === derTag.sequence),
      extensions: explicit === undefined ? [] : derSequence(derChildren(explicit)[0]),
      algorithm: derBytes(expectDer(algorithm, derTag.sequence)),
      tbs: derBytes(expectDer(tbs, derTag.sequence)),
      signature: derBits(signature),
    };
  } catch {
    return 'unreadable';
  }
}

/** What a revocation list (RFC 5280 §5) says of a certificate; undefined when it does not speak of it or its issuer did not sign it. */
export function crlStatement(
  der: Uint8Array,
  certificate: Certificate,
  issuer: Certificate,
): RevocationStatement | undefined {
  const list = readList(der);
  const isTheirs = list?.issuer.equals(certificate.issuer) === true || list?.issuer.equals(issuer.subject) === true;
  if (list === undefined || !isTheirs) return undefined;
  try {
    if (!signedBy(list, issuer) || !speaksOf(list, certificate)) return undefined;
    return {
      thisUpdate: list.thisUpdate,
      nextUpdate: list.nextUpdate,
      revoked: revocationIn(list.revoked, certificate.serial),
    };
  } catch {
    return undefined;
  }
}

const signers = new WeakMap<RevocationList, WeakMap<Certificate, boolean>>();

/** Whether an issuer signed a list; asked once, since lists are long and every signature of a file asks. */
function signedBy(list: RevocationList, issuer: Certificate): boolean {
  const known = signers.get(list)?.get(issuer);
  if (known !== undefined) return known;
  const usage = keyUsageOf(issuer);
  const isTheirs =
    (usage === undefined || usage(keyUsage.crlSign)) &&
    verifySignature(signatureAlgorithm(list.algorithm), publicKeyOf(issuer), list.tbs, list.signature);
  const ofList = signers.get(list) ?? new WeakMap<Certificate, boolean>();
  signers.set(list, ofList.set(issuer, isTheirs));
  return isTheirs;
}

/** Delta and indirect lists are not read; a list for users or for issuers only says nothing of the others. */
function speaksOf(list: RevocationList, certificate: Certificate): boolean {
  return list.extensions.every((extension) => {
    const [id, ...rest] = derSequence(extension);
    const critical = rest.some((part) => part.tag === derTag.boolean && derContent(part)[0] === 0xff);
    if (derOid(id) !== '2.5.29.28') return !critical;
    const value = rest.find(({ tag }) => tag === derTag.octetString);
    const { ca } = basicConstraintsOf(certificate);
    return derSequence(readDer(derContent(expectDer(value, derTag.octetString)))).every(
      ({ tag }) => tag === contextTag(0) || (tag === 0x81 && !ca) || (tag === 0x82 && ca),
    );
  });
}

function revocationIn(revoked: DerValue | undefined, serial: Buffer): Revocation | undefined {
  if (revoked === undefined) return undefined;
  for (let at = revoked.content; at < revoked.end; ) {
    const entry = readDer(revoked.bytes, at, revoked.end);
    at = entry.end;
    const number = readDer(entry.bytes, entry.content, entry.end);
    if (!derContent(number).equals(serial)) continue;
    const [, since, extensions] = derSequence(entry);
    return { since: derTime(since), ...reasonIn(extensions) };
  }
  return undefined;
}

function reasonIn(extensions: DerValue | undefined): Pick<Revocation, 'reason'> {
  for (const extension of extensions === undefined ? [] : derSequence(extensions)) {
    const [id, ...rest] = derSequence(extension);
    if (derOid(id) !== '2.5.29.21') continue;
    const value = readDer(derContent(expectDer(rest.at(-1), derTag.octetString)));
    return { reason: derContent(expectDer(value, derTag.enumerated)).readUInt8() };
  }
  return {};
}
