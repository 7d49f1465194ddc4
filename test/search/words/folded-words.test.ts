import { expect } from 'chai';
import fc from 'fast-check';
import { codeWord, foldedWords, markedWords } from '../../../server/search/words/folded-words.ts';

const letters = [...'aăâeêioôơuưyáàảãạắấếềệíóốộớợúứựýđĐÁẤƯ bcdghklmnpqrstvx0123456789-/., '];
const texts = fc.string({ unit: fc.constantFrom(...letters), maxLength: 60 });

describe('words of the index', () => {
  it('are one for all that looks alike: marks, composed or not, Ð and Đ, hyphens, spaces', () => {
    const same = ['Đường bộ', 'đường  bộ', 'Ðường bộ', 'ĐƯỜNG\u00a0BỘ', 'đường bộ'.normalize('NFD'), 'duong-bo'];
    for (const text of same) expect(foldedWords(text), text).to.deep.equal(['duong', 'bo']);
  });

  it('are the same however often they are folded, and composed or not', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const words = foldedWords(text);
        expect(foldedWords(text.normalize('NFD'))).to.deep.equal(words);
        expect(foldedWords(words.join(' '))).to.deep.equal(words);
        for (const word of words) expect(word).to.match(/^[\p{L}\p{N}]+$/u);
      }),
    );
  });

  it('bear marks as they are spelled, where they bear any', () => {
    expect(markedWords('Về đường bộ ở Ha Noi')).to.deep.equal(['về', 'đường', 'bộ', 'ở']);
    fc.assert(
      fc.property(texts, (text) => {
        const plain = new Set(foldedWords(text));
        for (const word of markedWords(text)) expect(plain.has(foldedWords(word).join(' ')), word).to.equal(true);
      }),
    );
  });

  it('are one with its number for a symbol', () => {
    expect(codeWord('45/2020/NĐ-CP')).to.equal('45/2020/nd-cp');
    expect(codeWord('(12/BC–UBND),')).to.equal('12/bc-ubnd');
    expect(codeWord('BC-UBND')).to.equal(undefined);
    expect(codeWord('/')).to.equal(undefined);
  });
});
