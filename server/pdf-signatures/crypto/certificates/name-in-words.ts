import { type NameAttribute, nameType } from './certificate.ts';

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

/** A distinguished name as people read it, the most specific part first: `CN=Sở Nội vụ, O=UBND tỉnh Sao Mai`. */
export const nameInWords = (name: readonly NameAttribute[]): string =>
  name
    .filter(({ type }) => type in short)
    .toReversed()
    .map(({ type, value }) => `${short[type]}=${value}`)
    .join(', ');
