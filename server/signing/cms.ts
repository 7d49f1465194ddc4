import { X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { arrayBuffer, parseDer, sortedSet, toDer } from './der.ts';
import { signingCertificateV2 } from './ess.ts';
import { oid } from './oids.ts';
import { suiteFor } from './signature-suite.ts';

/** A certificate with the ones above it, leaf first, root optional; all DER. */
export interface CertificateChain {
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

/**
 * Signed attributes of a detached CMS as the DER SET that is signed: content-type, message-digest, ESS. A signing-time is
 * for CAdES alone; PAdES forbids it (EN 319 142-1; the claimed time is `/M`).
 */
export function signedAttributes(contentDigest: Uint8Array, certificate: Uint8Array, signingTime?: Date): Uint8Array {
  const attributes = [
    new Attribute({ type: oid.contentType, values: [new asn1js.ObjectIdentifier({ value: oid.data })] }),
    new Attribute({
      type: oid.messageDigest,
      values: [new asn1js.OctetString({ valueHex: arrayBuffer(contentDigest) })],
    }),
    signingCertificateV2(certificate),
    ...(signingTime === undefined ? [] : [signingTimeAttribute(signingTime)]),
  ];
  return toDer(sortedSet(attributes.map((attribute) => attribute.toSchema())));
}

const signingTimeAttribute = (time: Date): Attribute =>
  new Attribute({ type: oid.signingTime, values: [new asn1js.UTCTime({ valueDate: time })] });

/** A detached CMS SignedData (RFC 5652) with one signer over the attributes that were signed before. */
export function detachedCms(signer: CertificateChain, attributesDer: Uint8Array, value: Uint8Array): Uint8Array {
  const suite = suiteFor(new X509Certificate(signer.certificate));
  const leaf = Certificate.fromBER(arrayBuffer(signer.certificate));
  const set = parseDer(attributesDer);
  if (!(set instanceof asn1js.Set)) throw new Error('Signed attributes are a DER SET');
  const signedAttrs = new SignedAndUnsignedAttributes({
    type: 0,
    attributes: set.valueBlock.value.map((schema) => new Attribute({ schema })),
  });
  const signerInfo = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: leaf.issuer, serialNumber: leaf.serialNumber }),
    digestAlgorithm: suite.digestAlgorithm,
    signedAttrs,
    signatureAlgorithm: suite.signatureAlgorithm,
    signature: new asn1js.OctetString({ valueHex: arrayBuffer(value) }),
  });
  const signedData = new SignedData({
    version: 1,
    digestAlgorithms: [suite.digestAlgorithm],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates: [leaf, ...signer.chain.map((der) => Certificate.fromBER(arrayBuffer(der)))],
    signerInfos: [signerInfo],
  });
  return toDer(new ContentInfo({ contentType: oid.signedData, content: signedData.toSchema(true) }).toSchema());
}
