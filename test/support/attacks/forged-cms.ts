import { createHash, type KeyObject, sign } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { arrayBuffer, toDer } from '../../../server/pdf-signatures/crypto/der.ts';
import { oid } from '../../../server/pdf-signatures/crypto/oids.ts';

type Hash = 'md5' | 'sha1' | 'sha256';

const hashOids: Readonly<Record<Hash, string>> = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: oid.sha256,
};
const rsaOids: Readonly<Record<Hash, string>> = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: oid.sha256WithRsa,
};

/** A signature container with anything in it that an honest signer would not write. */
export interface ForgedCms {
  readonly content: Uint8Array;
  readonly key: KeyObject;
  readonly certificate: Uint8Array;
  readonly others?: readonly Uint8Array[];
  readonly hash?: Hash;
  /** Content inside the container instead of the covered bytes. */
  readonly encapsulated?: Uint8Array;
  /** Content type that the signed attribute names, and the one of the container. */
  readonly contentType?: string;
  readonly encapsulatedType?: string;
  /** Timestamp token over the signature value, made from it. */
  readonly timestamp?: (value: Uint8Array) => Uint8Array;
  readonly digest?: Uint8Array;
  /** Certificate that the ESS attribute names; `none` leaves the attribute out. */
  readonly bound?: Uint8Array | 'none';
  readonly attributesTwice?: boolean;
  readonly signers?: number;
  readonly withoutCertificate?: boolean;
}

const octets = (bytes: Uint8Array): asn1js.OctetString => new asn1js.OctetString({ valueHex: arrayBuffer(bytes) });
const attribute = (type: string, value: asn1js.BaseBlock): pkijs.Attribute =>
  new pkijs.Attribute({ type, values: [value] });

/** Builds the container: right in everything but what is asked for. */
export function forgedCms(forged: ForgedCms): Uint8Array {
  const hash = forged.hash ?? 'sha256';
  const certificate = pkijs.Certificate.fromBER(arrayBuffer(forged.certificate));
  const digest: Uint8Array =
    forged.digest ??
    createHash(hash)
      .update(forged.encapsulated ?? forged.content)
      .digest();
  const attributes = [
    attribute(oid.contentType, new asn1js.ObjectIdentifier({ value: forged.contentType ?? oid.data })),
    attribute(oid.messageDigest, octets(digest)),
  ];
  if (forged.attributesTwice === true) attributes.push(attribute(oid.messageDigest, octets(digest)));
  if (forged.bound !== 'none')
    attributes.push(attribute(oid.signingCertificateV2, ess(forged.bound ?? forged.certificate)));
  attributes.sort((a, b) => Buffer.compare(toDer(a.toSchema()), toDer(b.toSchema())));
  const set = toDer(new asn1js.Set({ value: attributes.map((one) => one.toSchema()) }));
  const signedAttributes = new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes });
  const value = sign(hash, set, forged.key);
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: hashOids[hash] }),
    signedAttrs: signedAttributes,
    signatureAlgorithm: new pkijs.AlgorithmIdentifier({
      algorithmId: rsaOids[hash],
      algorithmParams: new asn1js.Null(),
    }),
    signature: octets(value),
  });
  if (forged.timestamp !== undefined) {
    const token = asn1js.fromBER(arrayBuffer(forged.timestamp(value))).result;
    const stamp = attribute(oid.signatureTimeStamp, token);
    signer.unsignedAttrs = new pkijs.SignedAndUnsignedAttributes({ type: 1, attributes: [stamp] });
  }
  const embedded = [forged.certificate, ...(forged.others ?? [])].map((der) =>
    pkijs.Certificate.fromBER(arrayBuffer(der)),
  );
  const eContent = forged.encapsulated === undefined ? {} : { eContent: octets(forged.encapsulated) };
  const data = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: hashOids[hash] })],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: forged.encapsulatedType ?? oid.data,
      ...eContent,
    }),
    certificates: forged.withoutCertificate === true ? [] : embedded,
    signerInfos: Array.from({ length: forged.signers ?? 1 }, () => signer),
  });
  return toDer(new pkijs.ContentInfo({ contentType: oid.signedData, content: data.toSchema(true) }).toSchema());
}

function ess(certificate: Uint8Array): asn1js.Sequence {
  const id = new asn1js.Sequence({ value: [octets(createHash('sha256').update(certificate).digest())] });
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [id] })] });
}
