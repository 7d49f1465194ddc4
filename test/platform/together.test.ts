import { expect } from 'chai';
import { together, togetherByKind } from '../../server/platform/together.ts';

describe('work that is done together', () => {
  it('is shared by all who ask at the same moment, and begins after the last of them has asked', async () => {
    const begun: (readonly string[])[] = [];
    const ask = together(async (asked: readonly string[]) => begun.push(asked));
    expect(await Promise.all([ask('a'), ask('b'), ask('c')])).to.deep.equal([1, 1, 1]);
    expect(begun).to.deep.equal([['a', 'b', 'c']]);
  });

  it('is done anew for those who ask while it is under way: nobody’s answer is older than the question', async () => {
    let held = 'old';
    let reads = 0;
    let late: Promise<string>[] = [];
    const ask = together<void, string>(async () => {
      const found = held;
      reads += 1;
      if (reads === 1) {
        held = 'new';
        late = [ask(), ask()];
      }
      return found;
    });
    expect(await ask()).to.equal('old');
    expect(await Promise.all(late)).to.deep.equal(['new', 'new']);
    expect(reads).to.equal(2);
  });

  it('fails for those who shared it, and for nobody after them', async () => {
    const ask = together(async ([first]: readonly string[]) => {
      if (first === 'bad') throw new Error('the disk is full');
      return first;
    });
    const failed = await Promise.allSettled([ask('bad'), ask('beside')]);
    expect(failed.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(await ask('good')).to.equal('good');
  });

  it('of one kind waits for none of another', async () => {
    let end: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      end = resolve;
    });
    const ask = togetherByKind(
      (question: string) => question.slice(0, 1),
      async (asked) => {
        if (asked[0] === 'slow') await slow;
        return asked;
      },
    );
    const waiting = ask('slow');
    expect(await Promise.all([ask('quick'), ask('quiet')])).to.deep.equal(Array(2).fill(['quick', 'quiet']));
    end();
    expect(await waiting).to.deep.equal(['slow']);
  });
});
