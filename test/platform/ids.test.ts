import { expect } from 'chai';
import { newId } from '../../server/platform/ids.ts';

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
});
