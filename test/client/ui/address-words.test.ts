import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { addressWords, inTodaysWords } from '../../../client/ui/address-words.ts';
import { readSources } from '../../support/arrows.ts';

const root = join(import.meta.dirname, '../../..');

/** Every part of a list that an address of the first release could name, with the name it had there. */
const older: Readonly<Record<string, readonly string[]>> = {
  '/van-ban-di': ['due', 'open', 'draft', 'submitted', 'signed', 'numbered', 'issued', 'voided', 'all'],
  '/gui-nhan': ['arrived', 'registered', 'returned', 'all'],
};

/** The names of filters that a source reads from addresses or writes into them. */
function namesIn(source: string): string[] {
  const read = [...source.matchAll(/\bfilters(?:\.(?!ts\b|parse\b)(\w+)|\['([^']+)'\])/g)].map(
    ([, dot, quoted]) => dot ?? quoted ?? '',
  );
  const objects = /(?:setFilters\(\{|search(?:: |=\{)\{)([^{}]*)\}|const \[\{([^{}]*)\}(?:, \w+)?\] = useFilters\(\)/g;
  const named = [...source.matchAll(objects)].flatMap(([, written, destructured]) =>
    (written ?? destructured ?? '')
      .split(',')
      .map((one) => one.trim().split(':')[0]?.replaceAll("'", '').trim() ?? '')
      .filter((one) => /^[\w-]+$/.test(one)),
  );
  return [...read, ...named];
}

describe('the words of addresses', () => {
  it('are one vocabulary on every page', () => {
    const files = [...readSources(root, ['client']).keys()];
    const used = files.flatMap((file) =>
      namesIn(readFileSync(join(root, file), 'utf8')).map((name) => ({ file, name })),
    );
    expect(used.length).to.be.greaterThan(60);
    const known = Object.keys(addressWords);
    expect(used.filter(({ name }) => !known.includes(name))).to.deep.equal([]);
    expect(known.filter((word) => !used.some(({ name }) => name === word))).to.deep.equal([]);
  });

  it('lead to the same place when they are of an earlier release, and stay as they are from then on', () => {
    const addresses = [
      ...Object.values(older).flatMap((parts) => parts.map((loc) => ({ loc, q: 'báo cáo' }))),
      ...['nguoi', 'don-vi', 'co-quan', 'tin-cay', 'he-thong'].map((phan) => ({ phan })),
      ...['now', 'overdue', 'today', 'fresh'].map((muc) => ({ muc })),
      { from: '2026-11-01', to: '2026-11-30', definition: 'e-exchange@1', part: 'counted' },
      { from: '2026-11-01', to: '2026-11-30', definition: 'fully-electronic@1', part: 'missing' },
      { traLoi: 'so-1' },
    ];
    const known = Object.keys(addressWords);
    for (const address of addresses) {
      const today = inTodaysWords(address) ?? expect.fail(JSON.stringify(address));
      expect(known, JSON.stringify(address)).to.include.members(Object.keys(today));
      expect(Object.keys(today)).to.have.length(Object.keys(address).length);
      expect(inTodaysWords(today), JSON.stringify(today)).to.equal(undefined);
    }
    expect(inTodaysWords({ loc: 'due', q: 'a', dong: 'so-1' })).to.deep.equal({ loc: 'can-lam', q: 'a', dong: 'so-1' });
    expect(inTodaysWords({ part: 'counted', to: '2026-11-30' })).to.deep.equal({ loc: 'da-tinh', den: '2026-11-30' });
  });

  it('of today, and of nobody, are left alone', () => {
    expect(inTodaysWords({ loc: 'can-lam', the: 'lich-su' })).to.equal(undefined);
    expect(inTodaysWords({})).to.equal(undefined);
    expect(inTodaysWords({ token: 'all' })).to.equal(undefined);
  });
});
