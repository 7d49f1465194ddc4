import { createHash, createPublicKey, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { arrayBuffer, toDer } from '../../server/pdf-signatures/crypto/der.ts';
import { oid } from '../../server/pdf-signatures/crypto/oids.ts';
import { DEMO_MARK } from '../../server/signing/certificates/demo-mark.ts';

/** A demo key with its certificate and the chain above it, root last. */
export interface DemoKey {
  readonly commonName: string;
  readonly privateKey: KeyObject;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

/** What a demo certificate is for; each purpose has its own key usage. */
export type DemoPurpose = 'person' | 'seal' | 'system' | 'timestamp' | 'ocsp';

export type DemoKeyType = 'rsa' | 'rsa3072' | 'rsa4096' | 'p256' | 'p384';

export interface DemoAuthority {
  readonly root: DemoKey;
  readonly issuing: DemoKey;
  /** Issues a certificate (*chứng thư số*) for a new RSA-2048 key. */
  issue(request: DemoCertificateRequest): Promise<DemoKey>;
}

export interface DemoCertificateRequest {
  readonly purpose: DemoPurpose;
  readonly commonName: string;
  /** Agency the person belongs to, shown as organisational unit. */
  readonly agency?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly keyType?: DemoKeyType | undefined;
  /** Where the certificate says that its revocation can be learned; the demo's own authority publishes nothing. */
  readonly revocation?: RevocationPlaces;
}

export interface RevocationPlaces {
  readonly ocsp?: string;
  readonly crl?: string;
}

/** A root and an issuing authority that say "minh hoạ", and of which place they are, in their names; made anew, never shipped. */
export async function createDemoAuthority(now = new Date(), place = 'Sao Mai'): Promise<DemoAuthority> {
  const [rootPair, issuingPair] = await Promise.all([keyPair('rsa'), keyPair('rsa')]);
  const notBefore = new Date(now.getTime() - 2 * year);
  const rootName = `Vanban minh hoạ – CA gốc ${place}`;
  const issuingName = `Vanban minh hoạ – CA cấp chứng thư ${place}`;
  const rootCertificate = certify({
    subject: { commonName: rootName },
    issuer: { commonName: rootName },
    subjectKey: rootPair,
    issuerKey: rootPair,
    validity: { notBefore, notAfter: new Date(now.getTime() + 20 * year) },
    extensions: authorityExtensions(1),
  });
  const root: DemoKey = { commonName: rootName, privateKey: rootPair, certificate: rootCertificate, chain: [] };
  const issuingCertificate = certify({
    subject: { commonName: issuingName },
    issuer: { commonName: rootName },
    subjectKey: issuingPair,
    issuerKey: rootPair,
    validity: { notBefore, notAfter: new Date(now.getTime() + 10 * year) },
    extensions: authorityExtensions(0),
  });
  const issuing = {
    commonName: issuingName,
    privateKey: issuingPair,
    certificate: issuingCertificate,
    chain: [rootCertificate],
  };
  return {
    root,
    issuing,
    issue: async (request) => {
      const privateKey = await keyPair(request.keyType ?? 'rsa');
      const certificate = certify({
        subject: request.agency === undefined ? request : { commonName: request.commonName, agency: request.agency },
        issuer: { commonName: issuingName },
        subjectKey: privateKey,
        issuerKey: issuingPair,
        validity: {
          notBefore: request.notBefore ?? notBefore,
          notAfter: request.notAfter ?? new Date(now.getTime() + 5 * year),
        },
        extensions: [...leafExtensions(request.purpose), ...revocationExtensions(request.revocation)],
      });
      return { commonName: request.commonName, privateKey, certificate, chain: [issuingCertificate, rootCertificate] };
    },
  };
}

const year = 365.25 * 24 * 3600_000;
const generate = promisify(generateKeyPair);

const bits = { rsa: 2048, rsa3072: 3072, rsa4096: 4096 } as const;
const curves = { p256: 'prime256v1', p384: 'secp384r1' } as const;

/** The private key; its public half comes from it. Generated off the main thread by node:crypto. */
async function keyPair(type: DemoKeyType): Promise<KeyObject> {
  const pair =
    type === 'p256' || type === 'p384'
      ? await generate('ec', { namedCurve: curves[type] })
      : await generate('rsa', { modulusLength: bits[type] });
  return pair.privateKey;
}

interface Subject {
  readonly commonName: string;
  readonly agency?: string;
}

interface CertificateContent {
  readonly subject: Subject;
  readonly issuer: Subject;
  readonly subjectKey: KeyObject;
  readonly issuerKey: KeyObject;
  readonly validity: { readonly notBefore: Date; readonly notAfter: Date };
  readonly extensions: readonly pkijs.Extension[];
}

function certify({ subject, issuer, subjectKey, issuerKey, validity, extensions }: CertificateContent): Uint8Array {
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ valueHex: arrayBuffer(Buffer.concat([Buffer.of(0x4d), randomBytes(15)])) }),
    subject: distinguishedName(subject),
    issuer: distinguishedName(issuer),
    notBefore: new pkijs.Time({ value: validity.notBefore }),
    notAfter: new pkijs.Time({ value: validity.notAfter }),
    subjectPublicKeyInfo: pkijs.PublicKeyInfo.fromBER(arrayBuffer(publicKeyDer(subjectKey))),
    extensions: [...extensions, ...keyIdentifiers(subjectKey, issuerKey)],
  });
  const algorithm = new pkijs.AlgorithmIdentifier({
    algorithmId: oid.sha256WithRsa,
    algorithmParams: new asn1js.Null(),
  });
  certificate.signature = algorithm;
  certificate.signatureAlgorithm = algorithm;
  const tbs = toDer(certificate.encodeTBS());
  certificate.tbsView = new Uint8Array(arrayBuffer(tbs));
  certificate.signatureValue = new asn1js.BitString({ valueHex: arrayBuffer(sign('sha256', tbs, issuerKey)) });
  return toDer(certificate.toSchema(true));
}

/** A name with one attribute per set: pkijs itself would put all of them into one multi-valued set. */
function distinguishedName({ commonName, agency }: Subject): pkijs.RelativeDistinguishedNames {
  const part = (type: string, value: asn1js.BaseBlock): asn1js.Set =>
    new asn1js.Set({ value: [new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] })] });
  const utf8 = (value: string): asn1js.Utf8String => new asn1js.Utf8String({ value });
  const name = new asn1js.Sequence({
    value: [
      part('2.5.4.6', new asn1js.PrintableString({ value: 'VN' })),
      part('2.5.4.10', utf8(DEMO_MARK)),
      ...(agency === undefined ? [] : [part('2.5.4.11', utf8(agency))]),
      part('2.5.4.3', utf8(commonName)),
    ],
  });
  return new pkijs.RelativeDistinguishedNames({ schema: asn1js.fromBER(name.toBER()).result });
}

const publicKeyDer = (key: KeyObject): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' });

/** RFC 5280 §4.2.1.2, method 1: SHA-1 of the key names it, nothing is signed with it. */
const keyIdentifier = (key: KeyObject): asn1js.OctetString => {
  const info = pkijs.PublicKeyInfo.fromBER(arrayBuffer(publicKeyDer(key)));
  const hash = createHash('sha1').update(info.subjectPublicKey.valueBlock.valueHexView).digest();
  return new asn1js.OctetString({ valueHex: arrayBuffer(hash) });
};

function keyIdentifiers(subjectKey: KeyObject, issuerKey: KeyObject): pkijs.Extension[] {
  const authority = new pkijs.AuthorityKeyIdentifier({ keyIdentifier: keyIdentifier(issuerKey) });
  return [
    extension('2.5.29.14', false, keyIdentifier(subjectKey)),
    extension('2.5.29.35', false, authority.toSchema()),
  ];
}

const extension = (extnID: string, critical: boolean, value: asn1js.BaseBlock): pkijs.Extension =>
  new pkijs.Extension({ extnID, critical, extnValue: arrayBuffer(toDer(value)) });

/** RFC 5280 §4.2.1.3: bits counted from the left; `unused` bits end the last byte. */
const keyUsage = (bits: number, unused: number): pkijs.Extension =>
  extension('2.5.29.15', true, new asn1js.BitString({ valueHex: arrayBuffer(Buffer.of(bits)), unusedBits: unused }));

function revocationExtensions({ ocsp, crl }: RevocationPlaces = {}): pkijs.Extension[] {
  const uri = (value: string) => new pkijs.GeneralName({ type: 6, value });
  const access = (url: string) =>
    new pkijs.InfoAccess({
      accessDescriptions: [
        new pkijs.AccessDescription({ accessMethod: '1.3.6.1.5.5.7.48.1', accessLocation: uri(url) }),
      ],
    });
  const places = (url: string) =>
    new pkijs.CRLDistributionPoints({
      distributionPoints: [new pkijs.DistributionPoint({ distributionPoint: [uri(url)] })],
    });
  return [
    ...(ocsp === undefined ? [] : [extension('1.3.6.1.5.5.7.1.1', false, access(ocsp).toSchema())]),
    ...(crl === undefined ? [] : [extension('2.5.29.31', false, places(crl).toSchema())]),
  ];
}

function authorityExtensions(pathLength: number): pkijs.Extension[] {
  const constraints = new pkijs.BasicConstraints({ cA: true, pathLenConstraint: pathLength });
  return [extension('2.5.29.19', true, constraints.toSchema()), keyUsage(0b0000_0110, 1)]; // keyCertSign, cRLSign
}

function leafExtensions(purpose: DemoPurpose): pkijs.Extension[] {
  const constraints = extension('2.5.29.19', true, new pkijs.BasicConstraints({ cA: false }).toSchema());
  if (purpose === 'system') return [constraints, keyUsage(0b1000_0000, 7)]; // digitalSignature
  const signing = [constraints, keyUsage(0b1100_0000, 6)]; // digitalSignature, nonRepudiation
  const onlyFor = (purpose: string): pkijs.Extension =>
    extension('2.5.29.37', true, new pkijs.ExtKeyUsage({ keyPurposes: [purpose] }).toSchema());
  if (purpose === 'timestamp') return [...signing, onlyFor('1.3.6.1.5.5.7.3.8')];
  if (purpose !== 'ocsp') return signing;
  const noCheck = extension('1.3.6.1.5.5.7.48.1.5', false, new asn1js.Null()); // RFC 6960 §4.2.2.2.1
  return [...signing, onlyFor('1.3.6.1.5.5.7.3.9'), noCheck];
}
