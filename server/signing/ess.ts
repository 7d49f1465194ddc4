import * as asn1js from 'asn1js';
import { Attribute } from 'pkijs';
import { arrayBuffer } from './der.ts';
import { oid } from './oids.ts';
import { digest } from './signature-suite.ts';

/**
 * Signed attribute signing-certificate-v2 (RFC 5035 §3): binds the signature to this one certificate, so that no other
 * certificate over the same key can be put in its place. SHA-256 is the default and so left out.
 */
export function signingCertificateV2(certificate: Uint8Array): Attribute {
  const certHash = new asn1js.OctetString({ valueHex: arrayBuffer(digest('sha256', certificate)) });
  const essCertId = new asn1js.Sequence({ value: [certHash] });
  const certs = new asn1js.Sequence({ value: [essCertId] });
  return new Attribute({ type: oid.signingCertificateV2, values: [new asn1js.Sequence({ value: [certs] })] });
}
