import { foldName } from '../../platform/text/fold.ts';
import { attributeOf, type Certificate, nameType } from '../crypto/certificates/certificate.ts';
import type { Signer } from '../verification.ts';

/** First words of names that agencies and their units bear; no person's name begins so. */
const agencyWords = [
  'ủy ban', 'uỷ ban', 'ubnd', 'hội đồng', 'hđnd', 'bộ', 'sở', 'cục', 'tổng cục', 'chi cục', 'vụ', 'văn phòng', 'phòng', 'ban',
  'trung tâm', 'cổng', 'viện', 'trường', 'tòa án', 'toà án', 'thanh tra', 'công an', 'kho bạc', 'thuế', 'hải quan', 'bảo hiểm',
  'công ty', 'tập đoàn', 'chính phủ', 'quốc hội', 'thủ tướng', 'đảng bộ', 'đảng ủy', 'đảng uỷ', 'tỉnh ủy', 'tỉnh uỷ', 'mặt trận',
]; // biome-ignore format: a list of words reads best as text

const described = new WeakMap<Certificate, Signer>();

/** Who signed, in the words of the certificate; read once, since the same few people and seals sign. */
export function describeSigner(certificate: Certificate | undefined): Signer {
  if (certificate === undefined) return { commonName: '', serial: '', isAgency: false };
  const signer = described.get(certificate) ?? inWords(certificate);
  described.set(certificate, signer);
  return signer;
}

function inWords(certificate: Certificate): Signer {
  const name = certificate.subjectName;
  const organization = attributeOf(name, nameType.organization);
  const unit = attributeOf(name, nameType.organizationalUnit);
  const title = attributeOf(name, nameType.title);
  return {
    commonName: attributeOf(name, nameType.commonName) ?? organization ?? '',
    ...(organization === undefined ? {} : { organization }),
    ...(unit === undefined ? {} : { unit }),
    ...(title === undefined ? {} : { title }),
    serial: certificate.serial.toString('hex').replace(/^00(?=.)/, ''),
    isAgency: isAgency(certificate),
  };
}

/** The name of who issued a certificate. */
export const issuerOf = (certificate: Certificate | undefined): string =>
  certificate === undefined ? '' : (attributeOf(certificate.issuerName, nameType.commonName) ?? '');

/**
 * Whether a certificate is an agency's rather than a person's. No field of it says so in one way: an organisation
 * identifier or tax code does, a personal name or title says the opposite, else the common name is compared with the
 * organisation and with the words agencies are called by.
 */
function isAgency({ subjectName }: Certificate): boolean {
  const of = (type: string): string | undefined => attributeOf(subjectName, type);
  if (of(nameType.title) ?? of(nameType.surname) ?? of(nameType.givenName)) return false;
  if (of(nameType.organizationIdentifier) !== undefined) return true;
  if (subjectName.some(({ type, value }) => type === nameType.userId && /^(MST|MNS|MDV)[:.]/i.test(value))) return true;
  if (subjectName.some(({ type, value }) => type === nameType.userId && /^(CCCD|CMND|HC|PID)[:.]/i.test(value)))
    return false;
  const commonName = foldName(of(nameType.commonName) ?? '');
  const units = subjectName.filter(
    ({ type }) => type === nameType.organization || type === nameType.organizationalUnit,
  );
  return (
    units.some(({ value }) => foldName(value) === commonName) ||
    agencyWords.some((word) => commonName === word || commonName.startsWith(`${word} `)) ||
    /^\p{L}+\d+$/u.test(commonName)
  );
}
