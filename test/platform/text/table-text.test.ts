import { expect } from 'chai';
import { DomainError } from '../../../server/platform/errors.ts';
import { tableText } from '../../../server/platform/text/table-text.ts';
import { readBook } from '../../../server/registry/books/imported-entry.ts';

const header = 'Số đến,Ngày đến,Tác giả,"Số, ký hiệu",Ngày văn bản,Tên loại và trích yếu';
const row = '1,05/01/2024,Đảng uỷ xã Bình An,12/QĐ-UBND,03/01/2024,Quyết định về việc phân công nhiệm vụ';
const book = `${header}\n${row}\n2,08/01/2024,Sở Y tế,5/SYT,05/01/2024,Công văn về phòng dịch ở Đắk Lắk\n`;

/** The bytes of a text in a code page, by what its decoder gives for each byte; tones stand behind their vowels, as in 1258. */
function inCodePage(text: string, encoding: string): Buffer {
  const decoder = new TextDecoder(encoding);
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  const split = [...text.normalize('NFC')].flatMap((letter) => {
    if (byteOf.has(letter)) return [letter];
    const [vowel = '', ...marks] = letter.normalize('NFD');
    const tones = marks.filter((mark) => !'\u0302\u0306\u031b'.includes(mark));
    return [[vowel, ...marks.filter((mark) => !tones.includes(mark))].join('').normalize('NFC'), ...tones];
  });
  return Buffer.from(split.map((letter) => byteOf.get(letter) ?? 0x3f));
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const refusalOf = (bytes: Uint8Array): string => {
  try {
    return `taken: ${tableText(bytes)}`;
  } catch (error) {
    return error instanceof DomainError ? `${error.code}: ${error.message}` : String(error);
  }
};

describe('the text of a table', () => {
  it('is the same in every encoding that leaves no doubt', () => {
    const ways = {
      'UTF-8': Buffer.from(book),
      'UTF-8, decomposed': Buffer.from(book.normalize('NFD')),
      'UTF-16 LE with its mark': Buffer.concat([Buffer.of(0xff, 0xfe), utf16(book)]),
      'UTF-16 BE with its mark': Buffer.concat([Buffer.of(0xfe, 0xff), utf16(book).swap16()]),
      'UTF-16 LE': utf16(book),
      'UTF-16 BE': utf16(book).swap16(),
      'Windows 1258': inCodePage(book, 'windows-1258'),
    };
    for (const [way, bytes] of Object.entries(ways)) expect(tableText(bytes), way).to.equal(book);
    expect(tableText(Buffer.from(`\ufeff${book}`)).replace('\ufeff', '')).to.equal(book);
    expect(tableText(Buffer.from('So den;Ngay den\n1;5/1/2024'))).to.equal('So den;Ngay den\n1;5/1/2024');
  });

  it('is refused in encodings of old fonts, whatever the file calls itself, and the way to save it is said', () => {
    const tcvn3 = 'So den;Tac gia;Trich yeu\n1;Uû ban nh©n d©n tØnh;QuyÕt ®Þnh vÒ viÖc ph©n c«ng\n';
    const vni = 'So den;Tac gia;Trich yeu\n1;UÛy ban nhaân daân tænh;Quyeát ñònh veà vieäc phaân coâng\n';
    for (const text of [tcvn3, vni]) {
      for (const bytes of [Buffer.from(text), Buffer.from(text, 'latin1'), utf16(`\ufeff${text}`)]) {
        expect(refusalOf(bytes)).to.match(/^csv-not-utf8: .*CSV UTF-8/);
      }
    }
  });

  it('is refused when it was decoded wrongly before, or two encodings are mixed', () => {
    const twice = Buffer.from(Buffer.from(book).toString('latin1'));
    const mixed = Buffer.concat([Buffer.from(book), inCodePage(book, 'windows-1258')]);
    const french = Buffer.from('a;b\n1;Café à Genève, élève\n', 'latin1');
    for (const bytes of [twice, mixed, french]) expect(refusalOf(bytes)).to.match(/^csv-not-utf8: /);
    expect(refusalOf(mixed)).to.include('dòng 4');
    expect(refusalOf(Buffer.from([0x41, 0, 0, 0, 0x42, 0xd8, 0xff]))).to.match(/^csv-not-utf8: /);
  });

  it('may name foreigners', () => {
    const foreign = `${book}3,09/01/2024,Đại sứ quán Cộng hoà Pháp,7/ĐSQ,08/01/2024,Thư mời ông François Müller\n`;
    expect(tableText(Buffer.from(foreign))).to.equal(foreign);
  });
});

describe('a book read from a table', () => {
  const faults = (csv: string): string[] =>
    readBook(csv, 'incoming').problems.map(({ line, column, code }) => `${line} ${column} ${code}`);
  const tsv = book.replaceAll('"Số, ký hiệu"', 'Số ký hiệu').replaceAll(',', '\t');

  it('is the same with any separator and any line ends, Đ in any spelling', () => {
    const expected = readBook(book, 'incoming');
    expect(expected.problems).to.deep.equal([]);
    const ways = [
      book.replaceAll('\n', '\r'),
      book.replaceAll('\n', '\r\n'),
      tsv,
      tsv.replaceAll('\t', ';'),
      `sep=,\n${book}`,
    ];
    for (const way of [...ways, book.replaceAll('Đ', 'Ð'), book.normalize('NFD')]) {
      const { lines, problems } = readBook(way, 'incoming');
      expect(problems, way).to.deep.equal([]);
      const withoutLine = (one: object) => ({ ...one, line: 0 });
      expect(lines.map(withoutLine)).to.deep.equal(expected.lines.map(withoutLine));
    }
  });

  it('names the line of a quote that is never closed, of cells without a column, and of letters that were lost', () => {
    expect(faults(`${header},Ghi chú\n${row},"một\n${row},hai\n`)).to.deep.equal(['2 note quote-unclosed']);
    expect(faults(`${header}\n${row}, có hiệu lực ngay\n`)).to.deep.equal(['2 subject too-many-cells']);
    expect(faults(`${header}\n${row.replace('QĐ', 'Q\ufffd')}\n`)).to.deep.equal(['2 code lost-character']);
    expect(faults(`${header}\n${row.replace('QĐ', 'Q?')}\n`)).to.deep.equal(['2 code lost-character']);
    expect(faults(`${header}\n${row.replace('Quyết', 'Quy?t')}\n`)).to.deep.equal(['2 subject lost-character']);
  });
});
