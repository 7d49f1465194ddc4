import { expect } from 'chai';
import fc from 'fast-check';
import { mayRead } from '../../../server/identity/visibility.ts';
import type { Actor } from '../../../server/platform/actor.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { lookUpWords } from '../../../server/registry/documents/word-lookup.ts';
import type { IncomingDocument } from '../../../server/registry/incoming/incoming-document.ts';
import { listIncoming } from '../../../server/registry/incoming/queries.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { aClerk, anActorWith, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anIncomingDocument } from '../../support/registry.ts';

describe('looking up words', () => {
  useFreshDatabase();
  useAuditedLedger();
  const clerk = aClerk();
  const specialist = anActorWith('specialist');
  const administrator = anActorWith('administrator');
  const amount = 600;

  /** Of each document all say *bao cao*; some *quy*, every sixth *kho*, the oldest two *hiem* and *hiempq*. */
  const documents = Array.from({ length: amount }, (_, age): IncomingDocument => {
    const said = ['bao', 'cao', ...(age % 3 === 0 ? ['quy'] : []), ...(age % 6 === 1 ? ['kho'] : [])];
    return anIncomingDocument({
      number: amount - age,
      registerId: 'so',
      registeredAt: new Date(Date.UTC(2026, 10, 22) - age * 60_000),
      state: age % 50 === 7 ? 'voided' : 'registered',
      participants: age % 5 === 2 ? [specialist.positionId] : [],
      words: [...said, String(amount - age), ...(age === amount - 1 ? ['hiem'] : age === amount - 2 ? ['hiempq'] : [])],
    });
  });
  before(() =>
    inTransaction(clerk, async (tx) => {
      for (const document of documents) tx.insert(incomingDocuments, document);
    }),
  );

  const found = async (actor: Actor, q: string, state?: string): Promise<number[]> =>
    (await listIncoming(actor, { q, limit: 1_000, state })).items.map(({ arrivalNumber }) => arrivalNumber);

  /** As one would find them by reading every document. */
  function read(actor: Actor, q: string, state?: string): number[] {
    const words = q.split(' ');
    const last = words.pop() ?? '';
    return documents
      .filter((document) => mayRead(actor, document) && (state === undefined || document.state === state))
      .filter((document) => words.every((word) => document.words.includes(word)))
      .filter((document) => document.words.some((word) => word.startsWith(last)))
      .map(({ number }) => number);
  }

  const aWord = fc.constantFrom('bao', 'cao', 'quy', 'kho', 'hiem', 'hi', 'b', 'zzyzx', '1', '12', '600', '599');
  const aSearch = fc.uniqueArray(aWord, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));

  it('finds what one finds who reads every document, the newest first, whoever asks and whichever word is rare', async () => {
    const anyone = fc.constantFrom(clerk, specialist, administrator);
    const ofState = fc.constantFrom(undefined, 'voided', 'registered');
    await fc.assert(
      fc.asyncProperty(anyone, aSearch, ofState, async (actor, q, state) => {
        expect(await found(actor, q, state)).to.deep.equal(read(actor, q, state));
      }),
      { numRuns: 150 },
    );
  });

  async function documentsRead(actor: Actor, q: string): Promise<number> {
    const { filters, hint = {} } = await lookUpWords(incomingDocuments, 'registeredAt', actor, q);
    const asked = { agencyId: actor.agencyId, $and: filters };
    const search = incomingDocuments.model.find(asked as Record<string, unknown>, null, { hint, limit: 11 });
    const { executionStats } = Object(await search.sort({ registeredAt: -1, _id: -1 }).explain('executionStats'));
    return executionStats.totalDocsExamined;
  }

  it('reads only what has the rarest word, wherever it stands and however common the others are', async () => {
    expect(await documentsRead(clerk, 'bao cao hiem')).to.equal(2);
    expect(await documentsRead(clerk, 'bao hiem cao')).to.equal(1);
    expect(await documentsRead(clerk, 'bao cao zzyzx')).to.equal(0);
    expect(await documentsRead(clerk, 'bao kho quy')).to.equal(amount / 6);
  });

  it('goes from the newest on where every word is common, and stops when the page is full', async () => {
    expect(await documentsRead(clerk, 'bao cao b')).to.equal(11);
  });
});
