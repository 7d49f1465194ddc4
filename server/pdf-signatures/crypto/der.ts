import type * as asn1js from 'asn1js';

/** Owned bytes as the `ArrayBuffer` that asn1js and WebCrypto want. */
export function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(bytes.byteLength);
  copy.set(bytes);
  return copy.buffer;
}

/** DER of a value built with asn1js. */
export const toDer = (value: asn1js.BaseBlock): Uint8Array => new Uint8Array(value.toBER());
