import { expect } from 'chai';
import { isLong, runs, sampled } from '../support/sampled.ts';

describe('a sample of cases', () => {
  const cases = ['a', 'b', 'c', 'd', 'e', 'f'];

  it('is the same in every run, spread from the first on, and all of them in the long run', () => {
    expect(sampled(cases, 2)).to.deep.equal(isLong ? cases : ['a', 'd']);
    expect(sampled(cases, 9)).to.deep.equal(cases);
    expect(runs(20)).to.equal(isLong ? 200 : 20);
  });

  it('moves along from turn to turn, so that together they take every case', () => {
    const taken = [0, 1, 2].flatMap((turn) => sampled(cases, 2, turn));
    expect(new Set(taken)).to.deep.equal(new Set(cases));
  });
});
