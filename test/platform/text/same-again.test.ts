import { expect } from 'chai';
import { sameAgain } from '../../../server/platform/text/same-again.ts';

describe('work for the same text again', () => {
  it('is done once for each of the last texts, and each time for one that is too long', () => {
    const done: string[] = [];
    const shout = sameAgain(
      (text) => {
        done.push(text);
        return text.toUpperCase();
      },
      { most: 2, longest: 3 },
    );
    expect(['a', 'a', 'b', 'c', 'a', 'long', 'long'].map(shout).join()).to.equal('A,A,B,C,A,LONG,LONG');
    expect(done).to.deep.equal(['a', 'b', 'c', 'a', 'long', 'long']);
  });
});
