/**
 * A signed PDF in bytes of its own for each number, with the same signatures: by the bits of the number some hexadecimal letters of its last signature's
 * value, which no signature covers (ISO 32000-2 §12.8.1), are capital where they were small, or small where they were capital.
 */
export function inOtherBytes(signed: Uint8Array, number: number): Buffer {
  const bytes = Buffer.from(signed);
  const letters = /[a-f]/gi;
  const text = bytes.toString('latin1');
  letters.lastIndex = text.lastIndexOf('/Contents <') + '/Contents <'.length;
  for (let bits = number; bits > 0; bits >>>= 1) {
    const at = letters.exec(text)?.index ?? 0;
    if (bits % 2 === 1) bytes[at] = (bytes[at] ?? 0) ^ 0x20;
  }
  return bytes;
}
