import { totalmem } from 'node:os';
import { expect } from 'chai';
import { cacheMegabytesOf, memoryHere } from '../../../server/platform/mongod/cache-size.ts';

const GB = 1024 ** 3;

describe('the cache of the embedded mongod', () => {
  it('is a quarter of the memory beyond the first gigabyte', () => {
    expect(cacheMegabytesOf(4 * GB)).to.equal(768);
  });

  it('is what MongoDB needs on a small machine, and no more than is of use on a large one', () => {
    expect([1, 2, 5, 64].map((gigabytes) => cacheMegabytesOf(gigabytes * GB))).to.deep.equal([256, 256, 1024, 1024]);
  });

  it('counts no memory that a container forbids', () => {
    expect(memoryHere()).to.be.within(1, totalmem());
  });
});
