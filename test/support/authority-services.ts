import { createHash, randomBytes, sign } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { DemoKey } from '../../scripts/demo/authority.ts';
import { publicKeyBits, readCertificate } from '../../server/pdf-signatures/crypto/certificates/certificate.ts';
import { arrayBuffer, toDer } from '../../server/pdf-signatures/crypto/der.ts';
import { derTag } from '../../server/pdf-signatures/crypto/der-reader.ts';
import {
  der,
  derNull,
  derOctets,
  derOidOf,
  derSequenceOf,
  derSetOf,
  derUnsigned,
} from '../../server/pdf-signatures/crypto/der-writer.ts';
import { signingCertificateV2 } from '../../server/pdf-signatures/crypto/ess.ts';
import { oid } from '../../server/pdf-signatures/crypto/oids.ts';
import type { Timestamper } from '../../server/pdf-signatures/produce/authority/timestamp-client.ts';

/* What an authority answers from its desk, made offline: timestamps, revocation lists, OCSP answers. */

/** A timestamp token (RFC 3161) over bytes, by a key that may or may not be entitled to it. */
export function aTimestampToken(key: DemoKey, stamped: Uint8Array, time: Date): Uint8Array {
  return aTokenOver({ ...key, chain: [] }, createHash('sha256').update(stamped).digest(), time);
}

/** A timestamp authority at hand that needs no network; its clock stands still. */
export const aTimestamper =
  (key: DemoKey, time: Date): Timestamper =>
  async (sha256) =>
    aTokenOver(key, sha256, time);

/** TSTInfo in a SignedData of version 3, all DER, as real authorities write it. */
function aTokenOver(key: DemoKey, sha256: Uint8Array, time: Date): Uint8Array {
  const version = (number: number): Buffer => derUnsigned(Buffer.of(number));
  const algorithm = derSequenceOf(derOidOf(oid.sha256), derNull);
  const info = derSequenceOf(
    version(1),
    derOidOf('1.2.3.4'),
    derSequenceOf(algorithm, derOctets(sha256)),
    derUnsigned(randomBytes(8)),
    generalizedTime(time),
  );
  const attribute = (type: string, value: Uint8Array): Buffer => derSequenceOf(derOidOf(type), derSetOf(value));
  const attributes = derSetOf(
    attribute(oid.contentType, derOidOf(oid.timestampInfo)),
    attribute(oid.messageDigest, derOctets(createHash('sha256').update(info).digest())),
    attribute(oid.signingCertificateV2, signingCertificateV2(key.certificate)),
  );
  const { issuer, serial } = readCertificate(key.certificate);
  const signer = derSequenceOf(
    version(1),
    derSequenceOf(issuer, der(derTag.integer, serial)),
    algorithm,
    Buffer.concat([Buffer.of(0xa0), attributes.subarray(1)]),
    derSequenceOf(derOidOf(oid.sha256WithRsa), derNull),
    derOctets(sign('sha256', attributes, key.privateKey)),
  );
  const signedData = derSequenceOf(
    version(3),
    derSetOf(algorithm),
    derSequenceOf(derOidOf(oid.timestampInfo), der(0xa0, derOctets(info))),
    der(0xa0, ...[key.certificate, ...key.chain].toSorted(Buffer.compare)),
    derSetOf(signer),
  );
  return derSequenceOf(derOidOf(oid.signedData), der(0xa0, signedData));
}

export interface RevocationListRequest {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Certificates with the moment from which each is revoked. */
  readonly revoked?: readonly RevokedCertificate[];
}

export interface RevokedCertificate {
  readonly certificate: Uint8Array;
  readonly since: Date;
  /** CRLReason: 1 key compromised, 4 superseded, 5 out of operation. */
  readonly reason?: number;
}

const reasonExtension = (reason: number): asn1js.Sequence =>
  new asn1js.Sequence({
    value: [
      new asn1js.ObjectIdentifier({ value: '2.5.29.21' }),
      new asn1js.OctetString({ valueHex: arrayBuffer(toDer(new asn1js.Enumerated({ value: reason }))) }),
    ],
  });

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
    ({ certificate, since, reason }) =>
      new asn1js.Sequence({
        value: [
          certificateOf(certificate).serialNumber,
          time(since),
          ...(reason === undefined ? [] : [new asn1js.Sequence({ value: [reasonExtension(reason)] })]),
        ],
      }),
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

export interface OcspRequest {
  /** The certificate asked about and who issued it. */
  readonly certificate: Uint8Array;
  readonly issuer: DemoKey;
  /** Who signs; the issuer itself unless another one does. */
  readonly responder?: DemoKey;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly revoked?: { readonly since: Date; readonly reason?: number };
}

/** An OCSP answer (RFC 6960 §4.2) about one certificate. */
export function anOcspAnswer(request: OcspRequest): Uint8Array {
  const { issuer, responder = issuer, revoked } = request;
  const sha1 = (bytes: Uint8Array): Buffer => derOctets(createHash('sha1').update(bytes).digest());
  const [by, about] = [readCertificate(issuer.certificate), readCertificate(request.certificate)];
  const reason = revoked?.reason === undefined ? [] : [der(0xa0, der(derTag.enumerated, Buffer.of(revoked.reason)))];
  const single = derSequenceOf(
    derSequenceOf(
      derSequenceOf(derOidOf(oid.sha1), derNull),
      sha1(by.subject),
      sha1(publicKeyBits(by)),
      der(derTag.integer, about.serial),
    ),
    revoked === undefined ? der(0x80) : der(0xa1, generalizedTime(revoked.since), ...reason),
    generalizedTime(request.thisUpdate),
    ...(request.nextUpdate === undefined ? [] : [der(0xa0, generalizedTime(request.nextUpdate))]),
  );
  const data = derSequenceOf(
    der(0xa1, readCertificate(responder.certificate).subject),
    generalizedTime(request.thisUpdate),
    derSequenceOf(single),
  );
  const basic = derSequenceOf(
    data,
    derSequenceOf(derOidOf(oid.sha256WithRsa), derNull),
    der(derTag.bitString, Buffer.of(0), sign('sha256', data, responder.privateKey)),
    der(0xa0, derSequenceOf(responder.certificate)),
  );
  const bytes = derSequenceOf(derOidOf('1.3.6.1.5.5.7.48.1.1'), derOctets(basic));
  return derSequenceOf(der(derTag.enumerated, Buffer.of(0)), der(0xa0, bytes));
}

const generalizedTime = (time: Date): Buffer =>
  der(derTag.generalizedTime, Buffer.from(`${time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`));
