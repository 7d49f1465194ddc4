import { expect } from 'chai';
import { idFrom, newId } from '../../server/platform/ids.ts';

describe('ids', () => {
  it('are UUIDs of version 7 that carry their time', () => {
    const id = newId(Date.UTC(2026, 10, 18));
    expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).to.equal(Date.UTC(2026, 10, 18));
  });

  it('sort in the order they were made, also thousands within one millisecond', () => {
    const at = Date.UTC(2026, 10, 19);
    const made = Array.from({ length: 4_000 }, () => newId(at));
    expect([...made].sort()).to.deep.equal(made);
    expect(new Set(made).size).to.equal(made.length);
  });

  it('follow from another, of whose time they are, and from what they are for, and from nothing else', () => {
    const id = newId(Date.UTC(2026, 10, 20));
    const made = [id, newId()].flatMap((one) => ['to/H99.05/1', 'to/H99.05/2'].map((what) => idFrom(one, what)));
    expect(made[0]).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(made[0]?.slice(0, 13)).to.equal(id.slice(0, 13));
    expect(new Set(made).size).to.equal(4);
    expect(idFrom(id, 'to/H99.05/1')).to.equal(made[0]);
  });
});
