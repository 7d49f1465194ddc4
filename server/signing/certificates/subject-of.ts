import { attributeOf, type Certificate, nameType } from '../../pdf-signatures/crypto/certificates/certificate.ts';
import { nameInWords } from '../../pdf-signatures/crypto/certificates/name-in-words.ts';

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

/** Reads what a person compares with the paper from the authority. */
export function subjectOf(certificate: Certificate): CertificateSubject {
  return {
    subject: nameInWords(certificate.subjectName),
    issuer: attributeOf(certificate.issuerName, nameType.commonName) ?? nameInWords(certificate.issuerName),
    serial: certificate.serial.toString('hex').replace(/^00(?=.)/, ''),
    from: certificate.notBefore,
    until: certificate.notAfter,
  };
}
