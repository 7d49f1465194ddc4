import { DomainError } from '../../platform/errors.ts';
import {
  type ArchiveDirectory,
  type ArchiveEntry,
  centralHeader,
  END_BYTES,
  endRecord,
  localHeader,
  MOST_DIRECTORY_BYTES,
  MOST_MEMBERS,
} from './archive.ts';

/** Bytes that are read part by part: a file on a disk, one that a person chose in a browser, or bytes at hand. */
export interface ByteSource {
  readonly size: number;
  read(start: number, end: number): Promise<Uint8Array>;
  /** SHA-256 of a part, hexadecimal. */
  sha256(start: number, end: number): Promise<string>;
}

/** A member of an archive, by where its content lies. */
export interface ArchivedMember {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The members of an archive, in their order. Refuses with `archive-malformed` whatever is not byte for byte as `archive.ts` writes it: what
 * stands between, before or behind members, what two places say differently, a name that stands twice.
 */
export async function readArchive(source: ByteSource): Promise<ArchivedMember[]> {
  const directory = await directoryOf(source);
  const bytes = await source.read(directory.offset, directory.offset + directory.length);
  const entries = readDirectoryEntries(bytes, directory.count);
  const members: ArchivedMember[] = [];
  const central: Uint8Array[] = [];
  let at = 0;
  for (const { entry, offset } of entries) {
    const header = localHeader(entry);
    const start = at + header.length;
    const isThere = offset === at && start + entry.size <= directory.offset && entry.modified === modifiedOf(entries);
    if (!isThere || !isSame(header, await source.read(at, start)))
      throw malformed(`${entry.name} is not where it is said`);
    central.push(centralHeader(entry, at));
    at = start + entry.size;
    members.push({ name: entry.name, start, end: at });
  }
  if (at !== directory.offset || !isSame(concat(central), bytes)) throw malformed('The directory is written otherwise');
  if (new Set(members.map(({ name }) => name)).size !== members.length) throw malformed('A name stands twice');
  return members;
}

async function directoryOf(source: ByteSource): Promise<ArchiveDirectory> {
  const from = source.size - END_BYTES;
  if (from < 0) throw malformed('It is too short');
  const end = await source.read(from, source.size);
  const directory = readEndRecord(end);
  const isBounded = directory.count <= MOST_MEMBERS && directory.length <= MOST_DIRECTORY_BYTES;
  const isWhole = isBounded && directory.offset + directory.length === from;
  if (!isWhole || !isSame(endRecord(directory), end)) throw malformed('It does not end as it should');
  return directory;
}

/** What the last bytes of an archive say of its directory. */
function readEndRecord(bytes: Uint8Array): ArchiveDirectory {
  const view = viewOf(bytes);
  return { count: view.getUint16(10, true), length: view.getUint32(12, true), offset: view.getUint32(16, true) };
}

/** The entries of a directory, each with the place of its local header; refuses what is cut off. */
function readDirectoryEntries(bytes: Uint8Array, count: number): { entry: ArchiveEntry; offset: number }[] {
  const view = viewOf(bytes);
  const entries: { entry: ArchiveEntry; offset: number }[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > bytes.length) throw malformed('The directory is cut off');
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    if (nameEnd > bytes.length) throw malformed('The directory is cut off');
    const entry = {
      name: nameIn(bytes.subarray(at + 46, nameEnd)),
      size: view.getUint32(at + 24, true),
      crc32: view.getUint32(at + 16, true),
      modified: view.getUint32(at + 12, true),
    };
    entries.push({ entry, offset: view.getUint32(at + 42, true) });
    at = nameEnd;
  }
  return entries;
}

function nameIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw malformed('A name is not in UTF-8', cause);
  }
}

/** The refusal of bytes that are no archive written in this way. */
export function malformed(why: string, cause?: unknown): DomainError {
  return new DomainError('invalid', 'archive-malformed', `${why}: it is no archive of evidence, or was changed`, {
    ...(cause === undefined ? {} : { cause }),
  });
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const modifiedOf = ([first]: readonly { readonly entry: { readonly modified: number } }[]): number | undefined =>
  first?.entry.modified;

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);
