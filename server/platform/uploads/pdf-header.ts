/** Where the header of a PDF begins: within the first 1,024 bytes, as readers look for it; below 0 where it does not. */
export const pdfHeaderAt = (first: Uint8Array): number =>
  Buffer.from(first.buffer, first.byteOffset, Math.min(first.byteLength, 1_028)).indexOf('%PDF-', 0, 'latin1');
