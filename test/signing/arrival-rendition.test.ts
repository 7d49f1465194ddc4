import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect } from 'chai';
import { PDFDocument, rgb } from 'pdf-lib';
import { arrivalRendition } from '../../server/signing/arrival-rendition.ts';
import { agencyName, aLetterPdf, aSealedPdf } from '../support/signing.ts';

const arrival = { agency: agencyName, number: '245', day: '06/11/2026' };

/** How many clearly red pixels a page shows. */
async function redPixels(pdf: Uint8Array, index = 0): Promise<number> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(Buffer.from(pdf));
    const { data } = await document.getPage(index).render({ scale: 1, render: 'bitmap' });
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [one = 0, green = 0, other = 0] = data.subarray(at, at + 3);
      if (green < 120 && Math.abs(one - other) > 80) count += 1;
    }
    return count;
  } finally {
    library.destroy();
  }
}

describe('the arrival stamp', () => {
  it('stands on a rendition of the received document and leaves the signed file alone', async () => {
    const sealed = await aSealedPdf();
    const before = Buffer.from(sealed);
    const rendition = await arrivalRendition(sealed, arrival);
    expect(Buffer.from(sealed).equals(before)).to.equal(true);
    expect(await redPixels(rendition)).to.be.greaterThan(300);
    expect((await PDFDocument.load(rendition)).getPageCount()).to.equal(1);
  });

  it('keeps every page, and stands on a sheet of its own when page 1 has no room', async () => {
    const document = await PDFDocument.load(await aLetterPdf({ pages: 2 }));
    document.getPage(0).drawRectangle({ x: 0, y: 0, width: 595, height: 842, color: rgb(0.3, 0.3, 0.3) });
    const rendition = await arrivalRendition(await document.save(), arrival);
    expect((await PDFDocument.load(rendition)).getPageCount()).to.equal(3);
    expect(await redPixels(rendition)).to.be.greaterThan(300);
    expect(await redPixels(rendition, 1)).to.equal(0);
  });
});
