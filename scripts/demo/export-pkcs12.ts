import { randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  Attribute,
  AuthenticatedSafe,
  CertBag,
  Certificate,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs';
import { arrayBuffer } from '../../server/pdf-signatures/crypto/der.ts';
import type { DemoKey } from './authority.ts';

/** Fresh for each encryption: the initialisation vector must never repeat. */
const encryption = () => ({
  contentEncryptionAlgorithm: { name: 'AES-CBC' as const, length: 256, iv: arrayBuffer(randomBytes(16)) },
  hmacHashAlgorithm: 'SHA-256',
});
/** What OpenSSL uses unless told: the PIN of the demo is published, so more rounds would only make everybody wait. */
const iterationCount = 2048;
/** pkijs computes the integrity key with one WebCrypto call per round. */
const integrityIterations = 256;

/** A demo key as PKCS#12 under a PIN (AES-256, PBKDF2, HMAC-SHA-256), as OpenSSL 3 makes them: browsers and openssl open it. */
export async function exportPkcs12(key: DemoKey, pin: string): Promise<Uint8Array> {
  const password = arrayBuffer(new TextEncoder().encode(pin));
  const localKeyId = new Attribute({
    type: '1.2.840.113549.1.9.21',
    values: [new asn1js.OctetString({ valueHex: arrayBuffer(randomBytes(20)) })],
  });
  const keyBag = new PKCS8ShroudedKeyBag({
    parsedValue: PrivateKeyInfo.fromBER(arrayBuffer(key.privateKey.export({ type: 'pkcs8', format: 'der' }))),
  });
  await keyBag.makeInternalValues({ ...encryption(), password, iterationCount });
  const certificateBag = (der: Uint8Array, bagAttributes: Attribute[]): SafeBag =>
    new SafeBag({
      bagId: '1.2.840.113549.1.12.10.1.3',
      bagValue: new CertBag({ parsedValue: Certificate.fromBER(arrayBuffer(der)) }),
      ...(bagAttributes.length > 0 ? { bagAttributes } : {}),
    });
  const keys = new SafeContents({
    safeBags: [new SafeBag({ bagId: '1.2.840.113549.1.12.10.1.2', bagValue: keyBag, bagAttributes: [localKeyId] })],
  });
  const certificates = new SafeContents({
    safeBags: [certificateBag(key.certificate, [localKeyId]), ...key.chain.map((der) => certificateBag(der, []))],
  });
  const authenticatedSafe = new AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: keys },
        { privacyMode: 1, value: certificates },
      ],
    },
  });
  await authenticatedSafe.makeInternalValues({ safeContents: [{}, { ...encryption(), password, iterationCount }] });
  const pfx = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } });
  await pfx.makeInternalValues({
    password,
    iterations: integrityIterations,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  });
  return new Uint8Array(pfx.toSchema().toBER());
}
