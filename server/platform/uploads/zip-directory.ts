import { DomainError } from '../errors.ts';

/** One entry of a zip as its central directory describes it; nothing is unpacked to know it. */
export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly isLink: boolean;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** Where the central directory of a zip lies, and how many bytes follow the zip. */
export interface ZipDirectory {
  readonly offset: number;
  readonly length: number;
  readonly count: number;
  readonly trailing: number;
}

/** What may be in one archive: more is no office document, and would fill the disk of whoever unpacks it. */
const most = { entries: 10_000, directoryBytes: 4_000_000, unpackedBytes: 1_000_000_000 } as const;

/** The central directory that ends a file of this size; undefined when there is none near the end. */
export function findZipDirectory(last: Uint8Array, size: number): ZipDirectory | undefined {
  const view = new DataView(last.buffer, last.byteOffset, last.byteLength);
  for (let at = last.byteLength - 22; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const count = view.getUint16(at + 10, true);
    const length = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    const trailing = last.byteLength - (at + 22 + view.getUint16(at + 20, true));
    // All ones send to records for larger archives (ZIP64), which are too large here.
    const isLarge = count === 0xffff || offset === 0xffffffff || length === 0xffffffff;
    if (trailing >= 0 && (isLarge || offset + length <= size)) return { offset, length, count, trailing };
  }
  return undefined;
}

/** Refuses an archive of more entries than any document has, before its directory is read. */
export function refuseEndless({ count, length }: ZipDirectory): void {
  if (count > most.entries || length > most.directoryBytes) throw tooLarge(`It names ${count} entries or more`);
}

/**
 * The entries of a zip. Refuses an archive that would not stay in its folder, holds a name twice, hides data under data, needs a
 * password, or unpacks to more than a document can be.
 */
export function zipEntries(directory: Uint8Array, { count, offset: directoryAt }: ZipDirectory): readonly ZipEntry[] {
  const entries = [...readEntries(directory)];
  if (entries.length !== count) throw bad(`It names ${count} entries and describes ${entries.length}`);
  const names = entries.map(({ name }) => name.toLowerCase());
  const isOutside = (name: string): boolean => /(?:^|\/)\.\.(?:\/|$)|^\/|^[a-z]:|\0/i.test(name);
  if (names.some(isOutside)) throw bad('An entry lies outside its folder');
  if (new Set(names).size !== names.length) throw bad('A name stands twice');
  if (entries.some(({ isLink }) => isLink)) throw bad('An entry is a link');
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > most.unpackedBytes) throw tooLarge(`It unpacks to ${unpacked} bytes`);
  // Deflate neither grows data nor packs a thousand bytes into less than one.
  if (entries.some(({ packed, size }) => packed > size * 1.01 + 64 || size > packed * 1_040 + 64)) {
    throw bad('A size cannot be');
  }
  const inOrder = entries.toSorted((one, other) => one.offset - other.offset);
  const overlaps = inOrder.some(({ offset, packed, name }, index) => {
    const end = inOrder[index + 1]?.offset ?? directoryAt;
    return offset + 30 + Buffer.byteLength(name, 'latin1') + packed > end;
  });
  if (overlaps) throw bad('Entries share their bytes');
  if (entries.some(({ isEncrypted }) => isEncrypted)) throw hasPassword();
  return entries;
}

function* readEntries(directory: Uint8Array): Generator<ZipEntry> {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  let at = 0;
  while (at + 46 <= directory.byteLength && view.getUint32(at, true) === 0x02014b50) {
    const nameLength = view.getUint16(at + 28, true);
    const bytes = directory.subarray(at + 46, at + 46 + nameLength);
    const isUnix = view.getUint8(at + 5) === 3;
    yield {
      name: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replaceAll('\\', '/'),
      isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      isLink: isUnix && (view.getUint16(at + 40, true) & 0o170000) === 0o120000,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

/** The refusal of an archive that is not put together as one should be. */
export const bad = (why: string): DomainError =>
  new DomainError('invalid', 'bad-archive', `The archive is unsafe: ${why}`);

const tooLarge = (why: string): DomainError =>
  new DomainError('invalid', 'archive-too-large', `The archive is too large: ${why}`);

/** The refusal of a file that nobody opens without its password. */
export const hasPassword = (): DomainError =>
  new DomainError('invalid', 'file-has-password', 'The file opens with a password only');
