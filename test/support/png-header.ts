/** The first bytes of a PNG, as far as they tell its size in pixels. */
export function aPngHeader(width: number, height: number): Buffer {
  const file = Buffer.alloc(33);
  file.write('89504e470d0a1a0a0000000d49484452', 'hex');
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file;
}
