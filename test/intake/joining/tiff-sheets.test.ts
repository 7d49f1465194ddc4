import { deflateSync } from 'node:zlib';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect } from 'chai';
import { joinPages } from '../../../server/intake/joining/join-pages.ts';
import { refusalOf } from '../../support/identity.ts';

const tiff = { mediaType: 'image/tiff' };

/** A field of a TIFF: its tag, and its one number. */
type Fields = Readonly<Record<number, number>>;

/** A TIFF of 16 × 16 dots, packed somehow, in strips of so many rows; `next` makes it point at itself for ever. */
function aTiff(strips: readonly Buffer[], fields: Fields, { isLittle = true, next = 0 } = {}): Buffer {
  const short = (value: number): Buffer => {
    const bytes = Buffer.alloc(2);
    if (isLittle) bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  };
  const long = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (isLittle) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const data = Buffer.concat(strips);
  const starts = strips.map((_, at) => 8 + Buffer.concat(strips.slice(0, at)).length);
  const lists = [starts, strips.map(({ length }) => length)].map((list) => Buffer.concat(list.map(long)));
  const listAt = 8 + data.length;
  const entry = (tag: number, count: number, value: Buffer): Buffer =>
    Buffer.concat([short(tag), short(4), long(count), value]);
  const one = strips.length === 1;
  const all = new Map<number, Buffer>(
    Object.entries({ 256: 16, 257: 16, 258: 8, 262: 1, 277: 1, 278: 16, ...fields }).map(([tag, value]) => [
      Number(tag),
      entry(Number(tag), 1, long(value)),
    ]),
  );
  for (const [index, tag] of [273, 279].entries()) {
    const list = lists[index] ?? Buffer.alloc(0);
    all.set(tag, entry(tag, strips.length, one ? list : long(listAt + (lists[0]?.length ?? 0) * index)));
  }
  const directory = [...all].toSorted(([one_], [other]) => one_ - other).map(([, bytes]) => bytes);
  const directoryAt = listAt + (one ? 0 : Buffer.concat(lists).length);
  return Buffer.concat([
    ...[Buffer.from(isLittle ? 'II' : 'MM', 'latin1'), short(42), long(directoryAt), data, ...(one ? [] : lists)],
    ...[short(all.size), ...directory, long(next === 0 ? 0 : directoryAt)],
  ]);
}

/** Black in its upper left quarter, white elsewhere: so many bytes a dot, its rows one after the other. */
const rows = (samples: number, from = 0, to = 16): Buffer =>
  Buffer.concat(
    Array.from({ length: to - from }, (_, index) => {
      const isUpper = index + from < 8;
      return Buffer.from(Array.from({ length: 16 * samples }, (__, at) => (isUpper && at < 8 * samples ? 0 : 255)));
    }),
  );
/** The same with a bit a dot, 1 is white. */
const bits = Buffer.from(Array.from({ length: 16 }, (_, y) => (y < 8 ? [0x00, 0xff] : [0xff, 0xff])).flat());

/** How light the middle of each quarter of a page is: upper left, upper right, lower left, lower right. */
async function quartersOf(pdf: Uint8Array, page = 0): Promise<number[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(Buffer.from(pdf));
  const { data, width, height } = await document
    .getPage(page)
    .render({ scale: 0.2, render: 'bitmap', colorSpace: 'Gray' });
  document.destroy();
  library.destroy();
  // The picture is square and in the middle of a sheet that is higher than wide.
  const dot = (x: number, y: number) =>
    data[Math.round(height / 2 + (y * width) / 4) * width + Math.round(width / 2 + (x * width) / 4)];
  return [dot(-1, -1), dot(1, -1), dot(-1, 1), dot(1, 1)].map((light) => Math.round((light ?? -1) / 255));
}

const blackAbove = [0, 1, 1, 1];

/** The same as libtiff writes it, which packs as scanners and faxes do. */
const byLibtiff = {
  'packed as a fax':
    'SUkqABQAAAAzF//yagv//gAgAgAJAAABAwABAAAAEAAAAAEBAwABAAAAEAAAAAIBAwABAAAAAQAAAAMBAwABAAAABAAAAAYBAwABAAAAAQAAABEBBAABAAAACAAAABYBAwABAAAAEAAAABcBBAABAAAACwAAABwBAwABAAAAAQAAAAAAAAA=',
  'packed by a table':
    'SUkqADgAAACAACBQOBP+DQeDQSCQiEQqBwyDw6CxB/xIARSKxKMRaNxqMR+QSGRSOSSWTSeQQEAJAAABAwABAAAAEAAAAAEBAwABAAAAEAAAAAIBAwABAAAACAAAAAMBAwABAAAABQAAAAYBAwABAAAAAQAAABEBBAABAAAACAAAABYBAwABAAAAEAAAABcBBAABAAAAMAAAABwBAwABAAAAAQAAAAAAAAA=',
  'of a photograph with its tables apart':
    'SUkqAEAAAAD/2P/AABEIABAAEANSEQBHEQBCEQD/2gAMA1IARwBCAAA/APMK8wrzCvp2vp2vp2iiiiiiv//ZAAsAAAEDAAEAAAAQAAAAAQEDAAEAAAAQAAAAAgEDAAMAAADKAAAAAwEDAAEAAAAHAAAABgEDAAEAAAACAAAAEQEEAAEAAAAIAAAAFQEDAAEAAAADAAAAFgEDAAEAAAAQAAAAFwEEAAEAAAA3AAAAHAEDAAEAAAABAAAAWwEHACEBAADQAAAAAAAAAAgACAAIAP/Y/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUGBKUVJP/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9k=',
};

describe('a TIFF', () => {
  const kinds: Readonly<Record<string, Buffer>> = {
    'not packed': aTiff([rows(1)], { 259: 1 }),
    'written the other way round, in strips': aTiff(
      [rows(1, 0, 6), rows(1, 6, 12), rows(1, 12)],
      { 259: 1, 278: 6 },
      { isLittle: false },
    ),
    'of black and white, 0 is white': aTiff([Buffer.from(bits.map((byte) => byte ^ 0xff))], { 258: 1, 259: 1, 262: 0 }),
    'deflated, in colour, as differences': aTiff([deflateSync(differences(rows(3)))], {
      259: 8,
      262: 2,
      277: 3,
      317: 2,
    }),
    'packed by repeated bytes': aTiff([repeated(bits)], { 258: 1, 259: 32773 }),
    ...Object.fromEntries(Object.entries(byLibtiff).map(([kind, file]) => [kind, Buffer.from(file, 'base64')])),
  };
  for (const [kind, file] of Object.entries(kinds)) {
    it(`${kind} becomes a page that shows the same`, async () => {
      expect(await quartersOf(await joinPages([tiff], file))).to.deep.equal(blackAbove);
    });
  }

  it('lies as it says, and gives the pages that are named', async () => {
    const upsideDown = aTiff([rows(1)], { 259: 1, 274: 3 });
    expect(await quartersOf(await joinPages([tiff], upsideDown))).to.deep.equal([1, 1, 1, 0]);
    expect((await refusalOf(joinPages([{ ...tiff, pages: [2] }], upsideDown))).code).to.equal('page-missing');
  });

  it('is refused where it is cut off, endless, or of a kind that scanners do not write', async () => {
    const whole = aTiff([rows(1)], { 259: 1 });
    const refused = async (file: Buffer) => (await refusalOf(joinPages([tiff], file))).code;
    expect(await refused(whole.subarray(0, 270))).to.equal('image-unreadable');
    expect(await refused(aTiff([rows(1, 0, 3)], { 259: 1 }))).to.equal('image-unreadable');
    expect(await refused(aTiff([Buffer.from('no zip')], { 259: 8 }))).to.equal('image-unreadable');
    expect(await refused(aTiff([bits], { 258: 1, 259: 1 }, { next: 1 }))).to.equal('too-many-pages');
    for (const odd of [{ 262: 3 }, { 322: 16 }, { 259: 6 }, { 284: 2 }, { 258: 16 }])
      expect(await refused(aTiff([rows(1)], { 259: 1, ...odd }))).to.equal('not-joinable');
  });
});

/** Each byte less its left neighbour of the same colour. */
function differences(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, at) => (at % 48 < 3 ? byte : byte - (bytes[at - 3] ?? 0))));
}

/** PackBits of pairs of bytes: each as two that follow. */
function repeated(bytes: Buffer): Buffer {
  return Buffer.from(
    Array.from({ length: bytes.length / 2 }, (_, at) => [1, bytes[at * 2] ?? 0, bytes[at * 2 + 1] ?? 0]).flat(),
  );
}
