import { expect } from 'chai';
import { lacking, programs } from '../../scripts/browsers/programs.ts';

describe('the check of other browsers', () => {
  it('says in a sentence what the machine lacks, and how to get it', () => {
    const { firefox, geckodriver, webkitDriver, screen } = programs;
    const all = lacking([firefox, geckodriver, webkitDriver, screen], { PATH: '/var/empty' });
    expect(all).to.have.length(4);
    for (const [index, name] of ['firefox-esr', 'geckodriver', 'WebKitWebDriver', 'Xvfb'].entries())
      expect(all[index]).to.match(new RegExp(`^There is no ${name} on this machine: .*install .+=PATH names it\\.$`));
    const named = { PATH: '/var/empty', FIREFOX: process.execPath, WEBKIT_DRIVER: '/var/empty/WebKitWebDriver' };
    expect(lacking([firefox, webkitDriver], named)).to.deep.equal([
      'WEBKIT_DRIVER names /var/empty/WebKitWebDriver, which is not there.',
    ]);
    expect(lacking([{ ...firefox, names: ['sh'] }], { PATH: '/var/empty:/bin' })).to.deep.equal([]);
  });
});
