import type { SignatureVerdict } from '../verification.ts';
import { sortedReasons, wordFor } from './verdict.ts';

const mostTries = 4;

/**
 * Ends of the stretches that signatures say they cover, the longest first. In a file whose newest revision cannot be read
 * one of them may be an older file that still can.
 */
export function signedBeginnings(bytes: Buffer): Buffer[] {
  const ranges = bytes.toString('latin1').matchAll(/\/ByteRange\s*\[\s*0\s+\d+\s+(\d+)\s+(\d+)\s*\]/g);
  const ends = new Set([...ranges].map(([, start, length]) => Number(start) + Number(length)));
  return [...ends]
    .filter((end) => end < bytes.length)
    .sort((a, b) => b - a)
    .slice(0, mostTries)
    .map((end) => bytes.subarray(0, end));
}

/** Whether a signature covers a beginning to its last byte, and these are the bytes that were signed. */
export const coversWhole = ({ coverage, verdict }: SignatureVerdict): boolean =>
  coverage === 'whole-file' && verdict !== 'invalid';

/** A signature of a beginning as it stands in the whole file: intact, but nobody can say what was appended. */
export function beforeUnreadable(signature: SignatureVerdict): SignatureVerdict {
  const reasons = sortedReasons([...signature.reasons, 'unexplained-change']);
  const coverage = signature.coverage === 'whole-file' ? 'earlier-revision' : signature.coverage;
  return { ...signature, coverage, reasons, verdict: wordFor(reasons) };
}
