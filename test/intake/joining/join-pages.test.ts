import { expect } from 'chai';
import { joinPages } from '../../../server/intake/joining/join-pages.ts';
import { photoTurn } from '../../../server/intake/joining/photo-turn.ts';
import { PDFDocument } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { refusalOf } from '../../support/identity.ts';
import { aSignedPdf } from '../../support/signing.ts';

const pdf = { mediaType: 'application/pdf' };

/** A PDF whose pages are so wide, which tells them apart. */
async function aPdf(...widths: number[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const width of widths) document.addPage([width, 400]);
  return await document.save();
}

async function widthsOf(bytes: Uint8Array): Promise<number[]> {
  return (await PDFDocument.load(bytes)).getPages().map((page) => Math.round(page.getWidth()));
}

/** A JPEG's beginning with the tag of its orientation. */
function aPhoto(orientation: number, isLittle: boolean): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(isLittle ? 'II' : 'MM', 'latin1');
  const write = (value: number, at: number, bytes: 2 | 4): void =>
    void (isLittle ? tiff.writeUIntLE(value, at, bytes) : tiff.writeUIntBE(value, at, bytes));
  for (const [value, at, bytes] of [
    [42, 2, 2],
    [8, 4, 4],
    [1, 8, 2],
    [0x0112, 10, 2],
    [3, 12, 2],
    [1, 14, 4],
  ] as const)
    write(value, at, bytes);
  write(orientation, 18, 2);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xe1, 0, 2 + 6 + tiff.length]);
  return Buffer.concat([head, Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from([0xff, 0xda, 0, 2])]);
}

describe('pages joined into one file', () => {
  it('have the order that was named, of whichever files', async () => {
    const fronts = await aPdf(101, 103);
    const backs = await aPdf(104, 102);
    const parts = [[1], [2], [2], [1]].map((pages) => ({ ...pdf, pages }));
    expect(await widthsOf(await joinPages(parts, fronts, backs, fronts, backs))).to.deep.equal([101, 102, 103, 104]);
    expect(await widthsOf(await joinPages([pdf, pdf], fronts, backs))).to.deep.equal([101, 103, 104, 102]);
    const turned = { ...pdf, pages: [2, 1], turned: [{ at: 2, turn: 270 }] };
    const twice = await joinPages([turned], await joinPages([turned], fronts));
    const lies = (await PDFDocument.load(twice)).getPages().map((page) => page.getRotation().angle);
    expect([await widthsOf(twice), lies]).to.deep.equal([
      [101, 103],
      [270, 270],
    ]);
  });

  it('are refused of a signed file, of a page that is not there, and of what no page can be made of', async () => {
    expect((await refusalOf(joinPages([pdf], await aSignedPdf()))).code).to.equal('already-signed');
    expect((await refusalOf(joinPages([{ ...pdf, pages: [3] }], await aPdf(100, 100)))).code).to.equal('page-missing');
    expect((await refusalOf(joinPages([{ mediaType: 'image/gif' }], Buffer.alloc(9)))).code).to.equal('not-joinable');
    for (const mediaType of ['image/png', 'image/tiff'])
      expect((await refusalOf(joinPages([{ mediaType }], Buffer.alloc(9)))).code).to.equal('image-unreadable');
  });

  it('are turned as the camera was held', () => {
    const turns = [1, 3, 6, 8].map((orientation) => photoTurn(aPhoto(orientation, orientation > 3)));
    expect(turns).to.deep.equal([0, 180, 90, 270]);
    expect([photoTurn(Buffer.alloc(0)), photoTurn(Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2]))]).to.deep.equal([0, 0]);
  });
});
