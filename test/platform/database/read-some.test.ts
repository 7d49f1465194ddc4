import { expect } from 'chai';
import { people } from '../../../server/identity/store.ts';
import { currentTime } from '../../../server/platform/clock.ts';
import { type Row, readSome, type Store } from '../../../server/platform/database/store.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { readBooks } from '../../../server/registry/books/book-queries.ts';
import { checkImport } from '../../../server/registry/books/import-register.ts';
import { findDuplicates, listIncoming } from '../../../server/registry/incoming/queries.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { listOutgoing } from '../../../server/registry/outgoing/queries.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import { registers } from '../../../server/registry/registers/store.ts';
import { dueIncoming, dueOutgoing, dueWork } from '../../../server/statistics/due-work-queries.ts';
import { issuedDocuments } from '../../../server/statistics/issued-documents.ts';
import { aClerk, aLeader, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { anIncomingDocument, anOutgoingDocument, aRegister } from '../../support/registry.ts';

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
  const by = { personId: 'yen', positionId: 'van-thu', name: 'Bùi Thị Yến' };
  const voidRequest = { reason: 'Ghi nhầm', at: currentTime(), by };
  const signed = { signedAt: currentTime(), certificateSha256: sha256 };

  before(async () => {
    const { agencyId } = clerk;
    await inTransaction(clerk, async (tx) => {
      tx.insert(incomingDocuments, anIncomingDocument({ agencyId, mainSha256: sha256 }));
      tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state: { status: 'signed', ...signed } }));
      const issued = { status: 'issued' as const, ...signed, ...numbering, issuedAt: currentTime() };
      tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state: issued }));
      const numbered = { status: 'numbered' as const, ...signed, ...numbering, number: 2 };
      tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state: { ...numbered, voidRequest } }));
      const earlier = { ...issued, registerId: 'so-cu', year: 2025 };
      tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state: earlier, notation: 'SNV-TC' }));
      tx.insert(registers, aRegister({ id: 'so', agencyId, kind: 'outgoing', lastNumber: 3 }));
      const voided = { ...signed, ...numbering, number: 3, voidedAt: currentTime(), voidReason: 'Ghi nhầm' };
      tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state: { status: 'voided', ...voided } }));
      tx.insert(registers, aRegister({ id: 'so-den', agencyId, lastNumber: 2 }));
      const ofBook = {
        agencyId,
        registerId: 'so-den',
        voidRequest: { ...voidRequest, stateBefore: 'registered' as const },
      };
      tx.insert(incomingDocuments, anIncomingDocument({ ...ofBook, number: 1, state: 'void-asked' }));
      tx.insert(incomingDocuments, anIncomingDocument({ ...ofBook, number: 2, state: 'voided' }));
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
  const csv = 'Số;Ký hiệu;Ngày văn bản;Tên loại và trích yếu;Nơi nhận\n1;SNV-TC;03/01/2025;Gửi báo cáo;Sở Tài chính';
  const oldBook = { kind: 'outgoing' as const, year: 2025, title: 'Sổ giấy', csv };
  const ofIncoming = {
    listIncoming: () => listIncoming(clerk, query),
    dueIncoming: () => dueIncoming(clerk, query),
    dueWork: () => dueWork(clerk, currentTime()),
    findDuplicates: () => findDuplicates(clerk, { sha256 }, currentTime()),
    readBooks: () => readBooks(clerk, 2026),
  };
  const ofOutgoing = {
    listOutgoing: () => listOutgoing(leader, query),
    dueOutgoing: () => dueOutgoing(clerk, query),
    dueWork: () => dueWork(clerk, currentTime()),
    issuedDocuments: () => issuedDocuments(clerk.agencyId, period),
    readBooks: () => readBooks(clerk, 2026),
    checkImport: () => inTransaction(clerk, (tx) => checkImport(tx, oldBook)),
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
