import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { literalPattern } from '../text/literal-pattern.ts';
import type { KnownType } from './known-types.ts';
import { bad, type ZipEntry } from './zip-directory.ts';

/** Reads bytes of a file from a position. */
export type ReadBytes = (position: number, length: number) => Promise<Uint8Array>;

const openXml = 'application/vnd.openxmlformats-officedocument.';

/** What the main part of an office document is, by its content type (ECMA-376 Part 1 §11.3.10, §12.3.23, §13.3.6). */
const types: ReadonlyMap<string, KnownType> = new Map([
  [`${openXml}wordprocessingml.document.main+xml`, `${openXml}wordprocessingml.document`],
  [`${openXml}spreadsheetml.sheet.main+xml`, `${openXml}spreadsheetml.sheet`],
  [`${openXml}presentationml.presentation.main+xml`, `${openXml}presentationml.presentation`],
]);

/** Transitional and strict documents name the relation to their main part differently. */
const mainPart = /\/relationships\/officeDocument$/;
const mostXml = 1_000_000;

/**
 * What an office document is: its relations name the main part, its content types what that is, whatever the part is called. Undefined
 * for other archives, and for documents with macros and templates, which are not what their users take them for.
 */
export async function officeType(entries: readonly ZipEntry[], read: ReadBytes): Promise<KnownType | undefined> {
  const named = (wanted: string) => entries.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  const [contentTypes, relations] = [named('[Content_Types].xml'), named('_rels/.rels')];
  if (!contentTypes || !relations) return undefined;
  const links = elements(await textOf(relations, read), 'Relationship');
  const target = links.find(({ Type = '' }) => mainPart.test(Type))?.Target;
  const part = target === undefined ? undefined : named(partName(target));
  if (!part) return undefined;
  const xml = await textOf(contentTypes, read);
  const own = elements(xml, 'Override').find(
    ({ PartName = '' }) => partName(PartName).toLowerCase() === part.name.toLowerCase(),
  );
  const extension = part.name.slice(part.name.lastIndexOf('.') + 1).toLowerCase();
  const usual = elements(xml, 'Default').find(({ Extension = '' }) => Extension.toLowerCase() === extension);
  return types.get((own ?? usual)?.ContentType ?? '');
}

/** A part as the archive calls it: without the stroke and the escapes of an address. */
function partName(address: string): string {
  const plain = address.replace(/^(?:\.?\/)+/, '');
  try {
    return decodeURIComponent(plain);
  } catch (error) {
    if (error instanceof URIError) return plain;
    throw error;
  }
}

type Attributes = Readonly<Record<string, string | undefined>>;

/** The attributes of all elements of a name, in whatever namespace prefix: these two files hold nothing else. */
function elements(xml: string, name: string): Attributes[] {
  const tags = xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${literalPattern(name)}\\s([^<>]*)>`, 'g'));
  return [...tags].map(([, inside = '']) => {
    const attributes = inside.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
    return Object.fromEntries(
      [...attributes].map(([, key = '', one, other]) => [key, (one ?? other ?? '').replaceAll('&amp;', '&').trim()]),
    );
  });
}

const inflate = promisify(inflateRaw);

async function textOf({ name, offset, packed, method }: ZipEntry, read: ReadBytes): Promise<string> {
  const header = Buffer.from(await read(offset, 30));
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw bad(`${name} is not where it should be`);
  const nameLength = header.readUInt16LE(26);
  const own = Buffer.from(await read(offset + 30, nameLength)).toString('latin1');
  if (own.replaceAll('\\', '/') !== name) throw bad('An entry has two names');
  if (packed > mostXml) throw bad(`${name} is too long`);
  const data = await read(offset + 30 + nameLength + header.readUInt16LE(28), packed);
  const bytes = method === 0 ? Buffer.from(data) : await unpacked(data, name);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = bytes.toString(isUtf16 ? 'utf16le' : 'utf8');
  if (text.includes('<!DOCTYPE')) throw bad(`${name} declares a document type`);
  return text;
}

async function unpacked(data: Uint8Array, name: string): Promise<Buffer> {
  try {
    return await inflate(data, { maxOutputLength: mostXml });
  } catch (cause) {
    throw Object.assign(bad(`${name} cannot be unpacked`), { cause });
  }
}
