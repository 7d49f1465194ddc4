import { expect } from 'chai';
import { ActQueue, type Lane } from '../../../server/platform/ledger/act-queue.ts';

interface Act {
  readonly actor: { readonly agencyId: string };
  readonly name: string;
  readonly lane: Lane;
}

describe('acts that wait', () => {
  const act = (agencyId: string, name = agencyId, lane: Lane = 'ordinary'): Act => ({
    actor: { agencyId },
    name,
    lane,
  });
  const names = (group: readonly Act[]) => group.map(({ name }) => name);

  it('go agency by agency in turn, each agency’s in the order they came', () => {
    const queue = new ActQueue<Act>();
    for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) queue.add(act(name.slice(0, 1), name));
    expect(queue.sizeOf('a')).to.equal(3);
    expect(names(queue.nextGroup())).to.deep.equal(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
    expect(queue.size).to.equal(0);
  });

  it('go 256 at once, and a single act is among the first however many another agency has waiting', () => {
    const queue = new ActQueue<Act>();
    for (let turn = 0; turn < 1_000; turn += 1) queue.add(act('flood'));
    queue.add(act('single'));
    const group = queue.nextGroup();
    expect(group).to.have.length(256);
    expect(names(group).indexOf('single')).to.equal(1);
    expect(queue.size).to.equal(745);
  });

  it('of an import wait until nobody else does', () => {
    const queue = new ActQueue<Act>();
    queue.add(act('a', 'old', 'import'));
    queue.add(act('a', 'new'));
    expect(names(queue.nextGroup())).to.deep.equal(['new']);
    expect(names(queue.nextGroup())).to.deep.equal(['old']);
  });

  it('of an import get a turn in nine, so that they end one day', () => {
    const queue = new ActQueue<Act>();
    queue.add(act('a', 'old', 'import'));
    const groups: string[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      queue.add(act('a', 'new'));
      groups.push(...names(queue.nextGroup()).slice(0, 1));
    }
    expect(groups.indexOf('old')).to.equal(8);
  });

  it('that come back are the first of their agencies again, in their order, and all can be taken at once', () => {
    const queue = new ActQueue<Act>();
    for (const name of ['a1', 'a2', 'a3', 'b1']) queue.add(act(name.slice(0, 1), name));
    queue.add(act('a', 'old', 'import'));
    const [a1, b1, a2, ...more] = queue.nextGroup();
    if (!a1 || !b1 || !a2) throw new Error('Three were asked for');
    queue.putBack(more);
    queue.putBack([a1, a2]);
    expect(names(queue.nextGroup())).to.deep.equal(['a1', 'a2', 'a3']);
    queue.putBack([a1, b1]);
    expect(names(queue.takeAll())).to.have.members(['a1', 'b1', 'old']);
    expect(queue.size).to.equal(0);
  });
});
