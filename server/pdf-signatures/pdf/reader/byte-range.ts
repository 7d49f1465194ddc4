import type { ReasonCode } from '../../verification.ts';
import type { PdfFile, RevisionView } from './pdf-file.ts';
import { isArray, isInteger, isString, type PdfDictionary } from './pdf-objects.ts';
import type { FoundSignature } from './signature-fields.ts';

/** The bytes a signature covers and the bytes of its value, or why they cannot be told. */
export type SignedRange =
  | { readonly covered: readonly [Buffer, Buffer]; readonly contents: Buffer; readonly end: number }
  | { readonly reason: ReasonCode };

/**
 * The covered bytes of a signature: `[0 a b c]`, nothing left out but exactly the hexadecimal `/Contents` of this very
 * dictionary, and nothing behind the revision that brought it (ISO 32000-2 §12.8.1). Anything else is one of the known
 * forgeries – wrapping, missing values, a range that stops early – or a file that was saved anew.
 */
export function signedRange(file: PdfFile, signature: FoundSignature, dictionary: PdfDictionary): SignedRange {
  const { bytes } = file;
  const view = file.view(signature.revision);
  if (dictionary.duplicateKeys.length > 0) return { reason: 'signature-malformed' };
  const range = dictionary.entries.get('ByteRange');
  if (!isArray(range) || range.length !== 4 || !range.every((item) => isInteger(item) && item >= 0)) {
    return { reason: 'byte-range-malformed' };
  }
  const contents = dictionary.entries.get('Contents');
  if (!isString(contents) || !contents.hex || contents.bytes.length === 0 || isCompressed(signature, view)) {
    return { reason: 'signature-malformed' };
  }
  const [start = 0, gapStart = 0, gapEnd = 0, length = 0] = range.filter(isInteger);
  const end = gapEnd + length;
  if (end > bytes.length) return { reason: 'byte-range-beyond-file' };
  if (start !== 0 || gapStart !== contents.start || gapEnd !== contents.end) return { reason: 'byte-range-malformed' };
  if (!isHexString(bytes, gapStart, gapEnd, contents.bytes)) return { reason: 'byte-range-malformed' };
  if (!endsRevision(view, end) || file.pointsAhead(signature.revision)) return { reason: 'revision-incomplete' };
  if (contents.bytes.every((byte) => byte === 0)) return { reason: 'signature-malformed' };
  file.budget.work(end >> 9); // a hundred signatures, each over the whole of a great file, take minutes to hash
  return {
    covered: [bytes.subarray(0, gapStart), bytes.subarray(gapEnd, end)],
    contents: Buffer.from(contents.bytes),
    end,
  };
}

/** The signature dictionary must stand in the bytes themselves: inside an object stream its place means nothing. */
const isCompressed = ({ value }: FoundSignature, view: RevisionView): boolean =>
  typeof value === 'object' && value !== null && 'number' in value && view.entry(value.number)?.type !== 'offset';

/** The bytes of the gap themselves: `<`, the digits of the value, `>`, and nothing else. */
const isHexString = (bytes: Buffer, start: number, end: number, value: Uint8Array): boolean =>
  bytes[start] === 0x3c &&
  bytes[end - 1] === 0x3e &&
  Buffer.from(bytes.toString('latin1', start + 1, end - 1), 'hex').equals(value);

/** The end of the range is the end of the revision; the line end behind its `%%EOF` may be in or out. */
function endsRevision(view: RevisionView, end: number): boolean {
  return end >= view.revision.markerEnd && end <= view.revision.end;
}
