/** One DER value (X.690): tag, length, content. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.of(tag, ...lengthOctets(length)), ...contents]);
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

export const derSequenceOf = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);

/** SET OF in DER order, by encoded bytes (X.690 §11.6): the hash of signed attributes rests on it (RFC 5652 §5.4). */
export const derSetOf = (...contents: readonly Uint8Array[]): Buffer => der(0x31, ...contents.toSorted(Buffer.compare));

export const derOctets = (content: Uint8Array): Buffer => der(0x04, content);
export const derNull = der(0x05);

/** An unsigned integer of any length; a leading bit of one gets a zero octet before it. */
export function derUnsigned(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.of(0) : bytes.subarray(first);
  return (digits[0] ?? 0) < 0x80 ? der(0x02, digits) : der(0x02, Buffer.of(0), digits);
}

/** An object identifier from its dotted text. */
export function derOidOf(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift(0x80 | (rest % 128));
  return digits;
}

/** UTCTime, which covers the years 1950–2049 (RFC 5652 §11.3). */
export const derUtcTime = (time: Date): Buffer =>
  der(0x17, Buffer.from(`${time.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`, 'latin1'));
