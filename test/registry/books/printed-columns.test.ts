import { expect } from 'chai';
import encodeQR from 'qr';
import { readPageText } from '../../../server/intake/read-page-text.ts';
import { renderPdf } from '../../../server/platform/render/render.ts';
import { forms } from '../../../server/registry/books/book-forms.ts';

const book = {
  title: 'SỔ ĐĂNG KÝ VĂN BẢN ĐI',
  agency: 'Sở Nội vụ',
  year: '2026',
  span: '01 – 02',
  printed: 'In ngày 30/11/2026',
  end: {
    book: 'Sổ quyết định',
    statement: 'Kết sổ: 2 số.',
    placeAndDate: 'Sao Mai, 30/11/2026',
    title: 'VĂN THƯ',
    name: 'An',
  },
  seal: { code: encodeQR('x', 'svg'), words: 'Dấu niêm', root: '3f9a' },
  columns: forms.outgoing.columns.map(({ name }) => name),
};
const signer = `Nguyễn${'thị'.repeat(9)}`;
const cells = ['07/BC-UBND', '20/11/2026', 'Báo cáo "quý IV"', signer, 'Thanh Bình', 'VT', '1', '21/11/2026', '', ''];

describe('a printed register', function () {
  this.timeout(60_000);

  it('keeps a word that is longer than its column within it, voided too', async () => {
    const lines = [{ cells }, { cells, voided: true }];
    const { pdf } = await renderPdf('so-dang-ky-di', { ...book, lines }, { creationTime: new Date() });
    const pieces = (await readPageText(pdf)).text[0]?.pieces ?? [];
    const at = (words: string) => pieces.find(({ text }) => text.startsWith(words))?.x ?? 0;
    const [first, next] = [pieces.findIndex(({ text }) => text.startsWith('07/BC')), at('Thanh Bình')];
    const signers = pieces.slice(first).filter(({ x }) => x > at('Báo cáo') + 60 && x < next);
    expect(signers.map(({ text }) => text).join('')).to.equal(signer + signer);
    for (const { text, x, width } of signers) expect(x + width, text).to.be.below(next);
  });

  it('ends with what it holds; a closed one with a leaf of its own, which counts the pages before it', async () => {
    const lines = Array.from({ length: 40 }, () => ({ cells }));
    const textOf = async (closing: string) => {
      const data = { ...book, end: { ...book.end, closing }, lines };
      const { pdf } = await renderPdf('so-dang-ky-di', data, { creationTime: new Date() });
      const { text } = await readPageText(pdf);
      return text.map(({ pieces }) => pieces.map((piece) => piece.text).join(' '));
    };
    expect((await textOf('')).at(-1)).to.include('Kết sổ: 2 số.');
    const closed = await textOf('Cả sổ: 2 số. Khoá sổ ngày 04/01/2027, An.');
    expect(closed.at(-1)).to.match(new RegExp(`TỜ KẾT THÚC SỔ.*gồm ${closed.length - 1} trang.*Cả sổ: 2 số`));
  });
});
