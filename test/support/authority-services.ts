import { createHash, randomBytes, sign } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { DemoKey } from '../../scripts/demo/authority.ts';
import { arrayBuffer, toDer } from '../../server/signing/der.ts';
import { oid } from '../../server/signing/oids.ts';
import { forgedCms } from './attacks/forged-cms.ts';

/* What an authority answers from its desk, made offline: timestamps, revocation lists. */

/** A timestamp token (RFC 3161) over bytes, by a key that may or may not be entitled to it. */
export function aTimestampToken(key: DemoKey, stamped: Uint8Array, time: Date): Uint8Array {
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: '1.2.3.4',
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 }),
      hashedMessage: new asn1js.OctetString({ valueHex: arrayBuffer(createHash('sha256').update(stamped).digest()) }),
    }),
    serialNumber: new asn1js.Integer({ valueHex: arrayBuffer(Buffer.concat([Buffer.of(1), randomBytes(7)])) }),
    genTime: time,
  });
  return forgedCms({
    content: Buffer.alloc(0),
    encapsulated: toDer(info.toSchema()),
    contentType: '1.2.840.113549.1.9.16.1.4',
    encapsulatedType: '1.2.840.113549.1.9.16.1.4',
    key: key.privateKey,
    certificate: key.certificate,
  });
}

export interface RevocationListRequest {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Certificates with the moment from which each is revoked. */
  readonly revoked?: readonly { readonly certificate: Uint8Array; readonly since: Date }[];
}

/** A revocation list (RFC 5280 §5) signed by a key under the name of its certificate. */
export function aRevocationList(
  issuer: DemoKey,
  { thisUpdate, nextUpdate, revoked = [] }: RevocationListRequest,
): Uint8Array {
  const algorithm = (): asn1js.Sequence =>
    new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: oid.sha256WithRsa }), new asn1js.Null()] });
  const certificateOf = (der: Uint8Array): pkijs.Certificate => pkijs.Certificate.fromBER(arrayBuffer(der));
  const time = (value: Date): asn1js.UTCTime => new asn1js.UTCTime({ valueDate: value });
  const entries = revoked.map(
    ({ certificate, since }) => new asn1js.Sequence({ value: [certificateOf(certificate).serialNumber, time(since)] }),
  );
  const tbs = new asn1js.Sequence({
    value: [
      new asn1js.Integer({ value: 1 }),
      algorithm(),
      certificateOf(issuer.certificate).subject.toSchema(),
      time(thisUpdate),
      time(nextUpdate),
      ...(entries.length === 0 ? [] : [new asn1js.Sequence({ value: entries })]),
    ],
  });
  const signature = new asn1js.BitString({ valueHex: arrayBuffer(sign('sha256', toDer(tbs), issuer.privateKey)) });
  return toDer(new asn1js.Sequence({ value: [tbs, algorithm(), signature] }));
}
