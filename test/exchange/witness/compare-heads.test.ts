import { expect } from 'chai';
import type { HeldHead } from '../../../server/audit/store.ts';
import {
  append,
  consistencyProof,
  emptyTree,
  leafHash,
  rootOf,
  type Subtree,
  type Tree,
} from '../../../server/audit/tree/merkle-tree.ts';
import { type AskProof, compareHeads, type KnownHead } from '../../../server/exchange/witness/compare-heads.ts';

/** A log of the leaves `0`, `1`, … of which some may say something else. */
class ALog {
  readonly #leaf: (index: number) => string;
  constructor(leaf: (index: number) => string = String) {
    this.#leaf = leaf;
  }

  readonly subtree: Subtree = async (level, index) => rootOf(this.#tree(index * 2 ** level, (index + 1) * 2 ** level));

  readonly prove: AskProof = async (from, to) => await consistencyProof(from, to, this.subtree);

  head(size: number, over: Partial<HeldHead> = {}): HeldHead {
    const root = Buffer.from(rootOf(this.#tree(0, size))).toString('base64');
    const signed = { text: '', signature: '', publicKey: '' };
    const held = { agencyId: 'snv', ofAgencyId: 'syt', ofName: 'Sở Y tế', day: '2026-11-30', log: 'syt' };
    return {
      id: `${size}`,
      version: 1,
      ...held,
      ...signed,
      epoch: 1,
      size,
      root,
      heldSince: new Date(),
      contradicted: false,
      ...over,
    };
  }

  #tree(begin: number, end: number): Tree {
    let tree = emptyTree;
    for (let index = begin; index < end; index += 1) tree = append(tree, leafHash(Buffer.from(this.#leaf(index))));
    return tree;
  }
}

const known = (head: HeldHead, agreed = false): KnownHead => ({ head, agreed });
const nobody: AskProof = async () => expect.fail('Nobody has to be asked');

describe('heads of a log that are held', () => {
  const log = new ALog();
  const forked = new ALog((index) => (index === 2 ? 'another' : String(index)));

  it('agree when each of them is the beginning of the newest', async () => {
    const heads = [log.head(3), log.head(7), log.head(12)] as const;
    const found = await compareHeads(
      heads.map((head) => known(head)),
      log.prove,
    );
    expect(found?.agree.map(({ size }) => size).toSorted((a, b) => a - b)).to.deep.equal([3, 7, 12]);
    expect(found?.contradicted).to.equal(undefined);
  });

  it('are compared with the newest that agreed before, and no more often than they change', async () => {
    const asked: [number, number][] = [];
    const ask: AskProof = async (from, to) => {
      asked.push([from, to]);
      return await log.prove(from, to);
    };
    const [three, seven, twelve] = [log.head(3), log.head(7), log.head(12)] as const;
    await compareHeads([known(three, true), known(seven, true), known(twelve)], ask);
    expect(asked).to.deep.equal([[7, 12]]);
    expect(await compareHeads([known(seven, true), known(twelve, true)], nobody)).to.equal(undefined);
    expect(await compareHeads([known(twelve)], nobody)).to.equal(undefined);
    expect(await compareHeads([], nobody)).to.equal(undefined);
  });

  it('contradict each other when the log was forked, whoever is asked for the proof', async () => {
    const [before, after] = [log.head(5), forked.head(9)];
    for (const prove of [log.prove, forked.prove]) {
      const found = await compareHeads([known(before, true), known(after)], prove);
      expect(found?.contradicted).to.deep.equal({ head: after, by: before });
      expect(found?.agree).to.deep.equal([]);
    }
  });

  it('contradict each other when two say different things of one size, and nobody has to be asked', async () => {
    const [one, other] = [log.head(5), forked.head(5, { id: 'other' })];
    const found = await compareHeads([known(one, true), known(other)], nobody);
    expect(found?.contradicted?.by.size).to.equal(5);
  });

  it('contradict the log when it holds no longer what it has signed', async () => {
    const [before, after] = [log.head(5), log.head(9)];
    const found = await compareHeads([known(before, true), known(after)], async () => null);
    expect(found?.contradicted).to.deep.equal({ head: after, by: before });
  });

  it('are contradicted by what came before, when that comes late', async () => {
    const [late, newest] = [forked.head(5), log.head(9)];
    const found = await compareHeads([known(late), known(newest, true)], log.prove);
    expect(found?.contradicted).to.deep.equal({ head: late, by: newest });
  });

  it('of an epoch that has ended are no longer compared', async () => {
    const [old, newest] = [log.head(9), forked.head(4, { epoch: 2 })];
    expect(await compareHeads([known(old, true), known(newest)], nobody)).to.equal(undefined);
  });
});
