import * as asn1js from 'asn1js';
import { Certificate, PrivateKeyInfo } from 'pkijs';
import { DomainError } from '../../../platform/errors.ts';
import { arrayBuffer } from '../der.ts';

/** A private key in WebCrypto: it signs and cannot be taken out again. */
export interface WebSigningKey {
  readonly key: CryptoKey;
  readonly algorithm: AlgorithmIdentifier | EcdsaParams;
  readonly importAlgorithm: RsaHashedImportParams | EcKeyImportParams;
}

const rsaOid = '1.2.840.113549.1.1.1';
const ecOid = '1.2.840.10045.2.1';
const curves = new Map([
  ['1.2.840.10045.3.1.7', { namedCurve: 'P-256', hash: 'SHA-256' }],
  ['1.3.132.0.34', { namedCurve: 'P-384', hash: 'SHA-384' }],
]);

/** Imports a PKCS#8 key as non-extractable; refuses kinds of keys that independent validators would not take. */
export async function importSigningKey(pkcs8: Uint8Array): Promise<WebSigningKey> {
  const { algorithmId, algorithmParams } = PrivateKeyInfo.fromBER(arrayBuffer(pkcs8)).privateKeyAlgorithm;
  if (algorithmId === rsaOid) {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    return { key: await importPkcs8(pkcs8, algorithm), algorithm, importAlgorithm: algorithm };
  }
  const curve = algorithmParams instanceof asn1js.ObjectIdentifier ? curves.get(algorithmParams.getValue()) : undefined;
  if (algorithmId === ecOid && curve !== undefined) {
    const importAlgorithm = { name: 'ECDSA', namedCurve: curve.namedCurve };
    const algorithm = { name: 'ECDSA', hash: curve.hash };
    return { key: await importPkcs8(pkcs8, importAlgorithm), algorithm, importAlgorithm };
  }
  throw new DomainError('invalid', 'key-not-accepted', 'Signing needs an RSA key, or ECDSA over P-256 or P-384');
}

const importPkcs8 = (pkcs8: Uint8Array, algorithm: RsaHashedImportParams | EcKeyImportParams): Promise<CryptoKey> =>
  globalThis.crypto.subtle.importKey('pkcs8', arrayBuffer(pkcs8), algorithm, false, ['sign']);

/** Signs bytes; ECDSA values are raw r||s, as WebCrypto makes them. */
export async function signWithWebKey({ key, algorithm }: WebSigningKey, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.sign(algorithm, key, arrayBuffer(bytes)));
}

/** Does this key belong to that certificate? Tried, not guessed: what the key signs must verify with the certificate. */
export async function belongsTo(signing: WebSigningKey, certificateDer: Uint8Array): Promise<boolean> {
  const { subjectPublicKeyInfo } = Certificate.fromBER(arrayBuffer(certificateDer));
  const spki = subjectPublicKeyInfo.toSchema().toBER();
  const { subtle } = globalThis.crypto;
  const verifying = await subtle
    .importKey('spki', spki, signing.importAlgorithm, false, ['verify'])
    .catch(() => undefined /* a key of another kind is a "no", not an error */);
  if (verifying === undefined) return false;
  const probe = new TextEncoder().encode('probe');
  const value = await signWithWebKey(signing, probe);
  return subtle.verify(signing.algorithm, verifying, arrayBuffer(value), probe);
}
