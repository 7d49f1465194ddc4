/*
 * A ZIP that only stores (APPNOTE 6.3.10), written in one way: no compression, no descriptors behind the data, no additional fields, no
 * comments, members side by side in the order of the directory. Every byte that is not content follows from names, sizes, checksums and
 * one moment, so whoever reads such an archive can tell each one that was changed.
 */

/** One member as headers describe it. */
export interface ArchiveEntry {
  readonly name: string;
  readonly size: number;
  readonly crc32: number;
  /** Date and time of MS-DOS, as one number: that of the whole archive. */
  readonly modified: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** A stored member needs version 1.0; names are in UTF-8. */
const common = { version: 10, flags: 0x0800, method: 0 } as const;

/** Sizes and places have 32 bits, and all ones would send to records of larger archives. */
export const MOST_ARCHIVE_BYTES = 0xffff_fffe;
/** All that may be said of a message (`MOST_SAID`), of what it replaces and of thirty that follow it, and fifty files under long names. */
export const MOST_MEMBERS = 10_000;
export const MOST_DIRECTORY_BYTES = 2_000_000;
export const END_BYTES = 22;

export const utf8 = new TextEncoder();

/** Bytes before the content of a member. */
export function localHeader(entry: ArchiveEntry): Uint8Array {
  const name = utf8.encode(entry.name);
  const view = new DataView(new ArrayBuffer(30));
  view.setUint32(0, LOCAL, true);
  describe(view, 4, entry, name.length);
  return joined(view, name);
}

/** What the directory says of a member whose local header begins at `offset`. */
export function centralHeader(entry: ArchiveEntry, offset: number): Uint8Array {
  const name = utf8.encode(entry.name);
  const view = new DataView(new ArrayBuffer(46));
  view.setUint32(0, CENTRAL, true);
  view.setUint16(4, common.version, true);
  describe(view, 6, entry, name.length);
  view.setUint32(42, offset, true);
  return joined(view, name);
}

function describe(view: DataView, at: number, { size, crc32, modified }: ArchiveEntry, nameLength: number): void {
  view.setUint16(at, common.version, true);
  view.setUint16(at + 2, common.flags, true);
  view.setUint16(at + 4, common.method, true);
  view.setUint32(at + 6, modified, true);
  view.setUint32(at + 10, crc32, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, nameLength, true);
}

/** Where the directory of an archive lies. */
export interface ArchiveDirectory {
  readonly count: number;
  readonly offset: number;
  readonly length: number;
}

/** The last bytes of an archive. */
export function endRecord({ count, offset, length }: ArchiveDirectory): Uint8Array {
  const view = new DataView(new ArrayBuffer(END_BYTES));
  view.setUint32(0, END, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, length, true);
  view.setUint32(16, offset, true);
  return joined(view, new Uint8Array());
}

function joined(header: DataView, name: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(header.byteLength + name.length);
  bytes.set(new Uint8Array(header.buffer));
  bytes.set(name, header.byteLength);
  return bytes;
}
