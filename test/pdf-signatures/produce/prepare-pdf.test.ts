import { expect } from 'chai';
import { formFields, rectangleOf } from '../../../server/pdf-signatures/pdf/pdf-fields.ts';
import { PDFDocument, PDFName } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { parsePdf } from '../../../server/pdf-signatures/pdf/pdf-update.ts';
import { preparePdf } from '../../../server/pdf-signatures/produce/prepare-pdf.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { aHybridPdf, aNestedPdf, anEncryptedPdf } from '../../support/odd-pdfs.ts';
import { aLetterPdf, aPreparedPdf, aSignedPdf, leaderName } from '../../support/signing.ts';

const codeOf = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'prepared',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

const fieldNames = async (pdf: Uint8Array): Promise<string[]> =>
  formFields(await parsePdf(pdf)).map(({ name }) => name);

describe('preparing a PDF for signing', () => {
  it('puts fields at the places of Nghị định 30', async () => {
    const { pdf, fields, notes, pages } = await aPreparedPdf({ initial: true });
    expect(await fieldNames(pdf)).to.deep.equal(['number', 'day', 'month', 'initial', 'leader', 'seal']);
    expect(notes).to.deep.equal([]);
    expect(pages).to.have.length(1);
    const at = Object.fromEntries(fields.map(({ name, rectangle }) => [name, rectangle]));
    // "Số:" starts at 110, the two halves of the header share the base line 745.
    expect(at.number?.x).to.be.within(125, 140);
    for (const name of ['number', 'day', 'month']) expect((at[name]?.y ?? 0) + 13 * 0.25).to.be.closeTo(745, 0.1);
    expect(at.day?.x).to.be.lessThan(at.month?.x ?? 0);
    // The signature lies between the position (340) and the name (250).
    expect(at.leader?.y).to.be.within(255, 275);
    expect((at.leader?.y ?? 0) + (at.leader?.height ?? 0)).to.be.within(300, 345);
  });

  it('lets the seal cover the left third of the signature, and its widget end where the signature’s begins', async () => {
    const { fields, signatureBox } = await aPreparedPdf();
    const seal = fields.find(({ name }) => name === 'seal')?.rectangle;
    const leader = fields.find(({ name }) => name === 'leader')?.rectangle;
    const { rectangle: box } = signatureBox;
    expect((seal?.x ?? 0) + (seal?.width ?? 0)).to.be.closeTo(box.x + box.width / 3, 0.01);
    expect(leader?.x).to.be.closeTo(box.x + box.width / 3, 0.01);
    expect(seal?.width).to.be.closeTo((32 / 25.4) * 72, 0.01);
  });

  it('tells the year that is printed behind the empty day and month, and no other', async () => {
    expect((await aPreparedPdf({}, await aLetterPdf({ year: 2024 }))).year).to.equal(2024);
    expect(await aPreparedPdf({}, await aLetterPdf({ numbered: true }))).not.to.have.property('year');
  });

  it('finds header and signer on the right pages of a long document', async () => {
    const { fields } = await aPreparedPdf({}, await aLetterPdf({ pages: 3 }));
    expect(fields.map(({ name, page }) => [name, page])).to.deep.equal([
      ['number', 0],
      ['day', 0],
      ['month', 0],
      ['leader', 2],
      ['seal', 2],
    ]);
  });

  it('makes no fields for a number and date that are already printed, or not wanted', async () => {
    const { fields, notes } = await aPreparedPdf({}, await aLetterPdf({ numbered: true }));
    expect(fields.map(({ name }) => name)).to.deep.equal(['leader', 'seal']);
    expect(notes).to.deep.equal(['number-present', 'date-present']);
    const unwanted = await aPreparedPdf({ numbered: true });
    expect(unwanted.fields.map(({ name }) => name)).to.deep.equal(['leader', 'seal']);
    expect(unwanted.notes).to.deep.equal([]);
  });

  it('uses default places on a scan without text and says so', async () => {
    const document = await PDFDocument.create();
    document.addPage([595, 842]);
    const { fields, notes } = await preparePdf(await document.save(), { signerName: leaderName });
    expect(fields).to.have.length(5);
    expect(notes).to.have.members([
      'page-without-text',
      'number-place-default',
      'date-place-default',
      'signer-place-default',
    ]);
  });

  it('takes the places the drafter dragged', async () => {
    const rectangle = { x: 100, y: 100, width: 150, height: 60 };
    const number = { x: 120, y: 740, width: 40, height: 15.6 };
    const { fields, pdf } = await aPreparedPdf({
      places: { leader: { page: 0, rectangle }, number: { page: 0, rectangle: number } },
    });
    expect(fields.find(({ name }) => name === 'leader')?.rectangle).to.deep.equal({ ...rectangle, x: 150, width: 100 });
    const inFile = formFields(await parsePdf(pdf)).find(({ name }) => name === 'number');
    expect(inFile && rectangleOf(inFile).x).to.equal(120);
    expect(await codeOf(aPreparedPdf({ places: { leader: { page: 7, rectangle } } }))).to.equal('page-missing');
  });

  it('rewrites a hybrid cross-reference into one clean one', async () => {
    const { pdf } = await aPreparedPdf({}, await aHybridPdf());
    const text = Buffer.from(pdf).toString('latin1');
    expect(text).to.not.contain('/XRefStm');
    expect(text.match(/startxref/g)).to.have.length(1);
    expect(text.startsWith('%PDF-1.7')).to.equal(true);
  });

  it('has one field of each name, also when the upload had one of our names', async () => {
    const document = await PDFDocument.load(await aLetterPdf());
    document.getForm().createTextField('number').addToPage(document.getPage(0), { x: 10, y: 10 });
    const { pdf } = await aPreparedPdf({}, await document.save());
    expect(await fieldNames(pdf)).to.deep.equal(['number', 'day', 'month', 'leader', 'seal']);
  });

  it('refuses an encrypted, an unreadable and a damaged file, each with its reason', async () => {
    expect(await codeOf(preparePdf(await anEncryptedPdf()))).to.equal('pdf-encrypted');
    expect(await codeOf(preparePdf(Buffer.from('<html>404</html>')))).to.equal('pdf-unreadable');
    expect(await codeOf(preparePdf(Buffer.alloc(0)))).to.equal('pdf-unreadable');
    expect(await codeOf(preparePdf((await aLetterPdf()).subarray(0, 3000)))).to.equal('pdf-unreadable');
  });

  it('follows a list of as many parts as a file may have', async () => {
    const document = await PDFDocument.load(await aLetterPdf());
    document.catalog.set(PDFName.of('Extra'), document.context.obj(Array.from({ length: 150_000 }, () => 0)));
    const { fields } = await preparePdf(await document.save(), { signerName: leaderName });
    expect(fields).to.have.length(5);
  });

  it('finds a signer whose name holds signs that mean something in a pattern, and takes no name for a pattern', async () => {
    for (const name of ['Nguyễn Văn (A)', 'Lê [Thị] B*', 'C++ {1} ^$|\\']) {
      const { fields, notes } = await preparePdf(await aLetterPdf({ signerName: name }), { signerName: name });
      expect(fields, name).to.have.length(5);
      expect(notes, name).not.to.include('signer-place-default');
    }
    const { notes } = await preparePdf(await aLetterPdf(), { signerName: '.*' });
    expect(notes).to.include('signer-place-default');
  });

  it('refuses a page nested too deep to be read in time, before anybody reads it', async () => {
    const monster = await aNestedPdf(100_000);
    const began = performance.now();
    expect(await codeOf(preparePdf(monster))).to.equal('too-complex');
    expect(performance.now() - began).to.be.lessThan(1_000);
    expect(await codeOf(preparePdf(await aNestedPdf(200)))).to.equal('prepared');
  });

  it('never rewrites a file that is signed', async () => {
    expect(await codeOf(preparePdf(await aSignedPdf()))).to.equal('already-signed');
  });
});
