import { der } from '../../../server/pdf-signatures/crypto/der-writer.ts';
import {
  aCertificate,
  alternativeNames,
  basicConstraints,
  extendedUsages,
  usages,
} from '../../../test/support/certificates.ts';
import type { DemoKey } from '../../demo/authority.ts';

/** A key with its certificate, as TLS takes them. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

export interface LineCertificates {
  /** The authority (PEM) that both deployments believe. */
  readonly authority: string;
  /** Of 127.0.0.1 by that authority; and of the same address by one that nobody knows. */
  readonly right: KeyPair;
  readonly wrong: KeyPair;
}

const DAYS = 24 * 3600_000;
const serverAuth = '1.3.6.1.5.5.7.3.1';

/** Certificates for lines on loopback. */
export function lineCertificates(): LineCertificates {
  const life = { notBefore: new Date(Date.now() - 30 * DAYS), notAfter: new Date(Date.now() + 300 * DAYS) };
  const anAuthority = (name: string) =>
    aCertificate({ ...life, name, extensions: [basicConstraints(true), usages(5, 6)] });
  const ofLoopback = (issuer: DemoKey) =>
    pairOf(
      aCertificate({
        ...{ ...life, name: '127.0.0.1', issuer },
        extensions: [usages(0), extendedUsages(serverAuth), alternativeNames(der(0x87, Buffer.of(127, 0, 0, 1)))],
      }),
    );
  const known = anAuthority('Known CA');
  return { authority: pemOf(known), right: ofLoopback(known), wrong: ofLoopback(anAuthority('Another CA')) };
}

function pairOf(key: DemoKey): KeyPair {
  return { key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: pemOf(key) };
}

function pemOf({ certificate }: Pick<DemoKey, 'certificate'>): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64')}\n-----END CERTIFICATE-----\n`;
}
