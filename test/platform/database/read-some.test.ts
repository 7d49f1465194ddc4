import { expect } from 'chai';
import { people } from '../../../server/identity/store.ts';
import { currentTime } from '../../../server/platform/clock.ts';
import { type Row, readSome, type Store } from '../../../server/platform/database/store.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { findDuplicates, listIncoming } from '../../../server/registry/incoming/queries.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { listOutgoing } from '../../../server/registry/outgoing/queries.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import { dueIncoming, dueOutgoing, dueWork } from '../../../server/statistics/due-work-queries.ts';
import { issuedDocuments } from '../../../server/statistics/issued-documents.ts';
import { aClerk, aLeader, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anIncomingDocument, anOutgoingDocument } from '../../support/registry.ts';

/** What makes a document large, and no list shows. */
const heavy = ['words', 'letter', 'files', 'main', 'attachments', 'places'];

describe('what lists read of a document', () => {
  useFreshDatabase();
  useAuditedLedger();
  const clerk = aClerk();
  const leader = aLeader();
  const sha256 = 'a'.repeat(64);
  const numbering = {
    ...{ registerId: 'so', number: 1, year: 2026, issuedOn: '2026-11-20' },
    numberedAt: currentTime(),
  };
  const signed = { signedAt: currentTime(), certificateSha256: sha256 };

  before(async () => {
    const { agencyId } = clerk;
    await inTransaction(clerk, async (tx) => {
      tx.insert(incomingDocuments, anIncomingDocument({ agencyId, mainSha256: sha256 }));
      tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state: { status: 'signed', ...signed } }));
      const issued = { status: 'issued' as const, ...signed, ...numbering, issuedAt: currentTime() };
      tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state: issued }));
    });
  });

  /** The fields of every row of the store that this reads. */
  async function readBy<T extends Row>(store: Store<T>, list: () => Promise<unknown>): Promise<string[][]> {
    const { fromDatabase } = store;
    const seen: string[][] = [];
    const watched = (document: Record<string, unknown>) => {
      seen.push(Object.keys(document));
      return fromDatabase(document);
    };
    Object.assign(store, { fromDatabase: watched });
    try {
      await list();
    } finally {
      Object.assign(store, { fromDatabase });
    }
    return seen;
  }

  const query = { limit: 20 };
  const period = { from: '2026-01-01', to: '2026-12-31' };
  const ofIncoming = {
    listIncoming: () => listIncoming(clerk, query),
    dueIncoming: () => dueIncoming(clerk, query),
    dueWork: () => dueWork(clerk, currentTime()),
    findDuplicates: () => findDuplicates(clerk, { sha256 }, currentTime()),
  };
  const ofOutgoing = {
    listOutgoing: () => listOutgoing(leader, query),
    dueOutgoing: () => dueOutgoing(clerk, query),
    dueWork: () => dueWork(clerk, currentTime()),
    issuedDocuments: () => issuedDocuments(clerk.agencyId, period),
  };

  it('are the fields they show: no words, texts or files', async () => {
    const reads = [
      ...Object.entries(ofIncoming).map(([name, list]) => ({ name, list, store: incomingDocuments })),
      ...Object.entries(ofOutgoing).map(([name, list]) => ({ name, list, store: outgoingDocuments })),
    ];
    for (const { name, list, store } of reads) {
      const rows = await readBy<Row>(store as Store<Row>, list);
      expect(rows.length, name).to.be.greaterThan(0);
      for (const fields of rows)
        expect(
          heavy.filter((field) => fields.includes(field)),
          name,
        ).to.deep.equal([]);
    }
  });

  it('is refused for rows that bear a seal over all of them', async () => {
    const refused = await readSome(people, ['fullName'], {}).catch((error: unknown) => error);
    expect(refused)
      .to.be.instanceOf(Error)
      .and.to.match(/are sealed/);
  });
});
