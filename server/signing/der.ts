import * as asn1js from 'asn1js';

/** Owned bytes as the `ArrayBuffer` that asn1js and WebCrypto want. */
export function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(bytes.byteLength);
  copy.set(bytes);
  return copy.buffer;
}

/** Parses one DER value and nothing behind it; undefined when the bytes are something else. */
export function parseDer(bytes: Uint8Array): asn1js.AsnType | undefined {
  const { offset, result } = asn1js.fromBER(arrayBuffer(bytes));
  return offset === bytes.byteLength ? result : undefined;
}

/** DER of a value built with asn1js. */
export const toDer = (value: asn1js.BaseBlock): Uint8Array => new Uint8Array(value.toBER());

/** SET OF in DER order: by encoded bytes, as hashing of signed attributes demands (X.690 §11.6, RFC 5652 §5.4). */
export function sortedSet(values: readonly asn1js.BaseBlock[]): asn1js.Set {
  const encoded = values.map((value) => ({ value, der: toDer(value) }));
  encoded.sort((a, b) => compare(a.der, b.der));
  return new asn1js.Set({ value: encoded.map(({ value }) => value) });
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const index = a.findIndex((byte, position) => byte !== b[position]);
  return index < 0 ? a.length - b.length : (a[index] ?? 0) - (b[index] ?? -1);
}
