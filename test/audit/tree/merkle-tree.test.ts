import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  append,
  consistencyProof,
  emptyTree,
  type Hash,
  inclusionProof,
  isConsistent,
  isIncluded,
  leafHash,
  nodeHash,
  rootOf,
  treeOf,
} from '../../../server/audit/tree/merkle-tree.ts';

const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');

/** The leaves and roots that implementations of RFC 6962 try themselves on, for trees of 0 to 8 leaves. */
const known = {
  leaves: ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'],
  roots: [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ],
};

/** Of leaf 5 in 8, and of 6 leaves in 8, from the same set. */
const knownProofs = {
  inclusion: [
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ],
  consistency: [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ],
};

const LARGEST = 300;
const leaves = Array.from({ length: LARGEST }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));

/** The definition, word for word and slow (RFC 9162 §2.1.1). */
const naive = (from: number, to: number): Hash => {
  if (to === from) return createHash('sha256').digest();
  if (to - from === 1) return leaves[from] as Hash;
  let split = 1;
  while (split * 2 < to - from) split *= 2;
  return naiveOf(from, from + split, from + split, to);
};
const naiveOf = (a: number, b: number, c: number, d: number): Hash => nodeHash(remembered(a, b), remembered(c, d));
const memory = new Map<string, Hash>();
const remembered = (from: number, to: number): Hash => {
  const key = `${from}-${to}`;
  const hash = memory.get(key) ?? naive(from, to);
  memory.set(key, hash);
  return hash;
};
const subtree = async (level: number, index: number): Promise<Hash> =>
  remembered(index * 2 ** level, (index + 1) * 2 ** level);
const root = (size: number): Hash => remembered(0, size);

describe('the Merkle tree of a log', () => {
  it('has the roots that RFC 6962 implementations agree on, from 0 to 8 leaves', () => {
    const hashes = known.leaves.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));
    const trees = [emptyTree];
    for (const hash of hashes) trees.push(append(trees.at(-1) ?? emptyTree, hash));
    expect(trees.map(rootOf).map(hex)).to.deep.equal(known.roots);
  });

  it('gives the proofs that RFC 6962 implementations agree on', async () => {
    const hashes = known.leaves.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));
    const part = async (level: number, index: number): Promise<Hash> =>
      level === 0
        ? (hashes[index] as Hash)
        : nodeHash(await part(level - 1, 2 * index), await part(level - 1, 2 * index + 1));
    expect((await inclusionProof(5, 8, part)).map(hex)).to.deep.equal(knownProofs.inclusion);
    expect((await consistencyProof(6, 8, part)).map(hex)).to.deep.equal(knownProofs.consistency);
  });

  it('grows leaf by leaf to the root of the definition, for every size up to 300', async () => {
    let tree = emptyTree;
    for (const [index, leaf] of leaves.entries()) {
      expect(hex(rootOf(tree))).to.equal(hex(root(index)));
      tree = append(tree, leaf);
      expect((await treeOf(tree.size, subtree)).frontier.map(hex)).to.deep.equal(tree.frontier.map(hex));
    }
  });

  it('proves every leaf in every tree up to 300 leaves', async () => {
    for (let size = 1; size <= LARGEST; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = await inclusionProof(index, size, subtree);
        if (!isIncluded(leaves[index] as Hash, index, size, proof, root(size))) expect.fail(`leaf ${index} of ${size}`);
      }
    }
  });

  it('proves that every tree up to 300 leaves goes on every smaller one', async () => {
    for (let size = 1; size <= LARGEST; size += 1) {
      for (let earlier = 1; earlier <= size; earlier += 1) {
        const proof = await consistencyProof(earlier, size, subtree);
        const heads = [earlier, size].map((one) => ({ size: one, root: root(one) })) as [never, never];
        if (!isConsistent(...heads, proof)) expect.fail(`${earlier} to ${size}`);
      }
    }
  });

  it('refuses a proof of membership with any single bit, index or size changed', async () => {
    const place = fc
      .integer({ min: 1, max: 80 })
      .chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)));
    await fc.assert(
      fc.asyncProperty(place, async ([index, size]) => {
        const proof = await inclusionProof(index, size, subtree);
        const leaf = leaves[index] as Hash;
        for (const changed of bitChanges(proof))
          expect(isIncluded(leaf, index, size, changed, root(size))).to.equal(false);
        for (const [changed] of bitChanges([root(size)]))
          expect(isIncluded(leaf, index, size, proof, changed as Hash)).to.equal(false);
        for (const [changed] of bitChanges([leaf]))
          expect(isIncluded(changed as Hash, index, size, proof, root(size))).to.equal(false);
        for (let other = -1; other <= size; other += 1)
          if (other !== index) expect(isIncluded(leaf, other, size, proof, root(size))).to.equal(false);
        expect(isIncluded(leaf, index, size, [...proof, leaf], root(size))).to.equal(false);
        if (proof.length > 0) expect(isIncluded(leaf, index, size, proof.slice(1), root(size))).to.equal(false);
      }),
      { numRuns: 20 },
    );
  });

  it('refuses a proof of growth with any single bit or size changed', async () => {
    const growth = fc
      .integer({ min: 2, max: 80 })
      .chain((size) => fc.tuple(fc.integer({ min: 1, max: size - 1 }), fc.constant(size)));
    await fc.assert(
      fc.asyncProperty(growth, async ([earlier, size]) => {
        const proof = await consistencyProof(earlier, size, subtree);
        const [before, after] = [earlier, size].map((one) => ({ size: one, root: root(one) })) as [never, never];
        const { root: first } = before as { root: Hash };
        const { root: last } = after as { root: Hash };
        for (const changed of bitChanges(proof)) expect(isConsistent(before, after, changed)).to.equal(false);
        for (const [changed] of bitChanges([first]))
          expect(isConsistent({ size: earlier, root: changed as Hash }, after, proof)).to.equal(false);
        for (const [changed] of bitChanges([last]))
          expect(isConsistent(before, { size, root: changed as Hash }, proof)).to.equal(false);
        expect(isConsistent({ size: earlier, root: first }, after, [...proof, last])).to.equal(false);
        expect(isConsistent(before, after, proof.slice(1))).to.equal(false);
        expect(isConsistent({ size, root: last }, { size: earlier, root: first }, proof)).to.equal(false);
      }),
      { numRuns: 20 },
    );
  });
});

/** Every list that differs from this one in one bit of one hash. */
function* bitChanges(hashes: readonly Hash[]): Generator<Hash[]> {
  for (const [place, hash] of hashes.entries())
    for (let bit = 0; bit < 256; bit += 1) {
      const changed = Buffer.from(hash);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      yield hashes.with(place, changed);
    }
}
