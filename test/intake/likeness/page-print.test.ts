import { expect } from 'chai';
import { Dice } from '../../../scripts/fuzz/dice.ts';
import { keysOf, likeness, printOf, SAME_TEXT } from '../../../server/intake/likeness/page-print.ts';
import type { PageText } from '../../../server/intake/page-text.ts';

const syllables =
  'công văn số ngày tháng năm sở nội vụ tỉnh đề nghị phối hợp triển khai kế hoạch báo cáo kết quả thực hiện'.split(' ');

function someWords(dice: Dice, count: number): string[] {
  return Array.from({ length: count }, () => `${dice.pick(syllables)}${dice.oneIn(3) ? dice.below(40) : ''}`);
}

/** Words ten on a line, as a page has them. */
function aPage(words: readonly string[]): PageText {
  const pieces = words.map((text, at) => ({
    ...{ text, x: 60 + (at % 10) * 45, y: 780 - Math.floor(at / 10) * 16 },
    ...{ width: 40, size: 12, font: 'f', confidence: 1 },
  }));
  return { page: 1, width: 595, height: 842, toPage: [1, 0, 0, 1, 0, 0], source: 'text', pieces };
}

const printed = (words: readonly string[]): number[] => {
  const print = printOf([aPage(words)]);
  if (!print) throw new Error('It says too little');
  return print;
};

describe('the print of a page', () => {
  const dice = new Dice(13);

  it('is about the same of a scan in which a word in twenty was misread, and is found by a key', () => {
    for (let round = 0; round < 20; round += 1) {
      const words = someWords(dice, 200);
      const scanned = words.map((word) => (dice.oneIn(20) ? `${word}x` : word.toUpperCase()));
      const [own, other] = [printed(words), printed(scanned)];
      expect(likeness(own, other)).to.be.at.least(SAME_TEXT);
      expect(keysOf(own).some((key) => keysOf(other).includes(key))).to.equal(true);
    }
  });

  it('is another of another text of the same words', () => {
    for (let round = 0; round < 20; round += 1) {
      expect(likeness(printed(someWords(dice, 200)), printed(someWords(dice, 200)))).to.be.below(SAME_TEXT);
    }
  });

  it('is none of pages that say too little', () => {
    expect(printOf([aPage(someWords(dice, 30))])).to.equal(undefined);
    expect(printOf([])).to.equal(undefined);
    expect(printOf([aPage([]), aPage(someWords(dice, 60))])).to.have.length(32);
  });
});
