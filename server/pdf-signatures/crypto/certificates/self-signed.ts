import { createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { der, derOctets, derOidOf, derSequenceOf, derSetOf, derUnsigned, derUtcTime } from '../der-writer.ts';
import { oid } from '../oids.ts';

interface Named {
  readonly commonName: string;
  readonly from: Date;
  readonly until: Date;
}

/**
 * A certificate of a key of an elliptic curve that nobody issued but itself (RFC 5280), for agreeing on keys alone: whoever believes it has
 * it from somebody they believe.
 */
export function selfSigned(privateKey: KeyObject, { commonName, from, until }: Named): Uint8Array {
  const algorithm = derSequenceOf(derOidOf(oid.ecdsaWithSha256));
  const name = derSequenceOf(
    derSetOf(derSequenceOf(derOidOf('2.5.4.3'), der(0x0c, Buffer.from(commonName)))), // commonName
  );
  // Bit 4, keyAgreement; critical.
  const keyUsage = derSequenceOf(
    derOidOf('2.5.29.15'),
    der(0x01, Buffer.of(0xff)),
    derOctets(bits(3, Buffer.of(0x08))),
  );
  const signedPart = derSequenceOf(
    der(0xa0, derUnsigned(Buffer.of(2))),
    derUnsigned(Buffer.concat([Buffer.of(0x4d), randomBytes(15)])),
    algorithm,
    name,
    derSequenceOf(derUtcTime(from), derUtcTime(until)),
    name,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    der(0xa3, derSequenceOf(keyUsage)),
  );
  return derSequenceOf(signedPart, algorithm, bits(0, sign('sha256', signedPart, privateKey)));
}

const bits = (unused: number, content: Uint8Array): Buffer => der(0x03, Buffer.of(unused), content);
