import { randomBytes } from 'node:crypto';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect } from 'chai';
import { degrees, PDFDocument, PDFName, PDFRawStream, rgb } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { catalogOf, parsePdf } from '../../../server/pdf-signatures/pdf/pdf-update.ts';
import { isSigned } from '../../../server/pdf-signatures/produce/rewrite-pdf.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { arrivalRendition } from '../../../server/signing/renditions/arrival-rendition.ts';
import { aHandMadeForm, aLook, aWidget, shownText } from '../../support/odd-forms.ts';
import { agencyName, aLetterPdf, aSealedPdf } from '../../support/signing.ts';

const arrival = { agency: agencyName, number: '245', day: '06/11/2026' };

interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const isRed = (data: Uint8Array, at: number): boolean => {
  const [one = 0, green = 0, other = 0] = data.subarray(at, at + 3);
  return green < 120 && Math.abs(one - other) > 80;
};

/** Pixels that the stamp painted, and their middle as shares of width and height from the upper left corner. */
function redOf({ width, height, data }: Bitmap) {
  let [count, x, y] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    if (!isRed(data, at)) continue;
    count += 1;
    x += (at / 4) % width;
    y += Math.floor(at / 4 / width);
  }
  return { count, x: x / count / width, y: y / count / height };
}

const side = 6;

/** Squares of two pages that differ clearly in how dark they are, those under the stamp left out. */
function differing(one: Bitmap, other: Bitmap): number {
  expect([one.width, one.height]).to.deep.equal([other.width, other.height]);
  let count = 0;
  for (let y = 0; y + side <= one.height; y += side) {
    for (let x = 0; x + side <= one.width; x += side) {
      let [difference, stamped] = [0, false];
      for (let at = 0; at < side * side; at += 1) {
        const pixel = 4 * ((y + Math.floor(at / side)) * one.width + x + (at % side));
        const [a = 0, b = 0] = [one.data[pixel + 1], other.data[pixel + 1]];
        difference += b - a;
        stamped ||= Math.abs((other.data[pixel] ?? 0) - (other.data[pixel + 2] ?? 0)) > 8;
      }
      if (!stamped && Math.abs(difference) > 40 * side * side) count += 1;
    }
  }
  return count;
}

describe('the arrival stamp', function () {
  this.timeout(60_000);
  let library: PDFiumLibrary;
  before(async () => {
    library = await PDFiumLibrary.init();
  });
  after(() => library.destroy());

  const bitmap = async (pdf: Uint8Array, index = 0): Promise<Bitmap> => {
    const document = await library.loadDocument(Buffer.from(pdf));
    const { width, height, data } = await document
      .getPage(index)
      .render({ scale: 1, render: 'bitmap', renderFormFields: true });
    const copied = Uint8Array.from(data);
    document.destroy();
    return { width, height, data: copied };
  };
  const stamped = async (pdf: Uint8Array) => Buffer.from(await arrivalRendition(pdf, arrival));
  const pagesOf = async (pdf: Uint8Array): Promise<number> => (await PDFDocument.load(pdf)).getPageCount();

  it('stands on a rendition of the received document, which looks as that does, and leaves the signed file alone', async () => {
    const sealed = await aSealedPdf();
    const before = Buffer.from(sealed);
    const rendition = await stamped(sealed);
    expect(Buffer.from(sealed).equals(before)).to.equal(true);
    expect(redOf(await bitmap(rendition)).count).to.be.greaterThan(300);
    expect(differing(await bitmap(sealed), await bitmap(rendition))).to.equal(0);
    expect(await pagesOf(rendition)).to.equal(1);
    const context = await parsePdf(rendition);
    expect(isSigned(context)).to.equal(false);
    expect(catalogOf(context).dict.has(PDFName.of('AcroForm'))).to.equal(false);
  });

  it('keeps every page, and stands on a sheet of its own when page 1 has no room', async () => {
    const document = await PDFDocument.load(await aLetterPdf({ pages: 2 }));
    document.getPage(0).drawRectangle({ x: 0, y: 0, width: 595, height: 842, color: rgb(0.3, 0.3, 0.3) });
    const rendition = await stamped(await document.save());
    expect(await pagesOf(rendition)).to.equal(3);
    expect(redOf(await bitmap(rendition)).count).to.be.greaterThan(300);
    expect(redOf(await bitmap(rendition, 1)).count).to.equal(0);
  });

  it('makes a long scan hardly larger, up to 200 pages and no further', async () => {
    const scan = await PDFDocument.create();
    const { context } = scan;
    for (let index = 0; index < 200; index += 1) {
      const size = { Width: 60, Height: 80, ColorSpace: 'DeviceRGB', BitsPerComponent: 8 };
      const picture = PDFRawStream.of(
        context.obj({ Type: 'XObject', Subtype: 'Image', ...size }),
        randomBytes(60 * 80 * 3),
      );
      const page = scan.addPage([595, 842]);
      page.node.setXObject(PDFName.of('Scan'), context.register(picture));
      page.node.set(PDFName.of('Contents'), context.register(context.stream('q 595 0 0 842 0 0 cm /Scan Do Q')));
    }
    const bytes = await scan.save();
    const rendition = await stamped(bytes);
    expect(rendition.length).to.be.lessThan(bytes.length * 1.1);
    expect(await pagesOf(rendition)).to.equal(201); // a scan in colours has no blank place
    expect(differing(await bitmap(bytes, 199), await bitmap(rendition, 200))).to.equal(0);
    scan.addPage();
    const refused = await stamped(await scan.save()).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(DomainError).with.property('code', 'too-complex');
  });

  it('stands upright under the letterhead, however the page is turned and cut', async () => {
    for (const angle of [0, 90, 180, 270]) {
      const document = await PDFDocument.create();
      const page = document.addPage([700, 700]);
      page.setCropBox(50, 80, 600, 500);
      page.setRotation(degrees(angle));
      const { count, x, y } = redOf(await bitmap(await stamped(await document.save())));
      expect(count, String(angle)).to.be.greaterThan(300);
      expect(x, String(angle)).to.be.within(0.05, 0.45);
      expect(y, String(angle)).to.be.within(0.05, 0.4);
    }
  });

  describe('beside what lies on a page', () => {
    const look = aLook(shownText('Nam tram'));
    const files: Readonly<Record<string, Buffer>> = {
      'a field with a look': aHandMadeForm({
        widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram) /AP <</N 8 0 R>>')],
        more: [look],
      }),
      'a field that readers draw': aHandMadeForm({
        form: '/NeedAppearances true',
        widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram)')],
      }),
      'a hidden field': aHandMadeForm({
        widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram) /AP <</N 8 0 R>>').replace('/F 4', '/F 2')],
        more: [look],
      }),
      'a drawing without a look': aHandMadeForm({
        fields: '',
        widgets: ['<</Type /Annot /Subtype /Square /F 4 /C [0 0 0] /IC [0 0 0] /Rect [60 500 260 600]>>'],
      }),
      'a note with a look': aHandMadeForm({
        fields: '',
        widgets: ['<</Type /Annot /Subtype /Stamp /F 4 /Rect [60 500 260 520] /AP <</N 8 0 R>>>>'],
        more: [look],
      }),
      'a layer that is off': aHandMadeForm({
        catalog: '/OCProperties <</OCGs [8 0 R] /D <</OFF [8 0 R]>>>>',
        page: '/Resources <</Font <</F1 5 0 R>> /Properties <</L 8 0 R>>>>',
        widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram) /OC 8 0 R /AP <</N 9 0 R>>')],
        more: ['<</Type /OCG /Name (Lop)>>', look],
      }),
    };
    for (const [what, file] of Object.entries(files)) {
      it(`shows what a reader shows: ${what}`, async () => {
        expect(differing(await bitmap(file), await bitmap(await stamped(file)))).to.equal(0);
      });
    }

    it('shows pictures of a file that is not ours to read', async () => {
      const document = await PDFDocument.load(await aLetterPdf());
      document.encrypt({ ownerPassword: 'chu', userPassword: '' });
      const file = await document.save();
      const rendition = await stamped(file);
      expect(differing(await bitmap(file), await bitmap(rendition))).to.equal(0);
      expect(redOf(await bitmap(rendition)).count).to.be.greaterThan(300);
    });
  });
});
