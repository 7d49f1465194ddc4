import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  constants as cryptoConstants,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { DomainError } from '../../platform/errors.ts';
import { type Certificate, publicKeyOf, readCertificate } from './certificates/certificate.ts';
import {
  contextTag,
  type DerValue,
  derBytes,
  derChildren,
  derContent,
  derOctets as derOctetsOf,
  derOid,
  derSequence,
  derTag,
  expectDer,
  readDer,
} from './der-reader.ts';
import { der, derNull, derOctets, derOidOf, derSequenceOf, derSetOf, derUnsigned } from './der-writer.ts';
import { oid } from './oids.ts';

/* CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084): what `openssl cms -encrypt -aes-256-gcm` makes and `openssl cms -decrypt` opens. */

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const MAC_BYTES = 16;
/** The initial value of the AES key wrap (RFC 3394 §2.2.3.1). */
const WRAP_START = Buffer.alloc(8, 0xa6);

/** The key that opens what was sealed for its certificate: ECDH on the curve of the certificate. */
export interface OpeningKey {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
}

/**
 * Seals bytes for whoever has the key of one of these certificates: RSA by OAEP with SHA-256 (RFC 4055), elliptic curves by an ephemeral key of
 * their curve, the KDF of X9.63 with SHA-256 and the AES key wrap (RFC 5753). Nothing is signed by it: sign first.
 */
export function sealFor(plain: Uint8Array, certificates: readonly Uint8Array[]): Uint8Array {
  const [key, nonce] = [randomBytes(KEY_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: MAC_BYTES });
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  const recipients = certificates.map((one) => recipientInfo(readCertificate(one), key));
  const parameters = derSequenceOf(derOctets(nonce), small(MAC_BYTES));
  const content = derSequenceOf(
    derOidOf(oid.data),
    derSequenceOf(derOidOf(oid.aes256Gcm), parameters),
    der(0x80, sealed),
  );
  const enveloped = derSequenceOf(small(0), derSetOf(...recipients), content, derOctets(cipher.getAuthTag()));
  return derSequenceOf(derOidOf(oid.authEnvelopedData), der(0xa0, enveloped));
}

/** The bytes that were sealed for one of these keys. Refuses with `cannot-decrypt` what is for none of them, or is not what was sealed. */
export function openSealed(sealed: Uint8Array, keys: readonly OpeningKey[]): Uint8Array {
  try {
    return opened(Buffer.from(sealed), keys);
  } catch (cause) {
    throw new DomainError('invalid', 'cannot-decrypt', 'It was not sealed for a key that is here', { cause });
  }
}

function recipientInfo(certificate: Certificate, key: Uint8Array): Buffer {
  const recipient = publicKeyOf(certificate);
  return recipient.asymmetricKeyType === 'rsa'
    ? transported(certificate, recipient, key)
    : agreed(certificate, recipient, key);
}

/** KeyTransRecipientInfo (RFC 5652 §6.2.1). */
function transported(certificate: Certificate, publicKey: KeyObject, key: Uint8Array): Buffer {
  const padding = cryptoConstants.RSA_PKCS1_OAEP_PADDING;
  const sha256 = derSequenceOf(derOidOf(oid.sha256), derNull);
  const parameters = derSequenceOf(der(0xa0, sha256), der(0xa1, derSequenceOf(derOidOf(oid.mgf1), sha256)));
  return derSequenceOf(
    small(0),
    nameOf(certificate),
    derSequenceOf(derOidOf(oid.rsaOaep), parameters),
    derOctets(publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, key)),
  );
}

/** KeyAgreeRecipientInfo (RFC 5652 §6.2.2, RFC 5753 §3.1). */
function agreed(certificate: Certificate, publicKey: KeyObject, key: Uint8Array): Buffer {
  const { namedCurve = '' } = publicKey.asymmetricKeyDetails ?? {};
  const ephemeral = generateKeyPairSync('ec', { namedCurve });
  const wrap = derSequenceOf(derOidOf(oid.aes256Wrap));
  const cipher = createCipheriv(
    'id-aes256-wrap',
    kek({ privateKey: ephemeral.privateKey, publicKey, wrap }),
    WRAP_START,
  );
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  const [, point] = derSequence(readDer(ephemeral.publicKey.export({ type: 'spki', format: 'der' })));
  const originator = der(0xa1, derSequenceOf(derOidOf(oid.ecPublicKey)), derBytes(expectDer(point, derTag.bitString)));
  return der(
    0xa1,
    small(3),
    der(0xa0, originator),
    derSequenceOf(derOidOf(oid.ecdhSha256Kdf), wrap),
    derSequenceOf(derSequenceOf(nameOf(certificate), derOctets(wrapped))),
  );
}

interface Agreement {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The algorithm of the key wrap, as it stands in the message. */
  readonly wrap: Uint8Array;
}

/** The key that wraps: X9.63 over the shared secret and ECC-CMS-SharedInfo (RFC 5753 §7.2). One block of SHA-256 is as long as it. */
function kek({ privateKey, publicKey, wrap }: Agreement): Buffer {
  const bits = Buffer.alloc(4);
  bits.writeUInt32BE(KEY_BYTES * 8);
  const shared = derSequenceOf(wrap, der(0xa2, derOctets(bits)));
  return createHash('sha256')
    .update(diffieHellman({ privateKey, publicKey }))
    .update(Buffer.of(0, 0, 0, 1))
    .update(shared)
    .digest();
}

/** IssuerAndSerialNumber (RFC 5652 §10.2.4). */
const nameOf = ({ issuer, serial }: Certificate): Buffer => derSequenceOf(issuer, der(0x02, serial));
const small = (value: number): Buffer => derUnsigned(Buffer.of(value));

function opened(sealed: Buffer, keys: readonly OpeningKey[]): Uint8Array {
  const [type, wrapped] = derSequence(readDer(sealed));
  if (derOid(type) !== oid.authEnvelopedData) throw new Error('It is no AuthEnvelopedData');
  const [enveloped] = derChildren(expectDer(wrapped, contextTag(0)));
  const [, recipients, content, mac] = derSequence(enveloped);
  const key = keyFor(derChildren(expectDer(recipients, derTag.set)), keys);
  const [, algorithm, bytes] = derSequence(content);
  const [cipherName, parameters] = derSequence(algorithm);
  if (derOid(cipherName) !== oid.aes256Gcm) throw new Error('It is not sealed by AES-256-GCM');
  const [nonce] = derSequence(parameters);
  const tag = derOctetsOf(mac);
  if (tag.length !== MAC_BYTES) throw new Error('Its authentication tag is shortened');
  const decipher = createDecipheriv('aes-256-gcm', key, derOctetsOf(nonce), { authTagLength: MAC_BYTES });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(derContent(expectDer(bytes, 0x80))), decipher.final()]);
}

/** The key of the content, from the first recipient whose key is here. */
function keyFor(recipients: readonly DerValue[], keys: readonly OpeningKey[]): Buffer {
  for (const recipient of recipients.filter(({ tag }) => tag === contextTag(1))) {
    const { point, wrap, encryptedKeys } = agreementIn(recipient);
    for (const { certificate, privateKey } of keys) {
      const read = readCertificate(certificate);
      const mine = encryptedKeys.find(([name]) => name && derBytes(name).equals(nameOf(read)));
      if (!mine) continue;
      const decipher = createDecipheriv(
        'id-aes256-wrap',
        kek({ privateKey, publicKey: on(read, point), wrap }),
        WRAP_START,
      );
      return Buffer.concat([decipher.update(derOctetsOf(mine[1])), decipher.final()]);
    }
  }
  throw new Error('It is sealed for others');
}

/** What one sender agreed on with recipients: the ephemeral point, the algorithm of the key wrap, and the key wrapped for each of them. */
function agreementIn(recipient: DerValue) {
  const [, originator, algorithm, wrapped] = derChildren(recipient);
  const [key] = derChildren(expectDer(originator, contextTag(0)));
  const [, point] = derChildren(expectDer(key, contextTag(1)));
  const [scheme, wrap] = derSequence(algorithm);
  const [wrapName] = derSequence(wrap);
  if (!wrap || derOid(scheme) !== oid.ecdhSha256Kdf || derOid(wrapName) !== oid.aes256Wrap)
    throw new Error('Its key is agreed on in another way');
  const encryptedKeys = derSequence(wrapped).map((one) => derSequence(one));
  return { point: derBytes(expectDer(point, derTag.bitString)), wrap: derBytes(wrap), encryptedKeys };
}

/** A point as a key on the curve of a certificate. */
function on({ publicKeyInfo }: Certificate, point: Uint8Array): KeyObject {
  const [algorithm] = derSequence(readDer(publicKeyInfo));
  const key = derSequenceOf(derBytes(expectDer(algorithm, derTag.sequence)), point);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}
