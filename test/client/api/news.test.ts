import { expect } from 'chai';
import type { News } from '../../../client/api/news.ts';
import { isNews } from '../../../client/api/news.ts';
import { askAgainAfter, queryClient, queryOf } from '../../../client/api/query-client.ts';
import { loadWords } from '../../../client/app/features.ts';
import { arrivalsContract } from '../../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../../server/exchange/deliveries/contract.ts';
import { identityContract } from '../../../server/identity/contract.ts';
import { incomingContract } from '../../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { routingContract } from '../../../server/routing/contract.ts';
import { statisticsContract } from '../../../server/statistics/contract.ts';

describe('what a page asks again when somebody acts', () => {
  const of = (documentId: string) => ({ params: { documentId } });
  const questions = {
    lists: {
      incoming: queryOf(incomingContract, 'listIncoming', { query: { limit: '20' } }),
      'incoming, part by part': {
        queryKey: [...queryOf(incomingContract, 'listIncoming', { query: {} }).queryKey, 'parts'],
      },
      outgoing: queryOf(outgoingContract, 'listOutgoing', { query: {} }),
      'due work': queryOf(statisticsContract, 'dueWork'),
      'incoming that waits': queryOf(statisticsContract, 'dueIncoming', { query: {} }),
      share: queryOf(statisticsContract, 'share', { query: { from: '2026-01-01', to: '2026-12-31' } }),
      'an arrival': queryOf(arrivalsContract, 'getArrival', { params: { arrivalId: 'one' } }),
      positions: queryOf(identityContract, 'listPositions'),
    },
    one: {
      incoming: queryOf(incomingContract, 'getIncoming', of('one')),
      'its handling': queryOf(routingContract, 'getHandling', of('one')),
      'its history': queryOf(incomingContract, 'historyOfIncoming', of('one')),
    },
    another: {
      outgoing: queryOf(outgoingContract, 'getOutgoing', of('another')),
      'its deliveries': queryOf(deliveriesContract, 'listDeliveries', of('another')),
    },
  };
  const session = ['session', 'whoAmI'];

  before(loadWords);
  afterEach(() => queryClient.clear());

  /** Which groups of questions are asked again: each whole or not at all. */
  async function askedAgain(...news: readonly News[]): Promise<string[]> {
    const all = Object.entries(questions).map(([group, asked]) => [group, Object.values(asked)] as const);
    const keys = [...all.flatMap(([, asked]) => asked.map(({ queryKey }) => queryKey)), session];
    for (const key of keys) queryClient.setQueryData<unknown>(key, {});
    await askAgainAfter(news);
    const isStale = (key: readonly unknown[]) => queryClient.getQueryState(key)?.isInvalidated;
    expect(isStale(session), 'the session').to.equal(false);
    return all.flatMap(([group, asked]) => {
      const states = new Set(asked.map(({ queryKey }) => isStale(queryKey)));
      expect(states.size, group).to.equal(1);
      return states.has(true) ? [group] : [];
    });
  }

  it('is every list, and of the open documents only the one that was acted on', async () => {
    expect(await askedAgain({ kind: 'directive-given', documentId: 'one' })).to.deep.equal(['lists', 'one']);
    expect(await askedAgain({ kind: 'delivery-sent', documentId: 'another' })).to.deep.equal(['lists', 'another']);
    expect(await askedAgain({ kind: 'draft-created', documentId: 'third' })).to.deep.equal(['lists']);
  });

  it('is what any act of a burst concerns', async () => {
    const burst = ['one', 'third', 'another'].map((documentId) => ({ kind: 'document-corrected', documentId }));
    expect(await askedAgain(...burst)).to.deep.equal(['lists', 'one', 'another']);
  });

  it('is everything after an act that is unknown, names no document, or reaches beyond the one it names', async () => {
    const everything = ['lists', 'one', 'another'];
    expect(await askedAgain({ kind: 'of-a-later-release', documentId: 'one' })).to.deep.equal(everything);
    expect(await askedAgain({ kind: 'document-arrived' })).to.deep.equal(everything);
    expect(await askedAgain({ kind: 'document-corrected' })).to.deep.equal(everything);
    expect(await askedAgain({ kind: 'position-ended' })).to.deep.equal(everything);
    expect(await askedAgain({ kind: 'receipt-held' }), 'its sender was told').to.deep.equal(everything);
    for (const kind of ['document-answered', 'answer-refused', 'answer-accepted', 'arrival-registered'])
      expect(await askedAgain({ kind, documentId: 'one' }), kind).to.deep.equal(everything);
  });

  it('is nothing after an act that no page shows', async () => {
    const looked = { kind: 'document-viewed', documentId: 'one' };
    expect(isNews(looked)).to.equal(false);
    expect(await askedAgain(looked)).to.deep.equal([]);
  });
});
