import { crc32 } from 'node:zlib';
import { DomainError } from '../../platform/errors.ts';
import {
  type ArchiveEntry,
  centralHeader,
  endRecord,
  localHeader,
  MOST_ARCHIVE_BYTES,
  MOST_MEMBERS,
} from './archive.ts';

/** The content of a member: bytes at hand, or a stored file, which may be long and is read twice. */
export interface Content {
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

export interface Member {
  readonly name: string;
  readonly content: Content;
}

/** Bytes at hand as the content of a member. */
export function contentOf(bytes: Uint8Array): Content {
  return {
    size: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}

/**
 * The bytes of an archive of these members, one after the other (`archive.ts`). No member is held in memory; each is read once for its checksum,
 * which stands before its content, and once to be written. Refuses with `evidence-too-large` what such an archive cannot hold.
 */
export async function* writeArchive(members: readonly Member[], at: Date): AsyncGenerator<Uint8Array> {
  const total = members.reduce((sum, { name, content }) => sum + content.size + 76 + 6 * name.length, 0);
  if (total > MOST_ARCHIVE_BYTES || members.length > MOST_MEMBERS) {
    throw new DomainError('too-large', 'evidence-too-large', 'The files together are more than an archive holds');
  }
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content } of members) {
    const entry = { name, size: content.size, crc32: await checksumOf(content), modified: dosTime(at) };
    directory.push(centralHeader(entry, offset));
    const header = localHeader(entry);
    yield header;
    yield* content.open();
    offset += header.length + content.size;
  }
  yield* directory;
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  yield endRecord({ count: members.length, offset, length });
}

/** An archive of a few short members, whole. */
export async function wholeArchive(members: readonly Member[], at: Date): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of writeArchive(members, at)) parts.push(part);
  return Buffer.concat(parts);
}

async function checksumOf({ open }: Content): Promise<ArchiveEntry['crc32']> {
  let sum = 0;
  for await (const chunk of open()) sum = crc32(chunk, sum);
  return sum;
}

/** Date and time as MS-DOS wrote them, Vietnam's, to two seconds. */
function dosTime(at: Date): number {
  const local = new Date(at.getTime() + 7 * 3600_000);
  const day = ((local.getUTCFullYear() - 1980) << 9) | ((local.getUTCMonth() + 1) << 5) | local.getUTCDate();
  const time = (local.getUTCHours() << 11) | (local.getUTCMinutes() << 5) | (local.getUTCSeconds() >> 1);
  return day * 0x1_0000 + time;
}
