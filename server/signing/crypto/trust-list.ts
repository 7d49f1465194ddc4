import { X509Certificate } from 'node:crypto';
import { literalPattern } from '../../platform/literal-pattern.ts';
import type { TrustList } from '../verification.ts';
import { type Certificate, tryReadCertificate } from './certificate.ts';

/** The trust list (*danh sách tin cậy*), read: what may be an anchor comes from here and never from a file. */
export interface Trust {
  readonly anchors: readonly Certificate[];
  readonly timestampAnchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
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
    crls: list.crls ?? [],
    ocsps: list.ocsps ?? [],
  };
  known.set(list, trust);
  return trust;
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
