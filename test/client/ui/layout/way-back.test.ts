import { expect } from 'chai';
import { stepsBack } from '../../../../client/ui/layout/way-back.ts';

const along = (...paths: readonly string[]) => stepsBack(paths.at(-1) ?? '', paths.length - 1, (index) => paths[index]);

describe('the way back from an opened document', () => {
  it('leads to where the person came from, past documents opened beside the same list and past forms', () => {
    expect(along('/', '/van-ban-den/7')).to.equal(1);
    expect(along('/tim', '/van-ban-den/7', '/van-ban-den/8')).to.equal(2);
    expect(along('/', '/van-ban-den/dang-ky', '/van-ban-den/7')).to.equal(2);
    expect(along('/', '/van-ban-den/7', '/van-ban-di/9')).to.equal(1);
    expect(along('/', '/van-ban-den/7', '/van-ban-di/soan', '/van-ban-di/9')).to.equal(2);
  });

  it('is the list when the person came from it, or when nothing is known', () => {
    expect(along('/', '/van-ban-den', '/van-ban-den/7')).to.equal(undefined);
    expect(along('/van-ban-den/7')).to.equal(undefined);
    expect(stepsBack('/van-ban-den/7', 4, () => undefined)).to.equal(undefined);
  });
});
