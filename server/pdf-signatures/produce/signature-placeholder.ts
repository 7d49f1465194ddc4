import { digest } from '../crypto/signature-suite.ts';
import { type PDFContext, PDFHexString, type PDFObject, type PDFRef } from '../pdf/pdf-lib.cjs';
import type { PdfUpdate } from '../pdf/pdf-update.ts';
import type { Placeholder } from './signature-value.ts';

const rangeDigits = 9_999_999_999;

/** The two entries of a signature dictionary that are known only when the update is written. */
export const placeholderEntries = (context: PDFContext, reservedBytes: number): Record<string, PDFObject> => ({
  ByteRange: context.obj([0, rangeDigits, rangeDigits, rangeDigits]),
  Contents: PDFHexString.of('0'.repeat(2 * reservedBytes)),
});

/** Writes an update, and into its signature dictionary the range that covers all but the value. */
export function writeWithPlaceholder(update: PdfUpdate, signature: PDFRef): Placeholder {
  const { increment, offsets } = update.write();
  const base = update.original.length;
  const bytes = Buffer.from(increment.buffer, increment.byteOffset, increment.byteLength);
  const start = (offsets.get(signature) ?? base) - base;
  const open = bytes.indexOf('<', bytes.indexOf('/Contents', start, 'latin1'));
  const contents = { offset: base + open, length: bytes.indexOf('>', open) + 1 - open };
  const gapEnd = contents.offset + contents.length;
  const byteRange = [0, contents.offset, gapEnd, base + bytes.length - gapEnd] as const;
  const from = bytes.indexOf('[', bytes.indexOf('/ByteRange', start, 'latin1')) + 1;
  bytes.write(byteRange.join(' ').padEnd(bytes.indexOf(']', from) - from), from, 'latin1');
  return { increment: bytes, contents, byteRange };
}

/** Digest of what a placeholder covers. */
export function coveredDigest(
  hash: 'sha256' | 'sha384',
  base: Uint8Array,
  { increment, contents }: Placeholder,
): Buffer {
  const local = contents.offset - base.length;
  return digest(hash, base, increment.subarray(0, local), increment.subarray(local + contents.length));
}
