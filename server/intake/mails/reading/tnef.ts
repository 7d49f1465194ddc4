/*
 * What Outlook packs into `winmail.dat` (MS-OXTNEF): a row of attributes, among them the files of the message. Their long names stand in a list
 * of MAPI properties of each file (MS-OXCDATA §2.11).
 */

const SIGNATURE = 0x223e9f78;
const attributes = { rendering: 0x9002, title: 0x8010, content: 0x800f, properties: 0x9005 } as const;
const LONG_NAME = 0x3707;
const MOST_FILES = 200;

/** A file of a message; only of what it has content for. */
export interface TnefFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The files in a `winmail.dat`; undefined when it is none, or breaks off. */
export function readTnef(bytes: Uint8Array): TnefFile[] | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 6 || data.readUInt32LE(0) !== SIGNATURE) return undefined;
  const files: { name: string; content?: Uint8Array }[] = [];
  for (let at = 6; at + 9 <= data.length; ) {
    const id = data.readUInt16LE(at + 1);
    const length = data.readUInt32LE(at + 5);
    const end = at + 9 + length;
    // Two bytes of checksum follow.
    if (end + 2 > data.length || files.length > MOST_FILES) return undefined;
    const value = data.subarray(at + 9, end);
    if (id === attributes.rendering) files.push({ name: '' });
    const file = files.at(-1);
    if (file && id === attributes.title) file.name ||= zeroEnded(value.toString('latin1'));
    if (file && id === attributes.content) file.content = value;
    if (file && id === attributes.properties) file.name = longNameIn(value) ?? file.name;
    at = end + 2;
  }
  return files.flatMap(({ name, content }) => (content ? [{ name, content }] : []));
}

const widths: Readonly<Record<number, number>> = {
  ...{ 1: 0, 2: 4, 3: 4, 4: 4, 10: 4, 11: 4 },
  ...{ 5: 8, 6: 8, 7: 8, 20: 8, 64: 8, 72: 16 },
};
const texts = { ansi: 0x1e, unicode: 0x1f };
const ofLength: ReadonlySet<number> = new Set([texts.ansi, texts.unicode, 0x0d, 0x102]);
const HAS_SEVERAL = 0x1000;

/** The long name among the properties of a file, so far as they can be followed. */
function longNameIn(list: Buffer): string | undefined {
  const count = list.length >= 4 ? list.readUInt32LE(0) : 0;
  let at = 4;
  for (let read = 0; read < count && at + 4 <= list.length; read += 1) {
    const type = list.readUInt16LE(at);
    const id = list.readUInt16LE(at + 2);
    // Names of properties that have one stand here, which no file has.
    if (id >= 0x8000 || (type & HAS_SEVERAL) !== 0) return undefined;
    at += 4;
    const width = widths[type];
    if (width !== undefined) {
      at += width;
      continue;
    }
    if (!ofLength.has(type) || at + 8 > list.length) return undefined;
    const length = list.readUInt32LE(at + 4);
    const value = list.subarray(at + 8, at + 8 + length);
    if (id === LONG_NAME) return zeroEnded(value.toString(type === texts.unicode ? 'utf16le' : 'latin1'));
    at += 8 + Math.ceil(length / 4) * 4;
  }
  return undefined;
}

function zeroEnded(text: string): string {
  return text.split('\0', 1)[0] ?? '';
}
