import { DomainError } from '../errors.ts';
import type { ReadBytes } from './office-file.ts';

const endOfChain = 0xfffffffe;
/** Directories of real files have a few dozen entries, with thousands of pictures in them thousands; a longer chain is refused. */
const mostSectors = 4_096;

interface OleEntry {
  readonly name: string;
  readonly firstSector: number;
  readonly size: number;
}

/** What an OLE container holds: a mail of Outlook (MS-OXMSG §2.1), or an old Office file, which a password may lock. */
export interface OleContent {
  readonly isMail: boolean;
  readonly isLocked: boolean;
}

/**
 * What an OLE container holds. An old Office file opens with a password only when a newer document lies encrypted in it (MS-OFFCRYPTO §2.3), or
 * the Word or Excel file in it says so (MS-DOC §2.5.2 fEncrypted, MS-XLS §2.4.117 FilePass). Refuses a directory without an end.
 */
export async function contentOfOle(read: ReadBytes): Promise<OleContent> {
  const header = Buffer.from(await read(0, 512));
  if (header.length < 512) return { isMail: false, isLocked: false };
  const sectorSize = 2 ** Math.min(Math.max(header.readUInt16LE(30), 7), 12);
  const sector = async (number: number): Promise<Buffer> =>
    Buffer.from(await read((number + 1) * sectorSize, sectorSize));
  const entries = await directoryOf(header, sectorSize, sector);
  const isMail = entries.some(({ name }) => name === '__properties_version1.0');
  return { isMail, isLocked: await isLocked(entries, sector) };
}

type ReadSector = (number: number) => Promise<Buffer>;

async function directoryOf(header: Buffer, sectorSize: number, sector: ReadSector): Promise<OleEntry[]> {
  const nextOf = async (number: number): Promise<number> => {
    const perSector = sectorSize / 4;
    const at = Math.floor(number / perSector);
    const table = at < 109 ? header.readUInt32LE(76 + at * 4) : endOfChain;
    const entries = table >= endOfChain - 1 ? Buffer.alloc(0) : await sector(table);
    const place = (number % perSector) * 4;
    return place + 4 <= entries.length ? entries.readUInt32LE(place) : endOfChain;
  };
  const entries: OleEntry[] = [];
  let next = header.readUInt32LE(48);
  for (let count = 0; next < endOfChain - 2; count += 1) {
    if (count === mostSectors)
      throw new DomainError('invalid', 'bad-archive', `The directory of the file has more than ${mostSectors} sectors`);
    entries.push(...entriesOf(await sector(next)));
    next = await nextOf(next);
  }
  return entries;
}

async function isLocked(entries: readonly OleEntry[], sector: ReadSector): Promise<boolean> {
  const named = (wanted: string) => entries.find(({ name }) => name === wanted);
  if (named('EncryptedPackage') || named('EncryptedSummary')) return true;
  const word = named('WordDocument');
  if (word && word.firstSector < endOfChain - 2) return isLockedWord(await sector(word.firstSector));
  const workbook = named('Workbook') ?? named('Book');
  return (
    workbook !== undefined && workbook.firstSector < endOfChain - 2 && isLockedExcel(await sector(workbook.firstSector))
  );
}

function entriesOf(sector: Buffer): OleEntry[] {
  const entries: OleEntry[] = [];
  for (let at = 0; at + 128 <= sector.length; at += 128) {
    const length = Math.min(sector.readUInt16LE(at + 64), 64);
    if (length < 2) continue;
    entries.push({
      name: sector.toString('utf16le', at, at + length - 2),
      firstSector: sector.readUInt32LE(at + 116),
      size: sector.readUInt32LE(at + 120),
    });
  }
  return entries;
}

function isLockedWord(start: Buffer): boolean {
  return start.length >= 12 && start.readUInt16LE(0) === 0xa5ec && (start.readUInt16LE(10) & 0x0100) !== 0;
}

/** The records before the sheets are named in the clear; `FilePass` among them says that the rest is not. */
function isLockedExcel(start: Buffer): boolean {
  for (let at = 0; at + 4 <= start.length; at += 4 + start.readUInt16LE(at + 2)) {
    const record = start.readUInt16LE(at);
    if (record === 0x2f) return true;
    if (record === 0x85 || record === 0x0a) return false;
  }
  return false;
}
