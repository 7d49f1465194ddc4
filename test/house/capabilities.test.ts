import { expect } from 'chai';
import { allServing, migrations } from '../../server/capabilities.ts';

describe('what the capabilities add to the whole', () => {
  it('are steps of the stored data with numbers that follow each other, each given once', () => {
    expect(migrations.map(({ number }) => number)).to.deep.equal(migrations.map((_, index) => index + 1));
  });

  it('are figures with names of their own, and one answer to who may hear of a thing', async () => {
    const serving = await allServing();
    const figures = serving.flatMap(({ gauges }) => (gauges ?? []).map(({ name }) => name));
    const things = serving.flatMap(({ audiences }) => Object.keys(audiences ?? {}));
    expect(figures).to.have.length.above(8);
    expect(things).to.include.members(['documentId', 'arrivalId']);
    for (const names of [figures, things]) expect(new Set(names).size).to.equal(names.length);
  });
});
