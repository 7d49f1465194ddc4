import {
  attributeOf,
  type Certificate,
  type NameAttribute,
  nameType,
} from '../../pdf-signatures/crypto/certificate.ts';

/** A certificate in the words by which people tell it from others. */
export interface CertificateSubject {
  /** `CN=Sở Nội vụ, O=UBND tỉnh Sao Mai`: the name as it stands, the most specific part first. */
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal, as certificates are shown everywhere. */
  readonly serial: string;
  readonly from: Date;
  readonly until: Date;
}

const short: Readonly<Record<string, string>> = {
  [nameType.commonName]: 'CN',
  [nameType.organizationalUnit]: 'OU',
  [nameType.organization]: 'O',
  [nameType.title]: 'T',
  [nameType.userId]: 'UID',
  [nameType.serialNumber]: 'SERIALNUMBER',
  [nameType.organizationIdentifier]: 'ORGID',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
};

/** Reads what a person compares with the paper from the authority. */
export function subjectOf(certificate: Certificate): CertificateSubject {
  return {
    subject: inWords(certificate.subjectName),
    issuer: attributeOf(certificate.issuerName, nameType.commonName) ?? inWords(certificate.issuerName),
    serial: certificate.serial.toString('hex').replace(/^00(?=.)/, ''),
    from: certificate.notBefore,
    until: certificate.notAfter,
  };
}

const inWords = (name: readonly NameAttribute[]): string =>
  name
    .filter(({ type }) => type in short)
    .toReversed()
    .map(({ type, value }) => `${short[type]}=${value}`)
    .join(', ');
