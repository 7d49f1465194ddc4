import * as asn1js from 'asn1js';
import {
  AuthenticatedSafe,
  CertBag,
  Certificate,
  EncryptedContentInfo,
  EncryptedData,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeContents,
} from 'pkijs';
import { DomainError } from '../../../platform/errors.ts';
import type { CertificateChain } from '../cms.ts';
import { arrayBuffer } from '../der.ts';
import { openLegacyPkcs12, type Pkcs12Bags } from './pkcs12-legacy.ts';
import { belongsTo, importSigningKey, type WebSigningKey } from './web-key.ts';

/** The content of a PKCS#12 file (*tệp khoá .p12*): the key as PKCS#8 DER, its certificate, and the ones above it. */
export interface OpenedPkcs12 extends CertificateChain {
  readonly privateKey: Uint8Array;
  readonly signingKey: WebSigningKey;
}

/**
 * Opens a PKCS#12 with its PIN, in the browser as on the server: modern ciphers by pkijs, old ones (3DES, RC2) by
 * forge. Refuses with `not-pkcs12`, `pin-wrong`, `cipher-unknown`, `key-not-accepted` or `certificate-missing`.
 */
export async function openPkcs12(bytes: Uint8Array, pin: string): Promise<OpenedPkcs12> {
  const bags = await openModern(readPfx(bytes), pin).catch((cause: unknown) => {
    if (cause instanceof DomainError) throw cause;
    return openLegacyPkcs12(bytes, pin);
  });
  const [privateKey] = bags.privateKeys;
  if (privateKey === undefined) throw new DomainError('invalid', 'not-pkcs12', 'The file holds no private key');
  const signingKey = await importSigningKey(privateKey);
  for (const certificate of bags.certificates) {
    if (await belongsTo(signingKey, certificate)) {
      return { privateKey, signingKey, certificate, chain: chainAbove(certificate, bags.certificates) };
    }
  }
  throw new DomainError('invalid', 'certificate-missing', 'The file holds a key but not its certificate');
}

function readPfx(bytes: Uint8Array): PFX {
  try {
    return PFX.fromBER(arrayBuffer(bytes));
  } catch (cause) {
    throw new DomainError('invalid', 'not-pkcs12', 'The file is not a PKCS#12 key file', { cause });
  }
}

async function openModern(pfx: PFX, pin: string): Promise<Pkcs12Bags> {
  const password = arrayBuffer(new TextEncoder().encode(pin));
  const checkIntegrity = pfx.macData !== undefined;
  await pfx.parseInternalValues({ checkIntegrity, password }).catch((cause: unknown) => {
    // pkijs derives the integrity key right for ASCII only: other PINs are left to forge to judge.
    const isAscii = [...pin].every((character) => character < '\u0080');
    const isBroken = cause instanceof Error && /integrity.*broken/i.test(cause.message);
    throw isAscii && isBroken ? new DomainError('invalid', 'pin-wrong', 'The PIN does not open this key file') : cause;
  });
  const safe = pfx.parsedValue?.authenticatedSafe;
  if (!(safe instanceof AuthenticatedSafe)) throw new Error('A PKCS#12 without an authenticated safe');
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
  const contents: { value: unknown }[] = safe.parsedValue.safeContents;
  const values = contents
    .flatMap(({ value }) => (value instanceof SafeContents ? value.safeBags : []))
    .map(({ bagValue }) => bagValue);
  const certificates = values.flatMap((bag) => (bag instanceof CertBag ? [certificateIn(bag)] : []));
  const privateKeys: Uint8Array[] = [];
  for (const bag of values) {
    if (bag instanceof PKCS8ShroudedKeyBag) privateKeys.push(await unwrapped(bag, password));
    else if (bag instanceof PrivateKeyInfo) privateKeys.push(new Uint8Array(bag.toSchema().toBER()));
  }
  return { privateKeys, certificates };
}

function certificateIn({ certValue, parsedValue }: CertBag): Uint8Array {
  if (certValue instanceof asn1js.OctetString) return new Uint8Array(certValue.getValue());
  if (parsedValue instanceof Certificate) return new Uint8Array(parsedValue.toSchema().toBER());
  throw new Error('A PKCS#12 certificate bag without a certificate');
}

async function unwrapped(bag: PKCS8ShroudedKeyBag, password: ArrayBuffer): Promise<Uint8Array> {
  const encryptedContentInfo = new EncryptedContentInfo({
    contentEncryptionAlgorithm: bag.encryptionAlgorithm,
    encryptedContent: bag.encryptedData,
  });
  return new Uint8Array(await new EncryptedData({ encryptedContentInfo }).decrypt({ password }));
}

/** Issuers from the leaf upwards, as far as the file has them; what does not belong to the chain is left out. */
function chainAbove(leaf: Uint8Array, certificates: readonly Uint8Array[]): Uint8Array[] {
  const known = certificates.map((der) => ({ der, certificate: Certificate.fromBER(arrayBuffer(der)) }));
  const chain: Uint8Array[] = [];
  let current = Certificate.fromBER(arrayBuffer(leaf));
  while (!current.issuer.isEqual(current.subject) && chain.length < known.length) {
    const issuer = known.find(({ certificate }) => certificate.subject.isEqual(current.issuer));
    if (issuer === undefined) break;
    chain.push(issuer.der);
    current = issuer.certificate;
  }
  return chain;
}
