import { expect } from 'chai';
import { DomainError } from '../../../server/platform/errors.ts';
import { UnderWay } from '../../../server/platform/partners/under-way.ts';

describe('work that is under way', () => {
  /** Work that ends when it is told to, and how often it was begun. */
  const work = () => {
    let end = () => {};
    const promise = new Promise<string>((resolve) => {
      end = () => resolve('stored');
    });
    const begun = { times: 0 };
    const begin = () => {
      begun.times += 1;
      return promise;
    };
    return { begin, begun, end };
  };
  const code = async (asked: Promise<string>) =>
    await asked.catch((error: unknown) => (error instanceof DomainError ? error.code : String(error)));

  it('is joined by whoever asks for it meanwhile', async () => {
    const underWay = new UnderWay<string>(3600_000);
    const { begin, begun, end } = work();
    const asked = [underWay.joined('one', begin), underWay.joined('one', begin)];
    end();
    expect(await Promise.all(asked)).to.deep.equal(['stored', 'stored']);
    expect(begun.times).to.equal(1);
  });

  it('goes on when nobody waits for it any more, and is not begun twice before it ends', async () => {
    const underWay = new UnderWay<string>(0);
    const { begin, begun, end } = work();
    expect(await code(underWay.joined('one', begin))).to.equal('unavailable');
    expect(await code(underWay.joined('one', begin))).to.equal('unavailable');
    expect(begun.times).to.equal(1);
    end();
    await begin();
    expect(await underWay.joined('one', async () => 'known by now')).to.equal('known by now');
  });
});
