import { expect } from 'chai';
import { isRoomLeft } from '../../server/platform/disk-space.ts';

const blocksOf = (megabytes: number) => megabytes * 256;
const disk = (megabytes: number, free: number) => ({
  bsize: 4096,
  blocks: blocksOf(megabytes),
  bavail: blocksOf(free),
});

describe('the room on a disk', () => {
  it('is too little below a twentieth of a small disk', () => {
    expect(isRoomLeft(disk(1_000, 50))).to.equal(true);
    expect(isRoomLeft(disk(1_000, 49))).to.equal(false);
  });
  it('is too little below one gigabyte of a large one', () => {
    expect(isRoomLeft(disk(1_000_000, 1_024))).to.equal(true);
    expect(isRoomLeft(disk(1_000_000, 1_023))).to.equal(false);
  });
});
