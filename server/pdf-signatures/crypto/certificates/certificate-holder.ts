import * as asn1js from 'asn1js';
import { BasicConstraints, Certificate, ExtKeyUsage, type RelativeDistinguishedNames } from 'pkijs';
import { DomainError } from '../../../platform/errors.ts';
import { arrayBuffer } from '../der.ts';

/** What a person sees of a certificate (*chứng thư số*) before signing with it. */
export interface CertificateHolder {
  readonly commonName: string;
  readonly organisation: string | undefined;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Reads holder, issuer and validity; runs in the browser as on the server. */
export function holderOf(der: Uint8Array): CertificateHolder {
  const { subject, issuer, serialNumber, notBefore, notAfter } = Certificate.fromBER(arrayBuffer(der));
  return {
    commonName: attribute(subject, nameType.commonName) ?? '',
    organisation: attribute(subject, nameType.unit) ?? attribute(subject, nameType.organisation),
    issuer: attribute(issuer, nameType.commonName) ?? attribute(issuer, nameType.organisation) ?? '',
    serialNumber: hex(serialNumber.valueBlock.valueHexView),
    notBefore: notBefore.value,
    notAfter: notAfter.value,
  };
}

/** Refuses a certificate that may not sign documents at `at`: expired, not valid yet, of an authority, or for another purpose. */
export function requireSigningCertificate(der: Uint8Array, at: Date): void {
  const certificate = Certificate.fromBER(arrayBuffer(der));
  const notBefore = certificate.notBefore.value.toISOString();
  const notAfter = certificate.notAfter.value.toISOString();
  if (at > certificate.notAfter.value) {
    throw new DomainError('invalid', 'certificate-expired', `The certificate expired on ${notAfter}`, {
      extra: { notAfter },
    });
  }
  if (at < certificate.notBefore.value) {
    const message = `The certificate is not valid before ${notBefore}`;
    throw new DomainError('invalid', 'certificate-not-yet-valid', message, { extra: { notBefore } });
  }
  if (!mayUseKeyForSigning(certificate) || isAuthority(certificate) || isForOtherPurposeOnly(certificate)) {
    throw new DomainError('invalid', 'not-for-signing', 'The certificate is not made for signing documents');
  }
}

const nameType = { commonName: '2.5.4.3', organisation: '2.5.4.10', unit: '2.5.4.11' } as const;

function attribute(name: RelativeDistinguishedNames, type: string): string | undefined {
  return name.typesAndValues.find((part) => part.type === type)?.value.valueBlock.value;
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const extensionValue = (certificate: Certificate, extnID: string): unknown =>
  certificate.extensions?.find((extension) => extension.extnID === extnID)?.parsedValue;

/** keyUsage with digitalSignature or nonRepudiation (RFC 5280 §4.2.1.3); a certificate without keyUsage may do anything. */
function mayUseKeyForSigning(certificate: Certificate): boolean {
  const usage = extensionValue(certificate, '2.5.29.15');
  if (usage === undefined) return true;
  return usage instanceof asn1js.BitString && ((usage.valueBlock.valueHexView[0] ?? 0) & 0b1100_0000) !== 0;
}

function isAuthority(certificate: Certificate): boolean {
  const constraints = extensionValue(certificate, '2.5.29.19');
  return constraints instanceof BasicConstraints && constraints.cA;
}

/** Purposes that do not go with signing documents: servers, code, timestamps, OCSP. */
const otherPurposes = ['1', '3', '8', '9'].map((last) => `1.3.6.1.5.5.7.3.${last}`);

function isForOtherPurposeOnly(certificate: Certificate): boolean {
  const usage = extensionValue(certificate, '2.5.29.37');
  return usage instanceof ExtKeyUsage && usage.keyPurposes.every((purpose) => otherPurposes.includes(purpose));
}
