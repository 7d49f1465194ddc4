import { expect } from 'chai';
import { onPhone } from '../../../client/app/bar.ts';

const menuOf = (...to: string[]) => to.map((one) => ({ to: `/${one}` }));

describe('the menu on a phone', () => {
  it('has four entries and search in the bar for whoever reads documents, the others with the person', () => {
    const menu = menuOf('', 'van-ban-den', 'van-ban-di', 'thong-ke', 'so-dang-ky', 'nhat-ky');
    const [bar, beyond] = [menu.slice(0, 4), menu.slice(4)];
    expect(onPhone(menu)).to.deep.equal({ bar, beyond, more: [], searches: true });
  });

  it('has all five of an administrator, who has nothing to search in, in the bar', () => {
    const menu = menuOf('', 'so-dang-ky', 'quan-tri', 'chung-thu', 'nhat-ky');
    expect(onPhone(menu)).to.deep.equal({ bar: menu, beyond: [], more: [], searches: false });
  });

  it('opens the rest at the last place of an administrator who has more than five', () => {
    const menu = menuOf('', 'so-dang-ky', 'quan-tri', 'chung-thu', 'danh-ba', 'nhat-ky');
    expect(onPhone(menu)).to.deep.equal({ bar: menu.slice(0, 4), beyond: [], more: menu.slice(4), searches: false });
  });
});
