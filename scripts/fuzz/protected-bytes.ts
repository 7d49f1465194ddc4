import { derBytes, derChildren, derSequence, readDer } from '../../server/signing/crypto/der-reader.ts';
import { readSignedData } from '../../server/signing/crypto/signed-data.ts';
import { PdfFile } from '../../server/signing/pdf/pdf-file.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What a file's signatures vouch for, byte by byte: told here by other means than the verifier's. */
export interface Protection {
  readonly bytes: Buffer;
  /** Covered stretches of all signatures, and the gap of each. */
  readonly covered: readonly Stretch[];
  readonly gaps: readonly Stretch[];
  /** Lengths to which the file may be cut and still is an honest, earlier file. */
  readonly honestLengths: ReadonlySet<number>;
}

/** Reads the ranges out of the text of a good file. */
export function protectionOf(bytes: Buffer): Protection {
  const text = bytes.toString('latin1');
  const covered: Stretch[] = [];
  const gaps: Stretch[] = [];
  for (const [, start, end, length] of text.matchAll(/\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)) {
    gaps.push({ start: Number(start), end: Number(end) });
    covered.push({ start: 0, end: Number(start) }, { start: Number(end), end: Number(end) + Number(length) });
  }
  const honestLengths = new Set<number>();
  for (const { markerEnd, end } of new PdfFile(bytes).revisions) {
    for (let length = markerEnd; length <= end; length += 1) {
      const whole = gaps.every((gap, index) => gap.start >= length || (covered[2 * index + 1]?.end ?? 0) <= length);
      if (whole && gaps.some(({ end: gapEnd }) => gapEnd < length)) honestLengths.add(length);
    }
  }
  return { bytes, covered, gaps, honestLengths };
}

/**
 * Whether a file that differs in one byte may still be called valid: only when no signature covers the byte, and inside
 * a signature's value only when its DER says the same, or differs where CMS protects nothing (padding, certificates
 * of issuers, unsigned attributes, version numbers).
 */
export function mayStayValid({ bytes, covered, gaps }: Protection, damaged: Buffer, at: number): boolean {
  if (covered.some(({ start, end }) => at >= start && at < end)) return false;
  const gap = gaps.find(({ start, end }) => at >= start && at < end);
  if (gap === undefined) return gaps.length > 0;
  if (at === gap.start || at === gap.end - 1) return false;
  const hex = damaged.toString('latin1', gap.start + 1, gap.end - 1);
  const value = Buffer.from(hex, 'hex');
  if (value.length * 2 !== hex.length) return false;
  const original = Buffer.from(bytes.toString('latin1', gap.start + 1, gap.end - 1), 'hex');
  if (value.equals(original)) return true;
  const where = (at - gap.start - 1) >> 1;
  return !protectedParts(original).some(({ start, end }) => where >= start && where < end);
}

/** The parts of a CMS that its signature vouches for: signed attributes, value, content, the signer's certificate, names of algorithms. */
export function protectedParts(cms: Buffer): Stretch[] {
  const outer = readDer(cms);
  const parts = derSequence(derChildren(derSequence(outer)[1] ?? outer)[0]);
  const [, , content] = parts;
  const [, identifier, digest, attributes, algorithm, value] = derSequence(
    derChildren(parts.at(-1) ?? outer).find(({ tag }) => tag === 0x30),
  );
  const { signer } = readSignedData(cms);
  const [digestName] = derSequence(digest);
  const [algorithmName] = derSequence(algorithm);
  const stretches = [content, identifier, digestName, attributes, algorithmName, value].flatMap((part) =>
    part === undefined ? [] : [{ start: part.content, end: part.contentEnd }],
  );
  const certificates = derChildren(parts.find(({ tag }) => tag === 0xa0) ?? outer);
  const own = certificates.find((part) => signer !== undefined && derBytes(part).equals(signer.der));
  return own === undefined ? stretches : [...stretches, own];
}
