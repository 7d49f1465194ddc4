import { constants, inflateSync } from 'node:zlib';
import {
  isArray,
  isDictionary,
  isInteger,
  isName,
  malformed,
  type PdfStream,
  type PdfValue,
  tooComplex,
} from './pdf-objects.ts';
import type { ReadingBudget } from './reading-budget.ts';

/** Decodes a structural stream (cross-reference or object stream): FlateDecode with PNG predictors, or no filter. */
export function decodeStream(stream: PdfStream, budget: ReadingBudget): Buffer {
  const filters = listOf(stream.dictionary.entries.get('Filter'));
  const parameters = listOf(stream.dictionary.entries.get('DecodeParms'));
  if (filters.length > 2) throw tooComplex('A stream has too many filters');
  if (filters.length === 0) budget.decode(stream.bytes.length); // what is not packed may be asked for again and again
  let bytes = Buffer.from(stream.bytes.buffer, stream.bytes.byteOffset, stream.bytes.byteLength);
  for (const [index, filter] of filters.entries()) {
    if (!isName(filter, 'FlateDecode') && !isName(filter, 'Fl'))
      throw malformed('A structural stream uses an unknown filter');
    bytes = unpredicted(inflated(bytes, budget), parameters[index]);
  }
  return bytes;
}

const listOf = (value: PdfValue | undefined): readonly PdfValue[] =>
  value === undefined || value === null ? [] : isArray(value) ? value : [value];

function inflated(bytes: Uint8Array, budget: ReadingBudget): Buffer<ArrayBuffer> {
  const maxOutputLength = Math.max(1, budget.left);
  try {
    const out = inflateSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
    budget.decode(out.length);
    return out;
  } catch (cause) {
    if (cause instanceof RangeError) throw tooComplex('A stream decodes to more than the limit');
    throw malformed('A stream cannot be decompressed');
  }
}

/** Undoes PNG prediction (ISO 32000-2 §7.4.4.4), whatever predictor each row names. */
function unpredicted(bytes: Buffer<ArrayBuffer>, parameters: PdfValue | undefined): Buffer<ArrayBuffer> {
  if (!isDictionary(parameters)) return bytes;
  const parameter = (key: string, standard: number): number => {
    const value = parameters.entries.get(key);
    return isInteger(value) ? value : standard;
  };
  const predictor = parameter('Predictor', 1);
  if (predictor === 1) return bytes;
  const sample = (parameter('Colors', 1) * parameter('BitsPerComponent', 8)) / 8;
  const width = Math.ceil(sample * parameter('Columns', 1));
  const left = Math.max(1, Math.floor(sample));
  if (predictor < 10 || width < 1 || width > 65_536 || left > width)
    throw malformed('A stream uses an unknown predictor');
  const rows = Math.floor(bytes.length / (width + 1));
  const out = Buffer.alloc(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const kind = bytes[row * (width + 1)];
    for (let column = 0; column < width; column += 1) {
      const at = row * width + column;
      const a = column >= left ? (out[at - left] ?? 0) : 0;
      const b = row > 0 ? (out[at - width] ?? 0) : 0;
      const c = row > 0 && column >= left ? (out[at - width - left] ?? 0) : 0;
      out[at] = (bytes[row * (width + 1) + 1 + column] ?? 0) + prediction(kind, a, b, c);
    }
  }
  return out;
}

function prediction(kind: number | undefined, a: number, b: number, c: number): number {
  if (kind === 1) return a;
  if (kind === 2) return b;
  if (kind === 3) return (a + b) >> 1;
  if (kind !== 4) return 0;
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
