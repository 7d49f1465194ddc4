import { expect } from 'chai';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { endSearch } from '../../server/search/saved/end-search.ts';
import { listSearches } from '../../server/search/saved/queries.ts';
import { saveSearch } from '../../server/search/saved/save-search.ts';
import { aClerk, anActorWith, eventsOf, refusalOf, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('saved searches', () => {
  useFreshDatabase();
  useAuditedLedger();
  const clerk = aClerk();
  const specialist = { ...anActorWith('specialist'), agencyId: clerk.agencyId };
  const stranger = { ...aClerk(), agencyId: 'so-khac' };
  const search = { q: 'phòng cháy quý II', kind: 'incoming', from: '2026-01-01', to: null };
  const save = (actor: typeof clerk, name: string, shared: boolean) =>
    inTransaction(actor, (tx) => saveSearch(tx, { ...search, name, shared }));
  const names = async (actor: typeof clerk) => (await listSearches(actor)).map(({ name }) => name);

  it('are of one position, or of all of an agency where a clerk or leader says so', async () => {
    const own = await save(specialist, 'Của tôi', false);
    const shared = await save(clerk, 'Của sở', true);
    expect(await names(specialist)).to.deep.equal(['Của sở', 'Của tôi']);
    expect([await names(clerk), await names(stranger)]).to.deep.equal([['Của sở'], []]);
    expect((await listSearches(specialist))[1]).to.deep.equal({
      id: own.id,
      name: 'Của tôi',
      shared: false,
      ...search,
    });
    expect((await refusalOf(save(specialist, 'Của phòng', true))).code).to.equal('not-permitted');
    expect(await eventsOf(clerk.agencyId)).to.deep.equal([
      { type: 'search-saved', savedSearchId: own.id, shared: false },
      { type: 'search-saved', savedSearchId: shared.id, shared: true },
    ]);
  });

  it('bear names that tell them apart, and are ended by those whose they are', async () => {
    expect((await refusalOf(save(clerk, 'cua so', true))).code).to.equal('search-name-taken');
    const [own, shared] = await Promise.all([save(clerk, 'Của sở', false), listSearches(specialist)]);
    const end = (actor: typeof clerk, id: string) => inTransaction(actor, (tx) => endSearch(tx, id));
    for (const other of [specialist, stranger])
      expect((await refusalOf(end(other, own.id))).kind).to.equal('not-found');
    const ofAgency = shared.find((one) => one.shared)?.id ?? '';
    expect((await refusalOf(end(specialist, ofAgency))).code).to.equal('not-permitted');
    await end(clerk, ofAgency);
    expect(await names(specialist)).to.deep.equal(['Của tôi']);
    expect((await refusalOf(end(clerk, ofAgency))).kind).to.equal('not-found');
    await save(clerk, 'Của sở', true);
  });
});
