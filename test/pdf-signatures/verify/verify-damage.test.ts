import { expect } from 'chai';
import { flipped, type Mutation, truncated } from '../../../scripts/fuzz/damage.ts';
import { Dice } from '../../../scripts/fuzz/dice.ts';
import { type Examination, examine, shownPages } from '../../../scripts/fuzz/examine.ts';
import { type GoodFiles, goodFiles } from '../../../scripts/fuzz/good-files.ts';
import { mayBeValid, protectionOf } from '../../../scripts/fuzz/protected-bytes.ts';
import { isLong } from '../../support/sampled.ts';

const seed = 20_261_122;
const [turned, cut] = isLong ? [5_000, 2_500] : [250, 125];
/** A thousand times what a case takes; the limit of the product is ten seconds. */
const mostMs = 5_000;

interface Case {
  readonly file: string;
  readonly what: string;
  /** Whether "valid" would be true. */
  readonly mayBeValid: boolean;
  readonly pages: string;
  readonly seen: Examination;
}

describe('Verifying files with one byte wrong, or cut off', function () {
  this.timeout(180_000);
  let good: GoodFiles;
  let flips: Case[];
  let cuts: Case[];

  before(async () => {
    good = await goodFiles();
    flips = await damagedCases(turned, flipped);
    cuts = await damagedCases(cut, truncated);
  });

  async function damagedCases(count: number, damage: (dice: Dice, file: Buffer) => Mutation): Promise<Case[]> {
    const dice = new Dice(seed);
    const starts = good.files.map(({ name, bytes }) => ({
      name,
      protection: protectionOf(bytes),
      pages: shownPages(bytes),
    }));
    const cases: Case[] = [];
    while (cases.length < count) {
      const { name, protection, pages } = dice.pick(starts);
      const { what, bytes } = damage(dice, protection.bytes);
      const seen = await examine(bytes, good.options);
      cases.push({ file: name, what, pages, seen, mayBeValid: mayBeValid(protection, bytes) });
    }
    return cases;
  }

  const isWronglyValid = ({ seen, mayBeValid }: Case): boolean =>
    (seen.verdict === 'valid' || seen.verdict === 'filled') && !mayBeValid;
  const named = (cases: readonly Case[]): string[] => cases.map(({ file, what }) => `${file}: ${what}`);

  it('starts from files of every level and kind, all valid but the one nobody signed', async () => {
    const verdicts = await Promise.all(
      good.files.map(async ({ name, bytes }) => `${name} ${(await examine(bytes, good.options)).verdict}`),
    );
    expect(verdicts).to.deep.equal([
      'prepared no-signature',
      ...good.files.slice(1).map(({ name }) => `${name} valid`),
    ]);
  });

  it(`calls none of ${turned} files valid in which a byte that a signature vouches for was turned`, () => {
    expect(named(flips.filter(isWronglyValid))).to.be.empty;
  });

  it(`calls none of ${cut} cut files valid that does not end where a signed revision ended`, () => {
    expect(named(cuts.filter(isWronglyValid))).to.be.empty;
  });

  it('goes on calling files valid in which only bytes changed that nothing vouches for', () => {
    const open = flips.filter((one) => one.mayBeValid);
    expect(open.filter(({ seen }) => seen.verdict === 'valid')).to.have.length.greaterThan(turned / 200);
  });

  it('calls no file valid whose pages lead to anything else than before', () => {
    const changed = [...flips, ...cuts].filter(({ seen, pages }) => seen.verdict === 'valid' && seen.pages !== pages);
    expect(named(changed)).to.be.empty;
  });

  it('meets nothing that it did not foresee, and takes seconds for none', () => {
    const all = [...flips, ...cuts];
    expect(all.flatMap(({ seen }) => seen.unforeseen ?? [])).to.be.empty;
    expect(named(all.filter(({ seen }) => seen.ms > mostMs))).to.be.empty;
  });
});
