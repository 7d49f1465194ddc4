import { expect } from 'chai';
import { features } from '../../../client/app/features.ts';
import { mayOpen, menuOf } from '../../../client/app/menu-of.ts';
import { allGrants, allPages } from '../../../server/capabilities.ts';
import { rightsOf, useGrants } from '../../../server/identity/grants-in-use.ts';
import { type Role, roles } from '../../../server/platform/actor.ts';

/** What people of a role find in the menu, from top to bottom. */
const expected: Readonly<Record<Role, readonly string[]>> = {
  clerk: ['/', '/van-ban-den', '/van-ban-di', '/gui-nhan', '/thu-den', '/thong-ke', '/so-dang-ky', '/nhom-noi-nhan'],
  leader: ['/', '/van-ban-den', '/van-ban-di', '/thong-ke', '/so-dang-ky', '/nhat-ky'],
  'unit-head': ['/', '/van-ban-den', '/van-ban-di', '/thong-ke'],
  specialist: ['/', '/van-ban-den', '/van-ban-di', '/thong-ke'],
  administrator: ['/', '/so-dang-ky', '/danh-ba', '/van-hanh', '/quan-tri', '/chung-thu', '/hop-thu', '/nhat-ky'],
  inspector: ['/thong-ke', '/nhat-ky'],
};

describe('the menu', () => {
  before(() => useGrants(allGrants));
  const pagesFor = (...of: readonly Role[]) => menuOf(features, rightsOf(of)).map(({ page }) => page);

  it('has for each role the pages its rights open, group after group', () => {
    for (const role of roles) expect(pagesFor(role), role).to.deep.equal(expected[role]);
  });

  it('has every entry once for whoever has several roles, and none for nobody', () => {
    expect(pagesFor(...roles)).to.deep.equal([
      ...['/', '/van-ban-den', '/van-ban-di', '/gui-nhan', '/thu-den', '/thong-ke', '/so-dang-ky', '/nhom-noi-nhan'],
      ...['/danh-ba', '/van-hanh', '/quan-tri', '/chung-thu', '/hop-thu', '/nhat-ky'],
    ]);
    expect(pagesFor()).to.deep.equal([]);
  });

  it('leads nobody to a page their rights do not open: what lies under an entry, and what needs a right of its own', () => {
    const opens = (role: Role, path: string) => mayOpen(features, rightsOf([role]), path);
    for (const role of roles) {
      const all = Object.values(expected).flat();
      const opened = [...new Set(all)].filter((page) => page !== '/' && opens(role, page));
      expect(opened, role).to.have.members(expected[role].filter((page) => page !== '/'));
      for (const page of ['/tim', '/tro-giup', '/kiem-tra-chu-ky']) expect(opens(role, page), page).to.equal(true);
      expect(opens(role, '/van-ban-di/7/ky'), role).to.equal(opens(role, '/van-ban-di'));
      expect(opens(role, '/van-ban-den/dang-ky'), role).to.equal(role === 'clerk');
    }
  });

  it('asks for rights that somebody grants, and leads to pages there are', () => {
    const granted = new Set(allGrants.flatMap((grants) => Object.keys(grants)));
    const entries = features.flatMap(({ menu }) => menu ?? []);
    expect(entries.filter(({ right }) => !granted.has(right))).to.deep.equal([]);
    expect(allPages).to.include.members(entries.map(({ page }) => page));
  });
});
