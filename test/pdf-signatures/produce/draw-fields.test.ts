import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect } from 'chai';
import { readPageText } from '../../../server/intake/read-page-text.ts';
import { formFields } from '../../../server/pdf-signatures/pdf/pdf-fields.ts';
import { PDFDocument, PDFName } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { catalogOf, parsePdf } from '../../../server/pdf-signatures/pdf/pdf-update.ts';
import { preflight } from '../../../server/pdf-signatures/produce/preflight/preflight.ts';
import { preparePdf } from '../../../server/pdf-signatures/produce/prepare-pdf.ts';
import type { VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { beginLeaderSignature } from '../../../server/signing/signature-work.ts';
import { aForm } from '../../support/filled-forms.ts';
import { aHandMadeForm, aLook, aWidget, type HandMadeForm, shownText, stream } from '../../support/odd-forms.ts';
import {
  aDemoAuthority,
  aLetterPdf,
  aSealedPdf,
  aSignedPdf,
  leaderName,
  refilled,
  signingTime,
} from '../../support/signing.ts';

const prepared = (pdf: Uint8Array) => preparePdf(pdf, { signerName: leaderName });

const refusal = async (form: HandMadeForm): Promise<string> =>
  prepared(aHandMadeForm(form)).then(
    () => 'prepared',
    (error: unknown) =>
      error instanceof DomainError ? `${error.code} ${error.details.extra?.field ?? ''}`.trim() : String(error),
  );

async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await readPageText(pdf);
  return text.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join(' ');
}

/** What is written on the prepared page of a form made by hand, without the line of the letter. */
async function drawnText(form: HandMadeForm): Promise<string> {
  const { pdf } = await prepared(aHandMadeForm(form));
  const ours = new Set(['number', 'day', 'month', 'year', 'leader', 'seal']);
  expect(formFields(await parsePdf(pdf)).filter(({ name }) => !ours.has(name))).to.deep.equal([]);
  return (await textOf(pdf)).replace('Kinh gui cac co quan', '').trim();
}

interface Picture {
  readonly width: number;
  readonly data: Uint8Array;
}

let library: PDFiumLibrary;

async function pictureOf(pdf: Uint8Array): Promise<Picture> {
  const document = await library.loadDocument(Buffer.from(pdf));
  const page = await document.getPage(0).render({ scale: 1, render: 'bitmap', renderFormFields: true });
  document.destroy();
  return { width: page.width, data: Uint8Array.from(page.data) };
}

/** Pixels that differ by more than the smoothing of edges. */
async function differing(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = [await pictureOf(one), await pictureOf(other)];
  return a.data.filter((value, at) => Math.abs(value - (b.data[at] ?? 0)) > 96).length;
}

describe('the fields of an upload', function () {
  this.timeout(30_000);

  before(async () => {
    library = await PDFiumLibrary.init();
  });
  after(() => library.destroy());

  it('become part of the page: what it shows is what readers showed, and nothing can be filled again', async () => {
    const form = await aForm({ amount: 'Nam tram trieu dong' });
    const { pdf, notes } = await prepared(form);
    expect(notes).to.include('fields-drawn');
    expect(await differing(form, pdf)).to.be.lessThan(200);
    expect(await textOf(pdf)).to.contain('Nam tram trieu dong');
    expect(formFields(await parsePdf(pdf)).map(({ name }) => name)).to.deep.equal([
      'number',
      'day',
      'month',
      'leader',
      'seal',
    ]);
    expect(Buffer.from(pdf).includes('so_tien')).to.equal(false);
    expect((await preflight(pdf)).map(({ code }) => code)).to.not.include('open-field');
  });

  describe('with a look of their own', () => {
    const looks: Readonly<Record<string, HandMadeForm>> = {
      'a look as large as its place': {
        widgets: [aWidget('/FT /Tx /T (a) /V (Mot tram) /AP <</N 8 0 R>>')],
        more: [aLook(shownText('Mot tram'))],
      },
      'a look whose box begins elsewhere': {
        widgets: [aWidget('/FT /Tx /T (a) /V (Mot tram) /AP <</N 8 0 R>>')],
        more: [aLook('q BT /Helv 12 Tf 102 105 Td (Mot tram) Tj ET Q', { box: '100 100 300 120' })],
      },
      'a look that is stretched': {
        widgets: [aWidget('/FT /Tx /T (a) /V (Mot tram) /AP <</N 8 0 R>>', '60 600 460 640')],
        more: [aLook(shownText('Mot tram'))],
      },
      'a look that is turned': {
        widgets: [aWidget('/FT /Tx /T (a) /V (Mot tram) /MK <</R 90>> /AP <</N 8 0 R>>', '60 500 80 700')],
        more: [aLook(shownText('Mot tram'), { keys: '/Matrix [0 1 -1 0 20 0] ' })],
      },
      'a look without resources, which the form has': {
        widgets: [aWidget('/FT /Tx /T (a) /V (Mot tram) /AP <</N 8 0 R>>')],
        more: [aLook(shownText('Mot tram'), { resources: '' })],
      },
      'a look that draws another': {
        widgets: [aWidget('/FT /Tx /T (a) /V (Mot tram) /AP <</N 8 0 R>>')],
        more: [aLook('/Inner Do', { resources: '/XObject <</Inner 9 0 R>>' }), aLook(shownText('Mot tram'))],
      },
      'a box that is on': {
        widgets: [aWidget('/FT /Btn /T (a) /V /Co /AS /Co /AP <</N <</Co 8 0 R /Off 9 0 R>>>>', '60 600 80 620')],
        more: [aLook('0 g 4 4 12 12 re f', { box: '0 0 20 20' }), aLook('', { box: '0 0 20 20' })],
      },
      'a box that is off': {
        widgets: [aWidget('/FT /Btn /T (a) /V /Off /AS /Off /AP <</N <</Co 8 0 R /Off 9 0 R>>>>', '60 600 80 620')],
        more: [aLook('0 g 4 4 12 12 re f', { box: '0 0 20 20' }), aLook('0 G 1 1 18 18 re S', { box: '0 0 20 20' })],
      },
      'a group, each button below one field': {
        fields: '9 0 R',
        widgets: [
          aWidget('/Parent 9 0 R /AS /giay /AP <</N <</giay 10 0 R>>>>', '60 600 80 620'),
          aWidget('/Parent 9 0 R /AS /Off /AP <</N <</dien 10 0 R>>>>', '60 560 80 580'),
        ],
        more: [
          '<</FT /Btn /Ff 49152 /T (nhom) /V /giay /Kids [7 0 R 8 0 R]>>',
          aLook('0 g 4 4 12 12 re f', { box: '0 0 20 20' }),
        ],
      },
      'a choice called by another name': {
        widgets: [
          aWidget('/FT /Ch /Ff 131072 /T (a) /V (01) /Opt [[(01) (So Noi vu)] [(02) (So Y te)]] /AP <</N 8 0 R>>'),
        ],
        more: [aLook(shownText('So Noi vu'))],
      },
      'an amount that a script writes with dots': {
        widgets: [
          aWidget(
            '/FT /Tx /T (a) /V (500000000) /AA <</F <</S /JavaScript /JS (AFNumber_Format\\(0,1\\);)>>>> /AP <</N 8 0 R>>',
          ),
        ],
        more: [aLook(shownText('500.000.000 d'))],
      },
      'a password, which nobody reads': {
        widgets: [aWidget('/FT /Tx /Ff 8192 /T (a) /V (mat) /AP <</N 8 0 R>>')],
        more: [aLook(shownText('***'))],
      },
      'a button with a picture that is printed': {
        widgets: [aWidget('/FT /Btn /Ff 65536 /T (a) /AP <</N 8 0 R>>')],
        more: [aLook('1 0 0 rg 0 0 200 20 re f')],
      },
      'a field that stands on a page and in no form': {
        fields: '',
        widgets: [aWidget('/FT /Tx /T (a) /V (Mot tram) /AP <</N 8 0 R>>')],
        more: [aLook(shownText('Mot tram'))],
      },
      'an empty field with a border': {
        widgets: [aWidget('/FT /Tx /T (a) /AP <</N 8 0 R>>')],
        more: [aLook('0 G 1 w 0.5 0.5 199 19 re S')],
      },
      'the empty place of a signature': {
        widgets: [aWidget('/FT /Sig /T (ky) /AP <</N 8 0 R>>')],
        more: [aLook('0.9 g 0 0 200 20 re f')],
      },
    };
    for (const [what, form] of Object.entries(looks)) {
      it(`look the same: ${what}`, async () => {
        const upload = aHandMadeForm(form);
        const { pdf } = await prepared(upload);
        expect(await differing(upload, pdf)).to.be.lessThan(60);
        expect(formFields(await parsePdf(pdf)).map(({ name }) => name)).to.not.include('a');
      });
    }

    it('look the same on a page that is turned and cropped', async () => {
      const upload = aHandMadeForm({
        widgets: [aWidget('/FT /Tx /T (a) /V (Mot tram) /AP <</N 8 0 R>>')],
        more: [aLook(shownText('Mot tram'))],
        page: '/Rotate 90 /CropBox [20 20 560 800]',
      });
      expect(await differing(upload, (await prepared(upload)).pdf)).to.be.lessThan(60);
    });

    it('are drawn on every page they are on', async () => {
      const document = await PDFDocument.load(await aLetterPdf({ pages: 3 }));
      const field = document.getForm().createTextField('trang');
      field.setText('Gia tri');
      for (const page of document.getPages()) field.addToPage(page, { x: 60, y: 500, width: 100, height: 20 });
      const { text } = await readPageText((await prepared(await document.save())).pdf);
      expect(text.map(({ pieces }) => pieces.some((piece) => piece.text.includes('Gia tri')))).to.deep.equal([
        true,
        true,
        true,
      ]);
    });
  });

  describe('that readers draw from their values', () => {
    const long =
      'De nghi cac co quan bao cao ket qua truoc ngay ba muoi thang muoi mot nam hai nghin khong tram hai muoi sau';
    const made: Readonly<Record<string, readonly [form: HandMadeForm, text: string]>> = {
      'no look at all': [{ widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram)')] }, 'Nam tram'],
      'no look, and readers told to make it': [
        { form: '/NeedAppearances true', widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram)')] },
        'Nam tram',
      ],
      'an old look, and readers told to make a new one': [
        {
          form: '/NeedAppearances true',
          widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram) /AP <</N 8 0 R>>')],
          more: [aLook(shownText('Mot tram'))],
        },
        'Nam tram',
      ],
      'an old look of a password, and readers told to make a new one': [
        {
          form: '/NeedAppearances true',
          widgets: [aWidget('/FT /Tx /Ff 8192 /T (a) /V (mat) /AP <</N 8 0 R>>')],
          more: [aLook(shownText('Mot tram'))],
        },
        '***',
      ],
      'no appearance string anywhere': [
        { form: '/DA null', widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram) /DA null')] },
        'Nam tram',
      ],
      'letters of Vietnamese': [
        {
          widgets: [
            aWidget(
              `/FT /Tx /T (a) /V <FEFF${Buffer.from('Năm trăm triệu đồng', 'utf16le').swap16().toString('hex')}>`,
            ),
          ],
        },
        'Năm trăm triệu đồng',
      ],
      'letters in UTF-8': [
        { widgets: [aWidget(`/FT /Tx /T (a) /V <EFBBBF${Buffer.from('Đồng ý').toString('hex')}>`)] },
        'Đồng ý',
      ],
      'a value of the field above': [
        {
          fields: '8 0 R',
          widgets: [aWidget('/Parent 8 0 R')],
          more: ['<</FT /Tx /T (a) /V (Nam tram) /Kids [7 0 R]>>'],
        },
        'Nam tram',
      ],
      'a value two fields above': [
        {
          fields: '9 0 R',
          widgets: [aWidget('/Parent 8 0 R')],
          more: ['<</T (b) /Parent 9 0 R /Kids [7 0 R]>>', '<</FT /Tx /T (a) /V (Nam tram) /Kids [8 0 R]>>'],
        },
        'Nam tram',
      ],
      'several lines': [
        { widgets: [aWidget('/FT /Tx /Ff 4096 /T (a) /V (Dong mot\\nDong hai)', '60 500 260 620')] },
        'Dong mot Dong hai',
      ],
      'lines that break': [{ widgets: [aWidget(`/FT /Tx /Ff 4096 /T (a) /V (${long})`, '60 500 260 620')] }, long],
      cells: [{ widgets: [aWidget('/FT /Tx /Ff 16777216 /MaxLen 8 /T (a) /V (AB12)')] }, 'A B 1 2'],
      'a size that fits its place': [
        { widgets: [aWidget('/FT /Tx /T (a) /DA (/Helv 0 Tf 0 g) /V (Nam tram)')] },
        'Nam tram',
      ],
      'more than its place takes in its size': [
        { widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram trieu dong chan khong le dong nao ca)')] },
        'Nam tram trieu dong chan khong le dong nao ca',
      ],
      'a choice called by another name': [
        { widgets: [aWidget('/FT /Ch /Ff 131072 /T (a) /V (01) /Opt [[(01) (So Noi vu)] [(02) (So Y te)]]')] },
        'So Noi vu',
      ],
      'a list': [{ widgets: [aWidget('/FT /Ch /T (a) /V (B) /Opt [(A) (B) (C)]', '60 560 160 620')] }, 'A B C'],
      'a text in the middle and one at the right': [
        {
          widgets: [
            aWidget('/FT /Tx /Q 1 /T (a) /V (Giua)'),
            aWidget('/FT /Tx /Q 2 /T (b) /V (Phai)', '60 560 260 580'),
          ],
        },
        'Giua Phai',
      ],
      'a password': [{ widgets: [aWidget('/FT /Tx /Ff 8192 /T (a) /V (mat)')] }, '***'],
      nothing: [{ widgets: [aWidget('/FT /Tx /T (a)')] }, ''],
    };
    for (const [what, [form, text]] of Object.entries(made)) {
      it(`stand on the page: ${what}`, async () => {
        expect((await drawnText(form)).replaceAll(/\s+/g, ' ')).to.equal(text);
      });
    }

    it('stand within their places, turned as they are, and are seen', async () => {
      const upload = aHandMadeForm({
        widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram) /MK <</R 90>>', '60 400 80 600')],
      });
      const { pdf } = await prepared(upload);
      expect(await preflight(pdf)).to.deep.equal([]);
      const dark = async (x1: number, x2: number, y1: number, y2: number): Promise<number> => {
        const { width, data } = await pictureOf(pdf);
        let found = 0;
        for (let y = 842 - y2; y < 842 - y1; y += 1)
          for (let x = x1; x < x2; x += 1) if ((data[4 * (y * width + x)] ?? 255) < 128) found += 1;
        return found;
      };
      expect(await dark(60, 80, 400, 600)).to.be.greaterThan(30);
      expect(await dark(82, 300, 380, 620)).to.equal(0);
    });

    it('a box without a look is ticked when it is on', async () => {
      const box = (state: string) =>
        aHandMadeForm({ widgets: [aWidget(`/FT /Btn /T (a) /V /${state} /AS /${state}`, '60 600 80 620')] });
      const [on, off] = [await prepared(box('Co')), await prepared(box('Off'))];
      expect(await differing(on.pdf, off.pdf)).to.be.greaterThan(20);
    });
  });

  describe('that nobody sees', () => {
    const unseen: Readonly<Record<string, string>> = {
      'a hidden field': '/F 2',
      'a field shown only in print': '/F 36',
      'a field without area': '/Rect [0 0 0 0]',
    };
    for (const [what, keys] of Object.entries(unseen)) {
      it(`are taken out, and that is said: ${what}`, async () => {
        const widget = `<</Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Giao 500 trieu) /Rect [60 600 260 620] ${keys}>>`;
        const file = aHandMadeForm({ widgets: [widget.replace('/Rect [60 600 260 620] /Rect', '/Rect')] });
        const { pdf, notes } = await prepared(file);
        expect(notes).to.include('unseen-fields-removed');
        expect(await textOf(pdf)).to.not.contain('500');
        expect(Buffer.from(pdf).includes('Giao')).to.equal(false);
      });
    }

    it('are taken out with a layer that is off, and drawn with one that is on', async () => {
      const layered = (off: string) => ({
        widgets: [aWidget('/FT /Tx /T (a) /V (Giao 500 trieu) /OC 8 0 R')],
        more: ['<</Type /OCG /Name (Lop)>>'],
        catalog: `/OCProperties <</OCGs [8 0 R] /D <<${off}>>>>`,
      });
      expect(await drawnText(layered('/OFF [8 0 R]'))).to.equal('');
      expect(await drawnText(layered(''))).to.equal('Giao 500 trieu');
    });

    it('are taken out when they stand on no page', async () => {
      const file = aHandMadeForm({ widgets: [], fields: '7 0 R', more: ['<</FT /Tx /T (an) /V (Giao 500 trieu)>>'] });
      const { pdf } = await prepared(file);
      expect(Buffer.from(pdf).includes('Giao')).to.equal(false);
    });
  });

  describe('that readers show differently', () => {
    const odd: Readonly<Record<string, HandMadeForm>> = {
      'a look that says another thing': {
        widgets: [aWidget('/FT /Tx /T (tien) /V (900) /AP <</N 8 0 R>>')],
        more: [aLook(shownText('500'))],
      },
      'a look that says nothing': {
        widgets: [aWidget('/FT /Tx /T (tien) /V (900) /AP <</N 8 0 R>>')],
        more: [aLook('')],
      },
      'a look that says something of an empty field': {
        widgets: [aWidget('/FT /Tx /T (tien) /AP <</N 8 0 R>>')],
        more: [aLook(shownText('500'))],
      },
      'digits that differ, whatever script there is': {
        widgets: [aWidget('/FT /Tx /T (tien) /V (900) /AA <</F <</S /JavaScript /JS (x)>>>> /AP <</N 8 0 R>>')],
        more: [aLook(shownText('500'))],
      },
      'a box on by its value and off by its state': {
        widgets: [aWidget('/FT /Btn /T (tien) /V /Co /AS /Off /AP <</N <</Co 8 0 R>>>>', '60 600 80 620')],
        more: [aLook('0 g 4 4 12 12 re f', { box: '0 0 20 20' })],
      },
      'one field whose second place says another thing': {
        fields: '9 0 R',
        widgets: [
          aWidget('/Parent 9 0 R /AP <</N 10 0 R>>'),
          aWidget('/Parent 9 0 R /AP <</N 11 0 R>>', '60 500 260 520'),
        ],
        more: ['<</FT /Tx /T (tien) /V (900) /Kids [7 0 R 8 0 R]>>', aLook(shownText('900')), aLook(shownText('500'))],
      },
    };
    for (const [what, form] of Object.entries(odd)) {
      it(`are refused by name: ${what}`, async () => {
        expect(await refusal(form)).to.equal('field-looks-otherwise tien');
      });
    }

    it('are refused when they cannot be drawn: letters that the face lacks, text that fits in no size, rules over layers', async () => {
      const letters = Buffer.from('漢字', 'utf16le').swap16().toString('hex');
      expect(await refusal({ widgets: [aWidget(`/FT /Tx /T (a) /V <FEFF${letters}>`)] })).to.equal(
        'field-not-drawable a',
      );
      const long = 'rat dai '.repeat(80);
      expect(await refusal({ widgets: [aWidget(`/FT /Tx /T (a) /V (${long})`)] })).to.equal('field-not-drawable a');
      const rule = {
        widgets: [aWidget('/FT /Tx /T (a) /V (x) /OC 8 0 R')],
        more: ['<</Type /OCMD /OCGs [] /P /AllOff>>'],
      };
      expect(await refusal(rule)).to.equal('field-not-drawable');
    });
  });

  describe('of an XFA form', () => {
    const xfa = (data: string, config = ''): string =>
      stream(`<xdp:xdp><config>${config}</config><xfa:datasets><xfa:data>${data}</xfa:data></xfa:datasets></xdp:xdp>`);
    const field = aWidget('/FT /Tx /T (tien) /V (Nam tram)');

    it('are drawn, and the XFA part goes with the form, when the fields say the same', async () => {
      const file = aHandMadeForm({ form: '/XFA 8 0 R', widgets: [field], more: [xfa('<tien>Nam tram</tien>')] });
      const { pdf, notes } = await prepared(file);
      expect(notes).to.include.members(['fields-drawn', 'xfa-removed']);
      expect(Buffer.from(pdf).includes('xdp:xdp')).to.equal(false);
      const dates = {
        form: '/XFA 8 0 R',
        widgets: [aWidget('/FT /Tx /T (ngay) /V (05/11/2026)')],
        more: [xfa('<ngay>2026-11-05</ngay>')],
      };
      expect(await refusal(dates)).to.equal('prepared');
    });

    it('are refused when the data of the form say what no field shows', async () => {
      expect(await refusal({ form: '/XFA 8 0 R', widgets: [field], more: [xfa('<tien>Chin tram</tien>')] })).to.equal(
        'field-looks-otherwise XFA',
      );
    });

    it('are refused with their form when it is dynamic: its pages are not its content', async () => {
      const dynamic: Readonly<Record<string, HandMadeForm>> = {
        'by the catalog': { form: '/XFA 8 0 R', catalog: '/NeedsRendering true', widgets: [field], more: [xfa('')] },
        'by its configuration': {
          form: '/XFA 8 0 R',
          widgets: [field],
          more: [xfa('', '<dynamicRender>required</dynamicRender>')],
        },
        'since no field is on the page': { form: '/XFA 7 0 R', widgets: [], more: [xfa('')] },
        'in packets': {
          form: '/XFA [(config) 8 0 R (datasets) 9 0 R]',
          widgets: [field],
          more: [xfa('', '<dynamicRender>required</dynamicRender>'), xfa('')],
        },
      };
      for (const [what, form] of Object.entries(dynamic)) expect(await refusal(form), what).to.equal('dynamic-form');
    });

    it('are hinted at when the file is taken in', async () => {
      const dynamic = aHandMadeForm({ form: '/XFA 7 0 R', widgets: [], more: [xfa('<tien>Nam tram</tien>')] });
      expect((await readPageText(dynamic)).notes).to.deep.equal(['dynamic-form']);
      const beside = aHandMadeForm({ form: '/XFA 8 0 R', widgets: [field], more: [xfa('<tien>Nam tram</tien>')] });
      expect((await readPageText(beside)).notes).to.deep.equal([]);
    });
  });

  it('leave no trace in the structure of a tagged file, and its marks hold', async () => {
    const file = aHandMadeForm({
      catalog: '/MarkInfo <</Marked true>> /StructTreeRoot 8 0 R',
      widgets: [aWidget('/FT /Tx /T (a) /V (Nam tram) /StructParent 0')],
      more: [
        '<</Type /StructTreeRoot /K [9 0 R]>>',
        '<</Type /StructElem /S /Form /P 8 0 R /K [<</Type /OBJR /Pg 3 0 R /Obj 7 0 R>>]>>',
      ],
    });
    const { pdf } = await prepared(file);
    const context = await parsePdf(pdf);
    expect(catalogOf(context).dict.has(PDFName.of('StructTreeRoot'))).to.equal(true);
    const objects = context.enumerateIndirectObjects().map(([, object]) => object.toString());
    expect(objects.filter((text) => text.includes('OBJR') || text.includes('Nam tram'))).to.deep.equal([]);
  });

  it('are part of what the leader signs: a refilled file of ours is not valid', async () => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    const options: VerifyOptions = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
    const letter = await PDFDocument.load(await aLetterPdf());
    const amount = letter.getForm().createTextField('so_tien');
    amount.setText('500.000.000 d');
    amount.addToPage(letter.getPage(0), { x: 90, y: 600, width: 200, height: 20 });
    const { pdf } = await prepared(await letter.save());
    const sealed = await aSealedPdf({ pdf: await aSignedPdf({ pdf }) });
    const report = await verifyPdf(sealed, options);
    expect(report.verdict).to.equal('valid');
    const locked = report.signatures[0]?.lockedFields;
    const open = typeof locked === 'object' && 'allBut' in locked ? locked.allBut : [];
    const ofTimestamps = Array.from({ length: 30 }, (_, index) => `Timestamp${index + 1}`);
    expect(open).to.deep.equal(['number', 'day', 'month', 'year', 'seal', ...ofTimestamps]);
    expect((await verifyPdf(await refilled(sealed, { number: '99' }), options)).verdict).to.equal('invalid');
  });

  it('that were left open by an older version keep a draft from being signed', async () => {
    const { leader } = await aDemoAuthority();
    const open = await PDFDocument.load((await prepared(await aLetterPdf())).pdf);
    open.getForm().createTextField('so_tien').addToPage(open.getPage(0), { x: 90, y: 600 });
    const request = { certificate: leader.certificate, chain: leader.chain, signingTime, timestamped: false };
    const begun = beginLeaderSignature(await open.save({ useObjectStreams: true }), {
      ...request,
      appearance: { kind: 'text', lines: ['x'] },
    });
    const refused = await begun.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(DomainError).with.property('message').that.contains('open-field');
  });
});
