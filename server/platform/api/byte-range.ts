import { DomainError } from '../errors.ts';

/** Some bytes of a file, from the first to the last. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range that a header `Range` asks of so many bytes (RFC 9110 §14.2): `beyond` when it has none of them, and nothing, which means the
 * whole file, where it asks for several or cannot be read, as the RFC allows and demands.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'beyond' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') return within(Math.max(0, size - Number(last)), size - 1, size);
  if (last !== '' && Number(last) < Number(first)) return undefined;
  return within(Number(first), last === '' ? size - 1 : Math.min(size - 1, Number(last)), size);
}

function within(start: number, end: number, size: number): ByteRange | 'beyond' {
  return start < size ? { start, end } : 'beyond';
}

/**
 * Where a body of so many bytes belongs in its file, by the header `Content-Range` (RFC 9110 §14.4): where it begins, and how long the file is.
 * Refuses with 400 `content-range-malformed` what does not say it, says it of another number of bytes, or of some beyond the file.
 */
export function placeOf(header: string | undefined, size: number): { readonly from: number; readonly total: number } {
  const said = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(header ?? '');
  const [from, last, total] = said ? said.slice(1).map(Number) : [];
  if (from === undefined || last === undefined || total === undefined || last - from + 1 !== size || last >= total)
    throw new DomainError('malformed', 'content-range-malformed', `Content-Range says which ${size} bytes of how many`);
  return { from, total };
}
