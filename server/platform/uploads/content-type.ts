import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { refuseHugeImage } from './image-size.ts';
import { type KnownType, knownTypes } from './known-types.ts';
import { beginsAsMail } from './mail-header.ts';
import { officeType, type ReadBytes } from './office-file.ts';
import { contentOfOle } from './ole-file.ts';
import { pdfHeaderAt } from './pdf-header.ts';
import { findZipDirectory, hasPassword, refuseEndless, zipEntries } from './zip-directory.ts';

/* What a file is, told by its bytes and never by its name (docs/bad-inputs.md, rows 50 and 51). */

/** The first and the last bytes of a file: enough to tell what it is. */
export interface FileEnds {
  readonly first: Uint8Array;
  /** The end of the file; at least its last 66 KB where it has them. */
  readonly last: Uint8Array;
  readonly size: number;
}

const firstBytes = 4_096;
// The end-of-central-directory record of a zip is followed by a comment of up to 65,535 bytes.
const lastBytes = 66_000;

const signatures: readonly (readonly [type: KnownType, start: readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['application/x-ole-storage', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
];

/**
 * The type of a file on disk, or undefined when it is none of the known ones. Reads its two ends only, and of a zip the directory and
 * what says which document it is. Refuses what is known and yet not fit to keep: a password, an archive or a picture that is a trap. A PDF has its header within its first 1,024 bytes – printers and report writers put lines of their
 * own before it, and all readers bear with that – and a file that begins like a page or a program, or ends as a zip does, is not
 * taken for one.
 */
export async function sniffFile(path: string): Promise<KnownType | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const read = async (position: number, length: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    const length = Math.min(size, lastBytes);
    return await sniff(
      { first: await read(0, Math.min(size, firstBytes)), last: await read(size - length, length), size },
      read,
    );
  } finally {
    await file.close();
  }
}

/** The type of bytes in memory, by the rules of `sniffFile`. */
export function sniffBytes(bytes: Uint8Array): Promise<KnownType | undefined> {
  const ends = { first: bytes.subarray(0, firstBytes), last: bytes.subarray(-lastBytes), size: bytes.byteLength };
  return sniff(ends, (position, length) => Promise.resolve(bytes.subarray(position, position + length)));
}

/** Whether a name's extension belongs to the type; a file without extension says nothing false. */
export function matchesExtension(name: string, type: KnownType): boolean {
  const extension = extname(name).toLowerCase();
  const allowed: readonly string[] = knownTypes[type];
  return extension === '' || allowed.includes(extension);
}

async function sniff(ends: FileEnds, read: ReadBytes): Promise<KnownType | undefined> {
  const directory = findZipDirectory(ends.last, ends.size);
  const type = signatures.find(([, start]) => beginsWith(ends.first, start))?.[0];
  if (type === 'application/x-ole-storage') return await oleType(read);
  if (type !== undefined) await refuseHugeImage(type, read);
  if (type !== undefined) return type;
  if (startsAsPdf(ends)) return directory?.trailing === 0 ? undefined : 'application/pdf';
  if (beginsAsMail(latin1(ends.first))) return directory?.trailing === 0 ? undefined : 'message/rfc822';
  if (directory === undefined || latin1(ends.first.subarray(0, 4)) !== 'PK\u0003\u0004') return undefined;
  refuseEndless(directory);
  return await officeType(zipEntries(await read(directory.offset, directory.length), directory), read);
}

/** A mail of Outlook, or an old Office file; refuses one that opens with a password only. */
async function oleType(read: ReadBytes): Promise<KnownType> {
  const { isMail, isLocked } = await contentOfOle(read);
  if (isLocked) throw hasPassword();
  return isMail ? 'application/vnd.ms-outlook' : 'application/x-ole-storage';
}

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

function startsAsPdf({ first, last }: FileEnds): boolean {
  const at = pdfHeaderAt(first);
  if (at < 0 || !/^%PDF-[12]\.\d/.test(latin1(first.subarray(at, at + 8)))) return false;
  // Readers look for it from the end; without it a file is a header and nothing else, or the beginning of one.
  if (!/startxref|%%EOF/.test(latin1(last))) return false;
  const before = latin1(first.subarray(0, at));
  if (/^(?:\u00ef\u00bb\u00bf)?[\s\0]*$/.test(before)) return true;
  return !isOther(before) && latin1(last).includes('startxref');
}

/** How programs, archives and other prints begin, which a system would run or open by its first bytes alone. */
const otherBeginnings = [
  ...[
    'MZ',
    '\u007fELF',
    '#!',
    'PK',
    '\u00ca\u00fe\u00ba\u00be',
    '\u00ce\u00fa\u00ed\u00fe',
    '\u00cf\u00fa\u00ed\u00fe',
  ],
  ...['Rar!', '7z\u00bc', '\u001f\u008b', 'GIF8', 'RIFF', '%!', '{\\rtf'],
];

/** Whether bytes before a header make the file something else for who looks at them alone: a program, or a page of markup. */
function isOther(before: string): boolean {
  const begun = before.replace(/^(?:\u00ef\u00bb\u00bf|\s)+/, '');
  return otherBeginnings.some((beginning) => begun.startsWith(beginning)) || /<[!?/a-z]/i.test(before);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
