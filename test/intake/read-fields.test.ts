import { expect } from 'chai';
import fc from 'fast-check';
import type { PageText } from '../../server/intake/page-text.ts';
import { readFields } from '../../server/intake/read-fields.ts';
import { type ReadingNote, readingBounds, readPageText } from '../../server/intake/read-page-text.ts';
import type { ReadField } from '../../server/intake/reading/read-field.ts';
import { PDFDocument, PDFName } from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { renderPdf } from '../../server/platform/render/render.ts';
import { type LetterContent, letterForm } from '../../server/registry/outgoing/letter/letter-form.ts';
import { refusalOf } from '../support/identity.ts';
import { aBoxedPdf, anEncryptedPdf, aTurnedPdf } from '../support/odd-pdfs.ts';
import { anOutgoingDocument, aRecipient } from '../support/registry.ts';

const issuer = { name: 'Sở Nội vụ', parentName: 'Ủy ban nhân dân tỉnh Sao Mai', place: 'Sao Mai', unitSymbol: 'VP' };
const at = new Date('2026-11-22T02:00:00Z');

function aLetter(over: Partial<LetterContent> = {}): LetterContent {
  const { signer } = anOutgoingDocument();
  return {
    ...anOutgoingDocument({
      recipients: [aRecipient({ name: 'Sở Tài chính' })],
      signer: { ...signer, capacity: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'] },
    }),
    letter: {
      addressees: [],
      body: 'Thực hiện Quyết định số 99/QĐ-UBND ngày 01 tháng 02 năm 2020, đề nghị phối hợp./.',
      copies: [],
    },
    ...over,
  };
}

async function numberedPdf(over: Partial<LetterContent> = {}): Promise<Uint8Array> {
  const { template, data } = letterForm(aLetter(over), issuer, at);
  const numbered = { ...data, number: '05', day: '22', month: '11' };
  return (await renderPdf(template, numbered, { creationTime: at })).pdf;
}

function addPages(document: PDFDocument, count: number): void {
  for (let added = 0; added < count; added += 1) document.addPage([595, 842]);
}

const pagesOf = async (over: Partial<LetterContent> = {}): Promise<readonly PageText[]> =>
  (await readPageText(await numberedPdf(over))).text;

const valuesOf = (fields: readonly ReadField[]) => Object.fromEntries(fields.map(({ name, value }) => [name, value]));
const confidenceOf = (fields: readonly ReadField[]) =>
  Object.fromEntries(fields.map(({ name, confidence }) => [name, confidence]));

describe('fields read from a document', function () {
  this.timeout(30_000);

  it('of a công văn are all found, each with its place', async () => {
    const fields = readFields(await pagesOf(), ['Sở Nội vụ', 'Sở Tài chính']);
    expect(valuesOf(fields)).to.deep.equal({
      codeNumber: '05',
      codeNotation: 'SNV-VP',
      issuedOn: '2026-11-22',
      issuerName: 'Sở Nội vụ',
      typeCode: 'cong-van',
      subject: 'Gửi, nhận văn bản điện tử',
      signerPosition: 'KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC',
      signerName: 'Trần Văn Bình',
      issuerParent: 'Ủy ban nhân dân tỉnh Sao Mai',
      place: 'Sao Mai',
      addressees: 'Sở Tài chính',
      toPlaces: 'Như trên; Lưu: VT, VP',
    });
    expect(confidenceOf(fields)).to.include({
      codeNumber: 'sure',
      issuedOn: 'sure',
      issuerName: 'directory',
      subject: 'sure',
    });
    for (const { page, box, name } of fields) {
      expect(page, name).to.equal(1);
      expect(box?.width, name).to.be.greaterThan(5);
      expect(box?.height, name).to.be.within(8, 60);
    }
  });

  it('of one who signs with a rank or a degree have the name without it', async () => {
    const { signer } = aLetter();
    for (const rank of ['Đại tá', 'Thiếu tướng', 'PGS.TS.', 'ThS. BS.', 'Tiến sĩ']) {
      const fields = readFields(await pagesOf({ signer: { ...signer, name: `${rank} Nguyễn Thanh Điệp` } }), []);
      expect(valuesOf(fields).signerName, rank).to.equal('Nguyễn Thanh Điệp');
    }
  });

  it('have the name at the head of the next page where the capacity ends its page, to be looked at', async () => {
    const [page] = await pagesOf();
    if (!page) throw new Error('It has no page');
    const isName = ({ text }: { readonly text: string }) => text.includes('Trần Văn Bình');
    const [here, next] = [page.pieces.filter((piece) => !isName(piece)), page.pieces.filter(isName)];
    const pages = [
      { ...page, pieces: here },
      { ...page, page: 2, pieces: next },
    ];
    const name = readFields(pages, []).find((one) => one.name === 'signerName');
    expect(name).to.include({ value: 'Trần Văn Bình', confidence: 'look', page: 2 });
    expect(valuesOf(readFields(pages.slice(0, 1), []))).not.to.have.property('signerName');
  });

  it('of a named type are its title and what follows it, to be looked at', async () => {
    const fields = readFields(
      await pagesOf({
        typeCode: 'ke-hoach',
        typeName: 'Kế hoạch',
        notation: 'KH-SNV',
        subject: 'Triển khai gửi, nhận văn bản điện tử năm 2027',
      }),
      [],
    );
    expect(valuesOf(fields)).to.include({
      typeCode: 'ke-hoach',
      codeNotation: 'KH-SNV',
      subject: 'Triển khai gửi, nhận văn bản điện tử năm 2027',
      issuerName: 'Sở Nội vụ',
    });
    expect(confidenceOf(fields)).to.include({ typeCode: 'sure', subject: 'look', issuerName: 'look' });
  });

  it('are spelled as Vietnamese spells them, though a converter wrote Ð for Đ', async () => {
    const over = {
      typeCode: 'quyet-dinh',
      typeName: 'QUYẾT ÐỊNH',
      notation: 'QÐ‑SNV',
      subject: 'Về việc bổ nhiệm ông Ðặng Ðình Ðức',
    };
    const fields = readFields(await pagesOf(over), []);
    expect(valuesOf(fields)).to.include({ codeNotation: 'QĐ-SNV', typeCode: 'quyet-dinh' });
    expect(valuesOf(fields).subject).to.equal('Về việc bổ nhiệm ông Đặng Đình Đức');
    expect(confidenceOf(fields)).to.include({ codeNotation: 'sure', typeCode: 'sure' });
  });

  it('go over several lines of a long subject', async () => {
    const subject =
      'đề nghị phối hợp triển khai việc gửi, nhận văn bản điện tử có chữ ký số thay văn bản giấy giữa các cơ quan';
    const fields = readFields(await pagesOf({ subject }), []);
    expect(valuesOf(fields).subject).to.equal(subject);
    expect(confidenceOf(fields).subject).to.equal('look');
  });

  it('come from filled form fields too, where number and date were given after signing', async () => {
    const { template, data } = letterForm(aLetter(), issuer, at);
    const { pdf, places } = await renderPdf(template, data, { creationTime: at });
    const document = await PDFDocument.load(pdf);
    for (const [name, value] of Object.entries({ number: '17', day: '09', month: '02' })) {
      const place = places.find((candidate) => candidate.name === name);
      if (!place) throw new Error(`no place ${name}`);
      const field = document.getForm().createTextField(name);
      field.setText(value);
      field.addToPage(document.getPage(0), { ...place, borderWidth: 0 });
    }
    const fields = readFields((await readPageText(await document.save())).text, []);
    expect(valuesOf(fields)).to.include({ codeNumber: '17', codeNotation: 'SNV-VP', issuedOn: '2026-02-09' });
  });

  describe('of a page that is shown otherwise than it is written', () => {
    let upright: Uint8Array;
    before(async () => {
      upright = await numberedPdf();
    });
    const readOf = async (pdf: Uint8Array) => readFields((await readPageText(pdf)).text, ['Sở Nội vụ']);

    it('are the same, and their places are given as the page is written', async () => {
      const expected = await readOf(upright);
      const [first] = expected;
      const shifted = { media: [-100, -200, 495.28, 641.89], moved: [-100, -200] } as const;
      const changed = {
        'turned 90': await aTurnedPdf(90, upright),
        'turned 180': await aTurnedPdf(180, upright),
        'turned 270': await aTurnedPdf(270, upright),
        'with a corner below zero': await aBoxedPdf(shifted, upright),
        'cropped beyond the sheet': await aBoxedPdf({ crop: [-100, -100, 900, 1000], inherited: true }, upright),
      };
      for (const [what, pdf] of Object.entries(changed)) {
        const found = await readOf(pdf);
        expect(valuesOf(found), what).to.deep.equal(valuesOf(expected));
        expect(confidenceOf(found), what).to.deep.equal(confidenceOf(expected));
      }
      const [box] = (await readOf(changed['with a corner below zero'])).map((one) => one.box);
      expect(box?.x).to.be.closeTo((first?.box?.x ?? 0) - 100, 0.1);
      expect(box?.y).to.be.closeTo((first?.box?.y ?? 0) - 200, 0.1);
      // Written sideways: what is wide for its reader is high on the page.
      const [turned] = (await readOf(changed['turned 90'])).map((one) => one.box);
      expect(turned?.height).to.be.closeTo(first?.box?.width ?? 0, 0.5);
      expect(turned?.width).to.be.closeTo(first?.box?.height ?? 0, 0.5);
    });

    it('come from filled fields of a turned page as well', async () => {
      const document = await PDFDocument.load(await aTurnedPdf(90, upright));
      const field = document.getForm().createTextField('so');
      field.setText('Nơi nhận:');
      field.addToPage(document.getPage(0), { x: 100, y: 50, width: 20, height: 90, borderWidth: 0 });
      const [page] = (await readPageText(await document.save({ updateFieldAppearances: false }))).text;
      const piece = page?.pieces.find(({ font }) => font === 'field');
      expect(piece?.x).to.be.closeTo(50, 0.5);
      expect(piece?.width).to.be.closeTo(90, 0.5);
    });
  });

  it('say where the reading stopped: each bound of it has its note', async () => {
    const { pages, lastPages, pieces, fieldLetters } = readingBounds;
    const aFile = async (write: (document: PDFDocument) => Promise<void> | void) => {
      const document = await PDFDocument.create();
      document.addPage([595, 842]);
      await write(document);
      return (await readPageText(await document.save({ updateFieldAppearances: false }))).notes;
    };
    const beyond: Readonly<Record<keyof typeof readingBounds, () => Promise<readonly ReadingNote[]>>> = {
      pages: () => aFile((document) => addPages(document, pages + lastPages)),
      lastPages: () => aFile((document) => addPages(document, pages + lastPages)),
      pieces: () =>
        aFile(async (document) => {
          const font = document.getPage(0).node.newFontDictionary('F', (await document.embedFont('Helvetica')).ref);
          const lines = Array.from(
            { length: pieces + 1 },
            (_, at) => `1 0 0 1 ${at % 590} ${Math.floor(at / 59) * 11} Tm (a) Tj`,
          );
          const stream = document.context.stream(`BT ${font} 8 Tf ${lines.join('\n')} ET`);
          document.getPage(0).node.set(PDFName.of('Contents'), document.context.register(stream));
        }),
      fieldLetters: () =>
        aFile((document) => {
          const field = document.getForm().createTextField('y');
          field.setText('a'.repeat(fieldLetters + 1));
          field.addToPage(document.getPage(0), { x: 10, y: 10 });
        }),
    };
    expect(await aFile((document) => addPages(document, pages + lastPages - 1))).to.deep.equal([]);
    for (const [bound, read] of Object.entries(beyond)) expect(await read(), bound).to.have.length(1);
    expect((await readPageText(await numberedPdf())).notes).to.deep.equal([]);
  });

  it('find the signer on the last pages of a long document too', async () => {
    const letter = await PDFDocument.load(await numberedPdf());
    const long = await PDFDocument.create();
    addPages(long, 60);
    for (const page of await long.copyPages(letter, letter.getPageIndices())) long.addPage(page);
    const { text } = await readPageText(await long.save());
    expect(valuesOf(readFields(text, []))).to.include({ signerName: 'Trần Văn Bình' });
    expect(text.map(({ page }) => page)).to.deep.equal([
      ...Array.from({ length: 20 }, (_, at) => at + 1),
      57,
      58,
      59,
      60,
      61,
    ]);
  });

  it('are none on a page without text, and never what the text merely speaks of', async () => {
    const scan = await PDFDocument.create();
    scan.addPage([595, 842]);
    const { pages, text } = await readPageText(await scan.save());
    expect([pages, text[0]?.pieces]).to.deep.equal([1, []]);
    expect(readFields(text, [])).to.deep.equal([]);
    expect(readFields([], [])).to.deep.equal([]);
    const [first] = await pagesOf();
    if (!first) throw new Error('no page');
    const withoutHead = { ...first, pieces: first.pieces.filter(({ text }) => !/^Số|05|\/SNV|SNV-VP/.test(text)) };
    expect(valuesOf(readFields([withoutHead], []))).not.to.have.property('codeNumber');
  });

  it('are refused of a file that is no PDF', async () => {
    expect((await refusalOf(readPageText(Buffer.from('%PDF-1.7 nothing')))).code).to.equal('pdf-unreadable');
    expect((await refusalOf(readPageText(await anEncryptedPdf()))).code).to.equal('pdf-encrypted');
  });

  it('never fail on whatever stands on a page', () => {
    const piece = fc.record({
      text: fc.oneof(
        fc.string({ maxLength: 30 }),
        fc.constantFrom(
          'Số:',
          '05/SNV-VP',
          'V/v a',
          'QUYẾT ĐỊNH',
          'KT. GIÁM ĐỐC',
          'Nơi nhận:',
          'ngày 31 tháng 02 năm 2026',
        ),
      ),
      x: fc.double({ min: -10, max: 600, noNaN: true }),
      y: fc.double({ min: -10, max: 850, noNaN: true }),
      width: fc.double({ min: 0, max: 300, noNaN: true }),
      size: fc.double({ min: 1, max: 40, noNaN: true }),
      font: fc.constantFrom('f1', 'f2'),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom('text', 'ocr'), (pieces, source) => {
        const page: PageText = { page: 1, source, width: 595, height: 842, toPage: [1, 0, 0, 1, 0, 0], pieces };
        for (const { name, value } of readFields([page], ['Sở Nội vụ'])) {
          expect(value).not.to.equal('');
          if (name === 'issuedOn') expect(Number.isNaN(Date.parse(value))).to.equal(false);
        }
      }),
    );
  });
});
