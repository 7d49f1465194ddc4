import {
  derBytes,
  derChildren,
  derContent,
  derSequence,
  readDer,
} from '../../server/pdf-signatures/crypto/der-reader.ts';
import { readSignedData } from '../../server/pdf-signatures/crypto/signed-data.ts';
import { PdfFile } from '../../server/pdf-signatures/pdf/reader/pdf-file.ts';

/** One signature of a good file: the gap of its value, and the end of the bytes it covers. */
interface SignedStretch {
  readonly gapStart: number;
  readonly gapEnd: number;
  readonly end: number;
}

/** What a file's signatures vouch for, told by other means than the verifier's. */
export interface Protection {
  readonly bytes: Buffer;
  readonly signatures: readonly SignedStretch[];
  /** Lengths to which the file may be cut and still is an honest, earlier file. */
  readonly honestLengths: ReadonlySet<number>;
}

/** Reads the ranges out of the text of a good file. */
export function protectionOf(bytes: Buffer): Protection {
  const ranges = bytes.toString('latin1').matchAll(/\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g);
  const signatures = [...ranges].map(([, start, end, length]) => ({
    gapStart: Number(start),
    gapEnd: Number(end),
    end: Number(end) + Number(length),
  }));
  const honestLengths = new Set<number>();
  for (const { markerEnd, end: last } of new PdfFile(bytes).revisions) {
    for (let length = markerEnd; length <= last; length += 1) {
      const signed = signatures.filter(({ gapEnd }) => gapEnd <= length);
      if (signed.length > 0 && signed.every(({ end }) => end <= length)) honestLengths.add(length);
    }
  }
  return { bytes, signatures, honestLengths };
}

/**
 * Whether a changed file may still be called valid: when it is an honest earlier one, or when every byte that a signature
 * covers is as it was, and a signature's value says the same where CMS protects it – padding, certificates of issuers,
 * unsigned attributes and version numbers are nobody's word.
 */
export function mayBeValid({ bytes, signatures, honestLengths }: Protection, changed: Buffer): boolean {
  if (changed.length < bytes.length && bytes.subarray(0, changed.length).equals(changed)) {
    return honestLengths.has(changed.length);
  }
  const isSame = (start: number, end: number): boolean =>
    changed.length >= end && bytes.subarray(start, end).equals(changed.subarray(start, end));
  return (
    signatures.length > 0 &&
    signatures.every(
      ({ gapStart, gapEnd, end }) =>
        isSame(0, gapStart) &&
        isSame(gapEnd, end) &&
        (isSame(gapStart, gapEnd) || saysTheSame(bytes, changed, gapStart, gapEnd)),
    )
  );
}

function saysTheSame(bytes: Buffer, changed: Buffer, gapStart: number, gapEnd: number): boolean {
  const text = changed.toString('latin1', gapStart, gapEnd);
  if (!/^<(?:[0-9A-Fa-f]{2})+>$/.test(text)) return false;
  const value = Buffer.from(text.slice(1, -1), 'hex');
  const original = Buffer.from(bytes.toString('latin1', gapStart + 1, gapEnd - 1), 'hex');
  return protectedParts(original).every((part) => value.includes(part));
}

/** The parts of a CMS that its signature vouches for: content, signed attributes, value, the signer's certificate, names of algorithms. */
function protectedParts(cms: Buffer): Buffer[] {
  const outer = readDer(cms);
  const parts = derSequence(derChildren(derSequence(outer)[1] ?? outer)[0]);
  const [info] = derChildren(parts.at(-1) ?? outer);
  const [, identifier, digest, attributes, algorithm, value] = derSequence(info);
  const contents = [parts[2], identifier, derSequence(digest)[0], attributes, derSequence(algorithm)[0], value];
  const { signer } = readSignedData(cms);
  const certificates = derChildren(parts.find(({ tag }) => tag === 0xa0) ?? outer).map(derBytes);
  const own = certificates.filter((certificate) => signer?.der.equals(certificate));
  return [...contents.flatMap((part) => (part === undefined ? [] : [derContent(part)])), ...own];
}
