import { X509Certificate } from 'node:crypto';
import { literalPattern } from '../../../platform/text/literal-pattern.ts';
import type { CertificateStatement, TrustList } from '../../verification.ts';
import { type Certificate, tryReadCertificate } from './certificate.ts';
import { pairKey, type RevocationData } from './revocation.ts';

/** The trust list (*danh sách tin cậy*), read: what may be an anchor comes from here and never from a file. */
export interface Trust {
  readonly anchors: readonly Certificate[];
  readonly timestampAnchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  readonly revocation: RevocationData;
}

const known = new WeakMap<TrustList, Trust>();

/** Reads a trust list; one list is read once. Bytes that are no certificate are left out: they can anchor nothing. */
export function readTrustList(list: TrustList): Trust {
  const existing = known.get(list);
  if (existing !== undefined) return existing;
  const read = (all: readonly Uint8Array[]): Certificate[] =>
    all.map(tryReadCertificate).filter((certificate) => certificate !== undefined);
  const anchors = read(list.anchors);
  const trust: Trust = {
    anchors,
    timestampAnchors: [...anchors, ...read(list.timestampAuthorities ?? [])],
    intermediates: read(list.intermediates),
    revocation: {
      crls: list.crls ?? [],
      ocsps: list.ocsps ?? [],
      known: byPair(list.statements ?? []),
      withdrawn: new Map(list.withdrawn?.map(({ certificate, since }) => [certificate, since])),
    },
  };
  known.set(list, trust);
  return trust;
}

function byPair(statements: readonly CertificateStatement[]): Map<string, CertificateStatement[]> {
  const known = new Map<string, CertificateStatement[]>();
  for (const statement of statements) {
    const key = pairKey(statement.certificate, statement.issuer);
    known.set(key, [...(known.get(key) ?? []), statement]);
  }
  return known;
}

/** Certificates of PEM text, or of one DER certificate; refuses what is neither. */
export function certificatesFromPem(bytes: Buffer): Uint8Array[] {
  return derBlocks(bytes, 'CERTIFICATE').map((der) => new X509Certificate(der).raw);
}

/** DER blocks of PEM text with a label; bytes without any PEM mark are taken as one DER block. */
export function derBlocks(bytes: Buffer, label: string): Buffer[] {
  const text = bytes.toString('latin1');
  if (!text.includes('-----BEGIN ')) return [bytes];
  const pattern = new RegExp(
    `-----BEGIN ${literalPattern(label)}-----([A-Za-z0-9+/=\\s]+)-----END ${literalPattern(label)}-----`,
    'g',
  );
  return [...text.matchAll(pattern)].map((match) => Buffer.from(match[1] ?? '', 'base64'));
}
