import { expect } from 'chai';
import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { renderPdf } from '../../server/platform/render/render.ts';
import { stopWorkers } from '../../server/platform/worker/worker-pool.ts';
import { type LetterContent, letterForm } from '../../server/registry/letter-form.ts';
import type { PageText } from '../../server/registry/page-text.ts';
import { type ReadField, readFields } from '../../server/registry/read-fields.ts';
import { readPageText } from '../../server/registry/read-page-text.ts';
import { refusalOf } from '../support/identity.ts';
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

async function pagesOf(over: Partial<LetterContent> = {}): Promise<readonly PageText[]> {
  const { template, data } = letterForm(aLetter(over), issuer, at);
  const { pdf } = await renderPdf(template, { ...data, number: '05', day: '22', month: '11' }, { creationTime: at });
  return (await readPageText(pdf)).text;
}

const valuesOf = (fields: readonly ReadField[]) => Object.fromEntries(fields.map(({ name, value }) => [name, value]));
const confidenceOf = (fields: readonly ReadField[]) =>
  Object.fromEntries(fields.map(({ name, confidence }) => [name, confidence]));

describe('fields read from a document', function () {
  this.timeout(30_000);
  after(() => stopWorkers());

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
      issuerName: 'SỞ NỘI VỤ',
    });
    expect(confidenceOf(fields)).to.include({ typeCode: 'sure', subject: 'look', issuerName: 'look' });
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
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        for (const { name, value } of readFields([{ page: 1, width: 595, height: 842, pieces }], ['Sở Nội vụ'])) {
          expect(value).not.to.equal('');
          if (name === 'issuedOn') expect(Number.isNaN(Date.parse(value))).to.equal(false);
        }
      }),
    );
  });
});
