import { createHash, sign } from 'node:crypto';
import { createDemoAuthority, type DemoKey } from '../../../scripts/demo/authority.ts';
import { publicKeyBits, readCertificate } from '../../../server/pdf-signatures/crypto/certificates/certificate.ts';
import { derTag } from '../../../server/pdf-signatures/crypto/der-reader.ts';
import { der, derNull, derOctets, derOidOf, derSequenceOf } from '../../../server/pdf-signatures/crypto/der-writer.ts';
import { oid } from '../../../server/pdf-signatures/crypto/oids.ts';
import { addValidationData, type ValidationData } from '../../../server/pdf-signatures/produce/add-validation-data.ts';
import { aRevocationList, aTimestampToken } from '../authority-services.ts';
import {
  aDemoAuthority,
  agencyName,
  aPreparedPdf,
  leaderName,
  type SigningWorld,
  signed,
  signingTime,
} from '../signing.ts';
import type { Attack } from './attacks.ts';
import { type ForgedCms, forgedCms } from './forged-cms.ts';
import { coveredBytes, withContents } from './pdf-bytes.ts';

const day = 24 * 3600_000;
const after = (days: number): Date => new Date(signingTime.getTime() + days * day);
const current = { thisUpdate: after(-1), nextUpdate: after(30) };
const nothing: ValidationData = { certificates: [], crls: [], ocsps: [] };

/** Evidence put into the security store of a letter of which nobody knows whether its certificate was revoked. */
const stored = (name: string, evidence: (world: SigningWorld) => Partial<ValidationData>): Attack => ({
  class: 'evidence',
  name,
  revocationDemanded: true,
  make: async ({ certified }) =>
    addValidationData(certified, nothing, { ...nothing, ...evidence(await aDemoAuthority()) }),
});

/** The leader's signature made anew with a certificate that ran out in 2021, and a timestamp that says 2020. */
const backDated = (name: string, stamp: (value: Uint8Array, world: SigningWorld) => Promise<Uint8Array>): Attack => ({
  class: 'evidence',
  name,
  make: async ({ certified }) => {
    const world = await aDemoAuthority();
    const key = await world.authority.issue({
      purpose: 'person',
      commonName: leaderName,
      notBefore: new Date('2020-01-01T00:00:00Z'),
      notAfter: new Date('2021-01-01T00:00:00Z'),
    });
    const forged: ForgedCms = {
      content: coveredBytes(certified),
      key: key.privateKey,
      certificate: key.certificate,
      others: key.chain.slice(0, 1),
    };
    const token = await stamp(forgedValue(forged), world);
    return withContents(certified, forgedCms({ ...forged, timestamp: () => token }));
  },
});

/** RSA PKCS#1 v1.5 gives the same value each time, so it can be stamped before the container is built. */
function forgedValue(forged: ForgedCms): Uint8Array {
  let value: Uint8Array = new Uint8Array();
  const token = derSequenceOf();
  forgedCms({
    ...forged,
    timestamp: (made) => {
      value = made;
      return token;
    },
  });
  return value;
}

const then = new Date('2020-06-01T00:00:00Z');

/** Timestamps, revocation data and roots that a forger brings along in the file. */
export const evidenceAttacks: readonly Attack[] = [
  {
    class: 'evidence',
    name: 'a signature under a root of its own, which lies in the security store',
    make: async () => {
      const twin = await createDemoAuthority(signingTime);
      const key = await twin.issue({ purpose: 'person', commonName: leaderName, agency: agencyName });
      const pdf = await signed((await aPreparedPdf()).pdf, key, { certify: 2 });
      return addValidationData(pdf, nothing, { ...nothing, certificates: [twin.root.certificate] });
    },
  },
  backDated("a back-dated timestamp of the forger's own authority", async (value) => {
    const twin = await createDemoAuthority(then);
    const authority = await twin.issue({ purpose: 'timestamp', commonName: 'Vanban minh hoạ – dấu thời gian' });
    return aTimestampToken(authority, value, then);
  }),
  backDated('a back-dated timestamp by the authority, from before it had its certificate', async (value, world) =>
    aTimestampToken(world.timestamp, value, then),
  ),
  backDated("a back-dated timestamp by a person's key", async (value, { leader }) =>
    aTimestampToken(leader, value, then),
  ),
  backDated('a timestamp over the value of another signature', async (_value, { timestamp }) =>
    aTimestampToken(timestamp, Buffer.from('another value'), after(0)),
  ),
  stored("a revocation list in the issuer's name by a person's key", ({ authority, leader }) => ({
    crls: [
      aRevocationList(authority.root, current),
      aRevocationList({ ...authority.issuing, privateKey: leader.privateKey }, current),
    ],
  })),
  stored('a revocation list that had run out before the signature', ({ authority }) => ({
    crls: [
      aRevocationList(authority.root, current),
      aRevocationList(authority.issuing, { thisUpdate: after(-60), nextUpdate: after(-30) }),
    ],
  })),
  stored('an OCSP answer by a person whom the same authority certified', ({ authority, leader }) => ({
    crls: [aRevocationList(authority.root, current)],
    ocsps: [anOcspAnswer(leader, authority.issuing, leader)],
  })),
  stored('an OCSP answer about another certificate', ({ authority, leader, seal }) => ({
    crls: [aRevocationList(authority.root, current)],
    ocsps: [anOcspAnswer(seal, authority.issuing, authority.issuing), anOcspAnswer(seal, authority.issuing, leader)],
  })),
];

/** An OCSP answer "good" (RFC 6960 §4.2.1) about a certificate, by whoever signs it. */
export function anOcspAnswer(about: DemoKey, issuer: DemoKey, responder: DemoKey): Uint8Array {
  const [certificate, above] = [readCertificate(about.certificate), readCertificate(issuer.certificate)];
  const sha256 = (bytes: Uint8Array): Buffer => derOctets(createHash('sha256').update(bytes).digest());
  const moment = (at: Date): Buffer =>
    der(derTag.generalizedTime, Buffer.from(`${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`));
  const id = derSequenceOf(
    derSequenceOf(derOidOf(oid.sha256), derNull),
    sha256(above.subject),
    sha256(publicKeyBits(above)),
    der(derTag.integer, certificate.serial),
  );
  const single = derSequenceOf(id, der(0x80), moment(current.thisUpdate), der(0xa0, moment(current.nextUpdate)));
  const data = derSequenceOf(
    der(0xa1, readCertificate(responder.certificate).subject),
    moment(current.thisUpdate),
    derSequenceOf(single),
  );
  const basic = derSequenceOf(
    data,
    derSequenceOf(derOidOf(oid.sha256WithRsa), derNull),
    der(derTag.bitString, Buffer.of(0), sign('sha256', data, responder.privateKey)),
    der(0xa0, derSequenceOf(responder.certificate)),
  );
  return derSequenceOf(
    der(derTag.enumerated, Buffer.of(0)),
    der(0xa0, derSequenceOf(derOidOf('1.3.6.1.5.5.7.48.1.1'), derOctets(basic))),
  );
}
