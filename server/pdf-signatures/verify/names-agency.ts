import { fold } from '../../platform/text/fold.ts';
import { attributeOf, type Certificate, nameType } from '../crypto/certificates/certificate.ts';

/** What the directory knows an agency by. */
export interface KnownAs {
  readonly name: string;
  /** The agency above it, as printed on letterheads. */
  readonly parentName: string | null;
  readonly place: string;
  /** Abbreviation in notations, *SNV*. */
  readonly symbol: string;
  /** Its identifiers: by QĐ 20/2020, and the older one of QCVN 102:2016. */
  readonly code: string;
  readonly oldCode: string | null;
}

/** Ways of writing that mean the same in names of agencies. */
const spelledOut: readonly (readonly [RegExp, string])[] = [
  [/\bubnd\b/g, 'uy ban nhan dan'],
  [/\bhdnd\b/g, 'hoi dong nhan dan'],
  [/\btp\b/g, 'thanh pho'],
  [/&/g, ' va '],
];

/** Words that say what kind of place a name is of, and are left out as often as written. */
const kindsOfPlace = ['tinh', 'thanh', 'pho', 'huyen', 'quan', 'thi', 'xa', 'phuong', 'tran', 'dac', 'khu'];

const wordsOf = (text: string): string[] =>
  spelledOut
    .reduce((name, [short, long]) => name.replaceAll(short, long), fold(text).replaceAll('.', ' '))
    .split(/[^a-z0-9&]+/)
    .filter(Boolean);

/**
 * Whether a certificate is made out to this agency, and not to a person or to another one. No field of the Government's certificates holds
 * the agency's code for sure, so it is: an identifier that is the code; the common name as the directory has it, with or without the place that
 * the other side leaves out; its symbol under the agency above it; for a system key also a longer name that holds it, or a host of it.
 */
export function namesAgency(certificate: Certificate, purpose: 'seal' | 'system', agency: KnownAs): boolean {
  if (bearsPerson(certificate)) return false;
  if (identifiersOf(certificate).some((one) => one === agency.code || one === agency.oldCode)) return true;
  const { subjectName } = certificate;
  const commonName = attributeOf(subjectName, nameType.commonName) ?? '';
  const around = subjectName.filter(({ type }) => places.has(type)).map(({ value }) => value);
  if (isNameOf(wordsOf(commonName), agency, around.flatMap(wordsOf))) return true;
  if (isSymbolOf(commonName, around, agency)) return true;
  return purpose === 'system' && (holdsName(commonName, agency) || isHostOf(commonName, around, agency));
}

/** Attributes that only a person's certificate has: title, family name, given name, the number of an identity card. */
export function bearsPerson({ subjectName }: Certificate): boolean {
  const personal: ReadonlySet<string> = new Set([nameType.title, nameType.surname, nameType.givenName]);
  return subjectName.some(
    ({ type, value }) =>
      personal.has(type) || (type === nameType.userId && /^(CCCD|CMND|HC|PID)[:.]/i.test(value.trim())),
  );
}

const locality = '2.5.4.7';
const province = '2.5.4.8';
const places: ReadonlySet<string> = new Set([nameType.organization, nameType.organizationalUnit, locality, province]);
const identifying: ReadonlySet<string> = new Set([
  nameType.userId,
  nameType.organizationIdentifier,
  nameType.serialNumber,
]);

/** `UID=MDV:H99.08` names H99.08. */
const identifiersOf = ({ subjectName }: Certificate): string[] =>
  subjectName.filter(({ type }) => identifying.has(type)).flatMap(({ value }) => value.split(/[:\s,;]+/));

function isNameOf(given: readonly string[], { name, parentName, place }: KnownAs, around: readonly string[]): boolean {
  const known = wordsOf(name);
  const above = new Set([...wordsOf(`${parentName ?? ''} ${place}`), ...kindsOfPlace]);
  const beside = new Set([...around, ...kindsOfPlace]);
  const begins = (long: readonly string[], short: readonly string[]) =>
    short.length > 0 && short.every((word, index) => long[index] === word);
  if (begins(given, known)) return given.slice(known.length).every((word) => above.has(word));
  return begins(known, given) && known.slice(given.length).every((word) => beside.has(word));
}

/** `CN=C07, O=BỘ CÔNG AN`: a symbol alone is borne by many, under the agency above it by one. */
function isSymbolOf(commonName: string, around: readonly string[], { symbol, parentName }: KnownAs): boolean {
  return (
    parentName !== null &&
    wordsOf(commonName).join('') === wordsOf(symbol).join('') &&
    around.some((one) => wordsOf(one).join(' ') === wordsOf(parentName).join(' '))
  );
}

const holdsName = (commonName: string, { name }: KnownAs): boolean =>
  ` ${wordsOf(commonName).join(' ')} `.includes(` ${wordsOf(name).join(' ')} `);

function isHostOf(commonName: string, around: readonly string[], agency: KnownAs): boolean {
  const isHost = /^(?=.{4,253}$)([a-z0-9-]+\.)+[a-z]{2,}$/i.test(commonName);
  return isHost && around.some((one) => isNameOf(wordsOf(one), agency, around.flatMap(wordsOf)));
}
