import { expect } from 'chai';
import fc from 'fast-check';
import { placeOf, rangeOf } from '../../../server/platform/api/byte-range.ts';

describe('a range of bytes', () => {
  it('is from a byte to another, to the end, or so many at the end', () => {
    expect(rangeOf('bytes=0-0', 10)).to.deep.equal({ start: 0, end: 0 });
    expect(rangeOf('bytes=2-5', 10)).to.deep.equal({ start: 2, end: 5 });
    expect(rangeOf('Bytes=2-', 10)).to.deep.equal({ start: 2, end: 9 });
    expect(rangeOf('bytes=-3', 10)).to.deep.equal({ start: 7, end: 9 });
  });

  it('ends where the file ends', () => {
    expect(rangeOf('bytes=2-99', 10)).to.deep.equal({ start: 2, end: 9 });
    expect(rangeOf('bytes=-99', 10)).to.deep.equal({ start: 0, end: 9 });
    expect(rangeOf('bytes=0-999999999999999', 10)).to.deep.equal({ start: 0, end: 9 });
  });

  for (const header of ['bytes=10-', 'bytes=10-20', 'bytes=-0', 'bytes=999999999999999-'])
    it(`lies beyond the file when it has none of its bytes: ${header}`, () => {
      expect(rangeOf(header, 10)).to.equal('beyond');
    });

  it('lies beyond every empty file', () => {
    for (const header of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) expect(rangeOf(header, 0)).to.equal('beyond');
  });

  const many = `bytes=0-0${',2-2'.repeat(1_000)}`;
  for (const header of [
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=5-2',
    'bytes=0-1,3-4',
    'bytes=a-b',
    'lines=1-2',
    'bytes=0x1-2',
    'bytes=1.5-2',
    'bytes=--1',
    'bytes=9999999999999999-',
    many,
  ])
    it(`is the whole file where it cannot be read or asks for several: ${header?.slice(0, 30)}`, () => {
      expect(rangeOf(header, 10)).to.equal(undefined);
    });

  it('never leaves the file, whatever is asked', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.option(fc.nat(60)), fc.option(fc.nat(60)), (size, first, last) => {
        const range = rangeOf(`bytes=${first ?? ''}-${last ?? ''}`, size);
        if (typeof range !== 'object') return;
        expect(0 <= range.start && range.start <= range.end && range.end < size).to.equal(true);
      }),
    );
  });
});

describe('the place of a part', () => {
  it('is where it begins, in a file of that length', () => {
    expect(placeOf('bytes 0-9/10', 10)).to.deep.equal({ from: 0, total: 10 });
    expect(placeOf('Bytes 5-5/10', 1)).to.deep.equal({ from: 5, total: 10 });
  });

  for (const header of [
    undefined,
    '',
    'bytes 0-9/*',
    'bytes */10',
    'bytes 0-8/10',
    'bytes 1-10/10',
    'bytes 9-0/10',
    'bytes=0-9/10',
    'lines 0-9/10',
    'bytes 0-9/9999999999999999',
  ])
    it(`is not told by ${header}`, () => {
      expect(() => placeOf(header, 10)).to.throw('Content-Range says which 10 bytes of how many');
    });
});
