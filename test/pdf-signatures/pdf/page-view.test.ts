import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect } from 'chai';
import { pageView } from '../../../server/pdf-signatures/pdf/page-view.ts';
import { pagesOf } from '../../../server/pdf-signatures/pdf/pdf-fields.ts';
import { PDFDocument } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { parsePdf } from '../../../server/pdf-signatures/pdf/pdf-update.ts';
import { readPdf } from '../../../server/pdf-signatures/pdf/read-pdf.ts';
import { unseenText } from '../../../server/pdf-signatures/produce/preflight/preflight-text.ts';
import { preparePdf } from '../../../server/pdf-signatures/produce/prepare-pdf.ts';
import { aBoxedPdf, type PageBoxes } from '../../support/odd-pdfs.ts';
import { leaderName } from '../../support/signing.ts';

const boxes: Readonly<Record<string, PageBoxes>> = {
  'a sheet of A4': {},
  'a crop box beyond the sheet': { crop: [-100, -100, 900, 1000] },
  'a crop box beyond the sheet on two sides': { crop: [-50, 20, 700, 830] },
  'a crop box within the sheet': { crop: [20, 30, 580, 800] },
  'a crop box of the page tree': { crop: [-10, -10, 600, 850], inherited: true },
  'a crop box without area': { crop: [100, 100, 100, 400] },
  'corners the other way round': { media: [595.28, 841.89, 0, 0], crop: [580, 800, 20, 30] },
  'a sheet whose corner is below zero': { media: [-300, -400, 295.28, 441.89], moved: [-300, -400] },
  'a sheet whose corner is above zero': { media: [50, 60, 645.28, 901.89], moved: [50, 60], crop: [0, 0, 640, 900] },
  'a page turned by its tree': { crop: [-9, 30, 580, 2000], rotate: 90, inherited: true },
  'a page turned backwards': { crop: [20, 30, 580, 800], rotate: -90 },
  'a page turned more than once': { rotate: 540 },
  'units of two points': { media: [0, 0, 595.28, 841.89], userUnit: 2 },
};

/** Those whose shown sheet is not simply their media box. */
const hidingNothing = [
  'a crop box beyond the sheet',
  'a sheet whose corner is below zero',
  'a page turned by its tree',
  'units of two points',
];

describe('the view of a page', () => {
  for (const [what, named] of Object.entries(boxes)) {
    it(`is that of pdf.js and PDFium: ${what}`, async () => {
      const pdf = await aBoxedPdf(named);
      const [page] = pagesOf(await parsePdf(pdf));
      if (page === undefined) throw new Error('The letter has a page');
      const view = pageView(page.dict);
      const { width, height } = await readPdf(pdf, async (document) => {
        const shown = await document.getPage(1);
        return shown.getViewport({ scale: 1 / shown.userUnit });
      });
      expect([view.width, view.height].map(Math.round)).to.deep.equal([width, height].map(Math.round));
      const library = await PDFiumLibrary.init();
      try {
        const picture = await (await library.loadDocument(Buffer.from(pdf)))
          .getPage(0)
          .render({ scale: 1, render: 'bitmap' });
        expect(Math.abs(picture.width - view.width)).to.be.lessThan(1.01);
        expect(Math.abs(picture.height - view.height)).to.be.lessThan(1.01);
      } finally {
        library.destroy();
      }
    });
  }

  for (const what of hidingNothing) {
    it(`hides nothing of an honest letter, and has a place for its fields: ${what}`, async () => {
      const upload = await aBoxedPdf(boxes[what] ?? {});
      expect(await unseenText(upload)).to.deep.equal([]);
      const { fields } = await preparePdf(upload, { signerName: leaderName });
      expect(fields.map(({ name }) => name)).to.include.members(['number', 'day', 'month', 'leader', 'seal']);
    });
  }

  it('of a prepared page is one that all readers take alike, even where they did not before', async () => {
    const odd: readonly PageBoxes[] = [{ crop: [1000, 1000, 1200, 1200] }, { rotate: 135 }, { media: [0, 0, 0, 0] }];
    for (const named of odd) {
      const { pdf } = await preparePdf(await aBoxedPdf(named), { signerName: leaderName });
      const [page] = pagesOf(await parsePdf(pdf));
      const library = await PDFiumLibrary.init();
      try {
        const document = await library.loadDocument(Buffer.from(pdf));
        const { width, height } = await document.getPage(0).render({ scale: 1, render: 'bitmap' });
        const view = page && pageView(page.dict);
        expect(Math.abs(width - (view?.width ?? 0))).to.be.lessThan(1.01);
        expect(Math.abs(height - (view?.height ?? 0))).to.be.lessThan(1.01);
      } finally {
        library.destroy();
      }
    }
  });

  it('takes the sizes of signature and seal in millimetres, whatever a unit of the page is', async () => {
    const widths = async (userUnit: number): Promise<number[]> => {
      const blank = await PDFDocument.create();
      blank.addPage([595, 842]);
      const { fields } = await preparePdf(await aBoxedPdf({ userUnit }, await blank.save()), { signerName: 'X' });
      return fields.filter(({ name }) => name === 'leader' || name === 'seal').map(({ rectangle }) => rectangle.width);
    };
    const [once, twice] = [await widths(1), await widths(2)];
    expect(twice.map((width) => Math.round(width * 200))).to.deep.equal(once.map((width) => Math.round(width * 100)));
  });
});
