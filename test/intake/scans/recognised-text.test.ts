import { expect } from 'chai';
import { linesOf, type PageText } from '../../../server/intake/page-text.ts';
import { type FoundLine, pageWords, sureness } from '../../../server/intake/scans/recognised-text.ts';
import { recognisedText, type ScannedPage } from '../../../server/intake/scans/scanned-page.ts';
import { bearsSecretMark } from '../../../server/intake/scans/secret-mark.ts';
import { linesOfTsv } from '../../../server/intake/scans/tesseract-native.ts';
import { toPage, viewOf } from '../../../server/pdf-signatures/pdf/page-geometry.ts';

const sheet = { width: 1_000, height: 1_400, grey: new Uint8Array() };

/** A line of words 100 pixels wide each, which falls by so much a pixel. */
function aLine(y: number, words: readonly string[], slant = 0): FoundLine {
  const found = words.map((text, at) => {
    const left = 100 + at * 120;
    return { text, confidence: 0.9, left, right: left + 100, top: y - 30, bottom: y };
  });
  return { words: found, base: { x0: 100, y0: y, x1: 900, y1: y + 800 * slant }, height: 40 };
}

function aPage(words: ScannedPage['words'], over: Partial<ScannedPage> = {}): ScannedPage {
  const row = { id: 'a', version: 1, file: 'f', page: 1, pages: 1, engine: 'e', readAt: new Date(0) };
  return { ...row, state: 'read', turn: 0, width: 595, height: 842, words, ...over };
}

const own = (over: Partial<PageText> = {}): PageText => {
  const { width, height, toPage: matrix } = viewOf([0, 0, 595, 842], 0);
  return { page: 1, source: 'text', width, height, toPage: matrix, pieces: [], ...over };
};

describe('text that was recognised in a picture', () => {
  it('stands upright in points, and on one line though the sheet lay askew', () => {
    const words = pageWords(
      [aLine(200, ['Số:', '12/QĐ-UBND', 'ngày'], 0.02), aLine(400, ['a', 'b', 'c'], 0.02)],
      sheet,
      2,
    );
    expect(words[0]).to.deep.equal(['Số:', 50, 596, 50, 20, 0.9]);
    expect(new Set(words.slice(0, 3).map(([, , y]) => y)).size).to.equal(1);
  });

  it('is as sure as its words, and not by what stands alone', () => {
    const dirt = { ...aLine(100, ['.']), words: [{ ...aLine(1, ['.']).words[0], text: '.', confidence: 0.1 }] };
    expect(sureness([aLine(1, ['Quyết', 'định']), dirt as FoundLine])).to.be.closeTo(0.9, 1e-9);
    expect(sureness([])).to.equal(0);
  });

  it('is read of the table that Tesseract gives', () => {
    const row = (word: string, ...numbers: number[]) => ['5', '1', '1', '1', ...numbers.map(String), word].join('\t');
    const head = 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext';
    const lines = linesOfTsv(
      [
        head,
        row('Số:', 1, 1, 10, 20, 30, 12, 96.5),
        row('ký', 1, 2, 50, 22, 20, 18, 90),
        row('', 2, 1, 0, 0, 9, 9, -1),
      ].join('\n'),
    );
    expect(lines).to.have.length(1);
    expect(lines[0]?.words.map(({ text }) => text)).to.deep.equal(['Số:', 'ký']);
    expect(lines[0]?.words[0]).to.include({ left: 10, right: 40, top: 20, bottom: 32, confidence: 0.965 });
    expect(lines[0]?.base).to.include({ y0: 32 });
  });

  it('of a turned page is marked where it stands on the sheet', () => {
    const page = aPage(JSON.stringify([['Số:', 70, 500, 20, 13, 0.9]]), { turn: 90, width: 842, height: 595 });
    const read = recognisedText(own(), page);
    expect(read).to.include({ width: 842, height: 595, source: 'ocr' });
    expect(toPage(read, { x: 0, y: 0, width: 10, height: 20 })).to.deep.equal({ x: 575, y: 0, width: 20, height: 10 });
  });

  it('leaves what the page says itself, and is not read twice in its place', () => {
    const stamp = { text: 'ĐẾN', x: 100, y: 700, width: 30, size: 12, font: 'f', confidence: 1 };
    const words = [
      ['ĐẾN', 101, 701, 28, 12, 0.8],
      ['Số:', 70, 500, 20, 13, 0.9],
    ];
    const read = recognisedText(own({ pieces: [stamp] }), aPage(JSON.stringify(words)));
    expect(read.pieces.map(({ text, confidence }) => [text, confidence])).to.deep.equal([
      ['ĐẾN', 1],
      ['Số:', 0.9],
    ]);
  });

  it('is known for a state secret by a stamp at the head of the page alone', () => {
    const bears = (...lines: (readonly [text: string, x: number, y: number])[]): boolean =>
      bearsSecretMark(
        own({
          pieces: lines.map(([text, x, y]) => ({
            text,
            x,
            y,
            width: text.length * 7,
            size: 13,
            font: 'f',
            confidence: 0.9,
          })),
        }),
      );
    for (const mark of ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT', '| MẬT |', '[TỐI MÂT]', 'Độ mật: Tối mật']) {
      expect(bears([mark, 90, 740], ['Sao Mai, ngày 01 tháng 02 năm 2026', 300, 740]), mark).to.equal(true);
    }
    for (const other of ['BỆNH VIỆN MẮT', 'Mật', 'BẢO MẬT', 'MẬT KHẨU', 'Độ mật:', 'V/v bảo vệ bí mật nhà nước']) {
      expect(bears([other, 90, 740]), other).to.equal(false);
    }
    expect(bears(['MẬT', 90, 300]), 'in the text').to.equal(false);
    expect(linesOf(own())).to.deep.equal([]);
  });
});
