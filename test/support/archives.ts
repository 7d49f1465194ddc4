import { deflateRawSync } from 'node:zlib';

/** An entry of a zip, right unless it is said otherwise. */
export interface Entry {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly deflated?: boolean;
  /** What the directory says of it. */
  readonly size?: number;
  readonly packed?: number;
  readonly flags?: number;
  readonly mode?: number;
  /** Where its data is said to begin: that of another entry. */
  readonly at?: number;
  readonly localName?: string;
}

/** A zip written octet by octet: local headers, central directory, end record. */
export function aZip(entries: readonly (Entry | string)[], comment = '', { count }: { count?: number } = {}): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries.map((one): Entry => (typeof one === 'string' ? { name: one } : one))) {
    const { name, content = '', deflated = false, flags = 0, mode = 0, localName = name } = entry;
    const plain = Buffer.from(content);
    const data = deflated ? deflateRawSync(plain) : plain;
    const local = Buffer.alloc(30 + localName.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(localName.length, 26);
    local.write(localName, 30, 'latin1');
    const described = Buffer.alloc(46 + name.length);
    described.writeUInt32LE(0x02014b50, 0);
    described.writeUInt8(3, 5);
    described.writeUInt16LE(flags, 8);
    described.writeUInt16LE(deflated ? 8 : 0, 10);
    described.writeUInt32LE(entry.packed ?? data.length, 20);
    described.writeUInt32LE(entry.size ?? plain.length, 24);
    described.writeUInt16LE(name.length, 28);
    described.writeUInt16LE(mode, 40);
    described.writeUInt32LE(entry.at ?? offset, 42);
    described.write(name, 46, 'latin1');
    locals.push(local, data);
    central.push(described);
    offset += local.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22 + comment.length);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count ?? entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  end.write(comment, 22, 'latin1');
  return Buffer.concat([...locals, directory, end]);
}

const openXml = 'application/vnd.openxmlformats-officedocument.';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';

/** The three parts every office document has: what its parts are, which the main one is, and that. */
export function officeParts(
  part: string,
  { type = 'wordprocessingml.document.main+xml', relation = relations, target = part, contentTypes = '' } = {},
): Entry[] {
  const own = `<Override PartName="/${part}" ContentType="${type.includes('/') ? type : openXml + type}"/>`;
  const xml = `<?xml version="1.0"?><Types><Default Extension="xml" ContentType="application/xml"/>${own}</Types>`;
  const rels = `<Relationships><Relationship Id="r1" Type="${relation}" Target="${target}"/></Relationships>`;
  return [
    { name: '[Content_Types].xml', content: contentTypes || xml, deflated: true },
    { name: '_rels/.rels', content: rels },
    { name: part, content: '<x/>' },
  ];
}

/** An OLE container of these streams, each a name and the first bytes of its content. */
export function anOle(streams: Readonly<Record<string, Uint8Array>>): Buffer {
  const names = ['Root Entry', ...Object.keys(streams)];
  const sectors = names.length - 1;
  const file = Buffer.alloc(512 * (3 + sectors));
  file.write('d0cf11e0a1b11ae1', 0, 'hex');
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48);
  file.fill(0xff, 76, 512);
  file.writeUInt32LE(0, 76);
  file.fill(0xff, 512, 1_024);
  file.writeUInt32LE(0xfffffffd, 512);
  for (let sector = 1; sector <= sectors + 1; sector += 1) file.writeUInt32LE(0xfffffffe, 512 + sector * 4);
  names.slice(0, 4).forEach((name, index) => {
    const at = 1_024 + index * 128;
    file.write(name, at, 'utf16le');
    file.writeUInt16LE((name.length + 1) * 2, at + 64);
    file.writeUInt32LE(index === 0 ? 0xfffffffe : index + 1, at + 116);
    file.writeUInt32LE(index === 0 ? 0 : 4_096, at + 120);
  });
  Object.values(streams).forEach((content, index) => {
    file.set(content, 512 * (3 + index));
  });
  return file;
}
