import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { PDFDocument, PDFName } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { readPdf } from '../../../server/pdf-signatures/pdf/read-pdf.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { findUnprintable, printed, withCharactersNamed } from '../../../server/platform/render/glyph-coverage.ts';
import { renderPdf } from '../../../server/platform/render/render.ts';
import type { Place } from '../../../server/platform/render/render-child.ts';
import { compileTypstTemplate } from '../../../server/platform/render/typst-template.ts';
import { stopWorkers } from '../../../server/platform/worker/worker-pool.ts';

const creationTime = new Date('2026-11-22T02:15:03Z');

const letter = {
  title: 'V/v gửi, nhận văn bản điện tử',
  agency: 'SỞ NỘI VỤ',
  parentAgency: 'UỶ BAN NHÂN DÂN TỈNH SAO MAI',
  notation: 'SNV-VP',
  place: 'Sao Mai',
  year: 2026,
  urgency: 'flash',
  aboutLine: 'V/v gửi, nhận văn bản điện tử',
  addressees: ['Sở Tài chính', 'Ủy ban nhân dân xã Sao Khuê'],
  paragraphs: [{ text: '1. Gửi văn bản điện tử;' }, { text: '- Không gửi kèm văn bản giấy./.' }],
  capacity: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
  signer: 'Nguyễn Thị Hoà',
  distribution: ['Như trên;', 'Lưu: VT, VP.'],
};

interface PageText {
  readonly lines: string;
  readonly items: readonly { str: string; x: number; y: number; right: number }[];
}

async function textOf(pdf: Uint8Array): Promise<PageText[]> {
  return await readPdf(pdf, async (document) => {
    const pages: PageText[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      const texts = items.flatMap((item) => ('str' in item ? [item] : []));
      pages.push({
        lines: texts.map((item) => item.str + (item.hasEOL ? ' ' : '')).join(''),
        items: texts.map(({ str, transform, width }) => ({
          str,
          x: Number(transform[4]),
          y: Number(transform[5]),
          right: Number(transform[4]) + width,
        })),
      });
    }
    return pages;
  });
}

async function refusal(call: Promise<unknown>): Promise<DomainError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof DomainError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}

const placeNamed = (places: readonly Place[], name: string): Place => {
  const place = places.find((candidate) => candidate.name === name);
  if (place === undefined) throw new Error(`no place ${name}`);
  return place;
};

describe('templates that write Typst', () => {
  const render = (source: string, data: unknown, partials?: Record<string, string>): string =>
    compileTypstTemplate(source, partials)(data);

  it('turn every value into plain text, whatever it holds', () => {
    expect(render('{{x}}.b', { x: '"; #panic() //' })).to.equal('#"\\"; #panic() //";.b');
    expect(render('{{x}}', { x: '\\' })).to.equal('#"\\\\";');
    expect(render('{{x}}', { x: 'a\r\nb' })).to.equal('#"a"; \\ #"b";');
    expect(render('f({{string x}})', { x: '"a"\nb' })).to.equal('f("\\"a\\" b")');
    expect(render('{{x}}', { x: 'ệ'.normalize('NFD') })).to.equal('#"ệ";');
    expect(render('{{#each xs}}{{this}}{{@index}}{{/each}}', { xs: ['{{y}}'] })).to.equal('#"{{y}}";#"0";');
    expect(render('{{> part}}', { x: 1 }, { part: '[{{x}}]' })).to.equal('[#"1";]');
    expect(render('{{#if (eq a "b")}}yes{{/if}}', { a: 'b' })).to.equal('yes');
  });

  it('refuse what could let a value in as markup, or reach outside', () => {
    const refused = [
      ['{{{x}}}', 'without escaping'],
      ['{{&x}}', 'without escaping'],
      ['{{lookup x "y"}}', 'unknown helper lookup'],
      ['{{typst x}}', 'unknown helper typst'],
      ['{{#each (lookup x "y")}}{{/each}}', 'unknown helper lookup'],
      ['{{#x}}{{/x}}', 'unknown block x'],
      ['{{> (lookup . "x")}}', 'unknown'],
      ['{{> missing}}', 'unknown partial missing'],
      ['{{#> part}}{{/part}}', 'not allowed'],
      ['#import "@preview/cetz:0.1.0"', '@preview'],
    ];
    for (const [source = '', reason = ''] of refused) expect(() => render(source, {}), source).to.throw(Error, reason);
    expect(() => render('{{> part}}', {}, { part: '{{{x}}}' })).to.throw(Error, 'without escaping');
  });

  it('name the value that is missing', () => {
    expect(() => render('{{signer}}', {})).to.throw(Error, 'signer is missing');
    expect(() => render('{{constructor}}', {})).to.throw(Error, 'missing');
  });
});

describe('glyph coverage', () => {
  it('finds the character that cannot be printed', () => {
    expect(findUnprintable('Cộng hoà – “Độc lập” § 10 m² … №')).to.equal(undefined);
    for (const character of ['☐', '中', '🙂', '\u202e', '\u200b', '\u0007', '\uf0b7']) {
      expect(findUnprintable(`a\nb${character}`)).to.include({ line: 2, character });
    }
  });

  it('prints a tab and every kind of space', () => {
    const spaces = [...'\t \u00a0\u2002\u2003\u2009\u202f\u205f\u3000'].join('');
    expect(findUnprintable(spaces)).to.equal(undefined);
    expect(printed('1.\tĐề nghị\u3000báo cáo\u00a0\r\n')).to.equal('1. Đề nghị báo cáo\u00a0\n');
  });

  it('names in a list what cannot be printed, a sign of two halves once', () => {
    const rows = [{ cells: ['Gửi\t中 🙂\u202e', 'b'], voided: false }];
    expect(withCharactersNamed(rows)).to.deep.equal([
      { cells: ['Gửi [U+4E2D] [U+1F642][U+202E]', 'b'], voided: false },
    ]);
  });

  it('refuses every control character by its number, but line ends and tabs', () => {
    const controls = Array.from({ length: 0xa0 }, (_, code) => code).filter((code) => code < 0x20 || code > 0x7e);
    for (const code of controls.filter((one) => ![0x09, 0x0a, 0x0d].includes(one))) {
      const codePoint = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
      expect(findUnprintable(String.fromCodePoint(code))).to.include({ codePoint });
    }
  });

  it('draws every Vietnamese letter, composed or not', () => {
    const vowels = [...'aăâeêioôơuưy'].flatMap((vowel) =>
      ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => vowel + tone),
    );
    const letters = [...vowels, 'đ'].join('');
    expect(findUnprintable(letters + letters.toUpperCase())).to.equal(undefined);
  });

  it('draws every character of the templates themselves', () => {
    const folder = new URL('../../../templates/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(typ|typ\.hbs)$/.test(name),
    );
    expect(files).to.not.have.length(0);
    for (const file of files)
      expect(findUnprintable(readFileSync(new URL(file, folder), 'utf8')), file).to.equal(undefined);
  });
});

describe('rendering letters', function () {
  this.timeout(60_000);
  after(() => stopWorkers());

  it('makes a tagged PDF/A-2a with the text of the letter', async () => {
    const { pdf, pages } = await renderPdf('cong-van', letter, { creationTime });
    expect(pages).to.equal(1);
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    expect(document.getTitle()).to.equal(letter.title);
    expect(document.getCreationDate()).to.deep.equal(creationTime);
    expect(document.catalog.get(PDFName.of('StructTreeRoot'))).to.not.equal(undefined);
    expect(Buffer.from(pdf).toString('latin1')).to.match(/pdfaid:part>2<.*pdfaid:conformance>A</s);
    const text = (await textOf(pdf))[0]?.lines ?? '';
    for (const part of [
      letter.parentAgency,
      'Độc lập - Tự do - Hạnh phúc',
      'HOẢ TỐC',
      'V/v gửi, nhận',
      '- Không gửi kèm',
      'PHÓ GIÁM ĐỐC',
      'Lưu: VT, VP.',
    ]) {
      expect(text).to.contain(part);
    }
    expect(text)
      .to.match(/Số:\s*\/SNV-VP/)
      .and.match(/Sao Mai, ngày\s+tháng\s+năm 2026/);
    expect(text).to.match(/Sở Tài chính;.*Ủy ban nhân dân xã Sao Khuê\./);
  });

  it('gives the same bytes for the same letter and time, and others otherwise', async () => {
    const digest = async (data: object, time: Date): Promise<string> =>
      createHash('sha256')
        .update((await renderPdf('cong-van', data, { creationTime: time })).pdf)
        .digest('hex');
    const first = await digest(letter, creationTime);
    expect(await digest({ ...letter }, creationTime)).to.equal(first);
    expect(await digest(letter, new Date('2026-11-23T00:00:00Z'))).to.not.equal(first);
    await stopWorkers();
    expect(await digest(letter, creationTime)).to.equal(first);
  });

  it('tells where number, day, month and signature go', async () => {
    const { pdf, places } = await renderPdf('cong-van', letter, { creationTime });
    expect(places.map((place) => place.name)).to.deep.equal(['number', 'day', 'month', 'signature']);
    const items = (await textOf(pdf))[0]?.items ?? [];
    const number = placeNamed(places, 'number');
    const slash = items.find((item) => item.str.startsWith('/SNV'));
    expect(number.x + number.width).to.be.closeTo(slash?.x ?? 0, 1);
    expect(slash?.y ?? 0).to.be.closeTo(number.y + 2.8, 0.5);
    const signature = placeNamed(places, 'signature');
    expect(signature.height).to.be.greaterThan((30 / 25.4) * 72);
    expect(
      items.filter(({ x, y }) => x > signature.x && y > signature.y && y < signature.y + signature.height),
    ).to.deep.equal([]);
    expect(items.find((item) => item.str === letter.signer)?.y).to.be.lessThan(signature.y);
  });

  it('prints the number and date of a document that has them', async () => {
    const { pdf, places } = await renderPdf(
      'cong-van',
      { ...letter, number: '05', day: '09', month: '02' },
      { creationTime },
    );
    expect((await textOf(pdf))[0]?.lines)
      .to.contain('Số: 05/SNV-VP')
      .and.contain('ngày 09 tháng 02 năm 2026');
    expect(places.map((place) => place.name)).to.deep.equal(['signature']);
  });

  it('prints a name as it is, right after one that ends in half of the same letter', async () => {
    // á is C3 A1 and ạ is E1 BA A1 in UTF-8.
    for (const signer of ['Đỗ Thị Hạnh', 'Đỗ Thị Khánh', 'Đỗ Thị Thạnh', 'Đỗ Thị Thánh']) {
      const { pdf } = await renderPdf('cong-van', { ...letter, signer }, { creationTime });
      expect((await textOf(pdf))[0]?.lines).to.contain(signer);
    }
  });

  it('prints what people type as they typed it', async () => {
    const hostile = [
      '"; #panic() //',
      '#read("/etc/passwd")',
      '$x$ @ref <label>',
      '*đậm* _nghiêng_ `mã`',
      '{{this}} {{{x}}}',
      '= Đầu mục',
      '+ một',
      '// ghi chú',
      '\\ \\u{41}',
    ];
    const paragraphs = hostile.map((text) => ({ text }));
    const data = { ...letter, paragraphs, signer: '#"x";', agency: '[SỞ] "NỘI VỤ" \\', addressees: ['#pagebreak()'] };
    const { pdf } = await renderPdf('cong-van', data, { creationTime });
    const text = (await textOf(pdf))[0]?.lines ?? '';
    for (const part of [...hostile, '#"x";', '[SỞ] "NỘI VỤ" \\', '#pagebreak()']) expect(text).to.contain(part);
  });

  it('keeps the signature with the end of the text, and numbers pages from the second on', async () => {
    const paragraphs = Array.from({ length: 60 }, (_, index) => ({
      text: `${index + 1}. ${'Thực hiện nghiêm túc. '.repeat(9)}`,
    }));
    const { pdf, pages, places } = await renderPdf('cong-van', { ...letter, paragraphs }, { creationTime });
    const texts = await textOf(pdf);
    expect(pages).to.be.greaterThan(2);
    expect(placeNamed(places, 'signature').page).to.equal(pages);
    expect(texts[pages - 1]?.lines).to.contain('60. Thực hiện');
    const number = (page: PageText | undefined): string | undefined => page?.items.find(({ y }) => y > 790)?.str;
    expect(texts.map(number)).to.deep.equal([undefined, ...texts.slice(1).map((_, index) => String(index + 2))]);
  });

  it('keeps two lines with the signature, and the others on the page before, where the last paragraph is long', async () => {
    for (const sentences of [70, 100, 200]) {
      const paragraphs = [{ text: 'Thực hiện nghiêm túc nhiệm vụ. '.repeat(sentences) }];
      const { pdf, pages, places } = await renderPdf('cong-van', { ...letter, paragraphs }, { creationTime });
      expect(placeNamed(places, 'signature').page).to.equal(pages);
      const linesOf = ({ items }: PageText) =>
        new Set(items.filter(({ str }) => /nhiệm|nghiêm/.test(str)).map(({ y }) => Math.round(y)));
      const lines = (await textOf(pdf)).map((page) => linesOf(page).size);
      expect(lines.at(-1), `${lines}`).to.equal(2);
      for (const full of lines.slice(0, -1)) expect(full, `${lines}`).to.be.above(20);
    }
  });

  it('breaks a word without end rather than let it leave the page', async () => {
    const data = { ...letter, paragraphs: [{ text: `x${'ệ'.repeat(300)}` }] };
    const { pdf } = await renderPdf('cong-van', data, { creationTime });
    const pieces = (await textOf(pdf))[0]?.items.filter(({ str }) => str.includes('ệệ')) ?? [];
    expect(pieces.map(({ str }) => str.length)).to.satisfy((lengths: number[]) => lengths.every((one) => one < 90));
  });

  for (const [what, text] of Object.entries({
    'dots to write upon': `Họ và tên: ${'.'.repeat(150)}`,
    'a line to write upon': '_'.repeat(150),
    'an address without end': `Xem https://example.gov.vn/?id=${'0123456789'.repeat(20)}`,
    brackets: '('.repeat(33_000),
    'words that a word processor tied together': 'một\u00a0hai\u00a0ba\u00a0bốn\u00a0năm\u00a0'.repeat(20),
    'wide letters': 'W'.repeat(150),
  })) {
    it(`keeps ${what} on the page, all of it`, async () => {
      const { pdf } = await renderPdf('cong-van', { ...letter, paragraphs: [{ text }] }, { creationTime });
      const pages = await textOf(pdf);
      const rightMargin = ((210 - 15) / 25.4) * 72;
      const beyond = pages.flatMap(({ items }) => items).filter(({ right }) => right > rightMargin + 0.5);
      expect(beyond).to.deep.equal([]);
      const letters = (words: string): string => words.replace(/[\s\u200b]/gu, '');
      expect(letters(pages.map(({ lines }) => lines).join(''))).to.contain(letters(text).slice(0, 4_000));
    });
  }

  it('takes a subject of 500 letters, 20 addressees and a long distribution list', async () => {
    const many = {
      ...letter,
      aboutLine: `V/v ${'triển khai nhiệm vụ '.repeat(25)}`,
      addressees: Array.from({ length: 20 }, (_, index) => `Sở số ${index + 1}`),
      distribution: Array.from({ length: 120 }, (_, index) => `Cơ quan ${index + 1};`),
      contact: 'Số 1, đường Trần Phú, phường Sao Mai',
    };
    const { pdf } = await renderPdf('cong-van', many, { creationTime });
    const text = (await textOf(pdf)).map((page) => page.lines).join(' ');
    expect(text).to.contain('Sở số 20.').and.contain('Cơ quan 120;').and.contain('đường Trần Phú');
  });

  it('lays out a decision with its title, grounds and articles', async () => {
    const decision = {
      ...letter,
      aboutLine: '',
      addressees: [],
      typeName: 'QUYẾT ĐỊNH',
      subject: 'Về việc ban hành Quy chế',
      authority: 'GIÁM ĐỐC SỞ NỘI VỤ',
      bases: ['Căn cứ Nghị định số 30/2020/NĐ-CP;', 'Theo đề nghị của Chánh Văn phòng.'],
      decides: 'QUYẾT ĐỊNH:',
      paragraphs: [{ lead: 'Điều 1.', text: 'Ban hành kèm theo Quyết định này Quy chế./.' }],
    };
    const { pdf } = await renderPdf('named-type', decision, { creationTime });
    const text = (await textOf(pdf))[0]?.lines ?? '';
    expect(text).to.match(/QUYẾT ĐỊNH\s+Về việc.*GIÁM ĐỐC SỞ NỘI VỤ.*Căn cứ.*QUYẾT ĐỊNH:.*Điều 1\. Ban hành/);
  });

  it('refuses a character the font lacks and names it with its field', async () => {
    const data = { ...letter, paragraphs: [{ text: 'đúng' }, { text: 'sai ☐' }] };
    const error = await refusal(renderPdf('cong-van', data, { creationTime }));
    expect(error).to.include({ kind: 'invalid', code: 'unprintable-character' });
    expect(error.message).to.contain('☐').and.contain('U+2610').and.contain('/paragraphs/1/text');
    expect(error.details.fields?.[0]?.pointer).to.equal('/paragraphs/1/text');
  });

  it('draws in a letter every character it says can be printed', async () => {
    const all = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code >= 0x20 && (code < 0xd800 || code > 0xdfff))
      .map((code) => String.fromCodePoint(code))
      .filter((character) => findUnprintable(character) === undefined);
    expect(all).to.have.length.greaterThan(1_000);
    for (let from = 0; from < all.length; from += 500) {
      const paragraphs = [{ text: all.slice(from, from + 500).join('') }];
      expect((await renderPdf('cong-van', { ...letter, paragraphs }, { creationTime })).pages).to.equal(1);
    }
  });

  it('refuses what Unicode says is no character, or only the font’s own, whatever the font says', async () => {
    for (const character of ['\uffff', '\ufffe', '\ufdd0', '\uf001', '\u{1ffff}', '\ud800']) {
      const error = await refusal(renderPdf('cong-van', { ...letter, signer: character }, { creationTime }));
      expect(error, escape(character)).to.include({ kind: 'invalid', code: 'unprintable-character' });
    }
  });

  it('fails loudly on a template that is missing', async () => {
    const failure: unknown = await renderPdf('no-such-form', {}, { creationTime }).catch((reason: unknown) => reason);
    expect(String(failure)).to.contain('There is no template no-such-form');
  });
});
