import { expect } from 'chai';
import { Dice } from '../../scripts/fuzz/dice.ts';
import type { Delivery } from '../../server/exchange/deliveries/delivery.ts';
import { deliveries } from '../../server/exchange/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { OutgoingState } from '../../server/registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import { issuedAlike } from '../../server/statistics/issued-alike.ts';
import { issuedDocuments } from '../../server/statistics/issued-documents.ts';
import { figuresOf } from '../../server/statistics/queries.ts';
import { documentsRead } from '../support/documents-read.ts';
import { aClerk, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { anOutgoingDocument } from '../support/registry.ts';

describe('issued documents gathered by what is alike', () => {
  useFreshDatabase();
  const clerk = aClerk();
  const { agencyId } = clerk;
  useAuditedLedger();
  const days = ['2025-12-31', '2026-01-01', '2026-06-15', '2026-12-31', '2027-01-01'];

  before(async () => {
    const dice = new Dice(7);
    await inTransaction(clerk, async (tx) => {
      for (let number = 1; number <= 150; number += 1) {
        const issuedOn = dice.pick(days);
        const at = new Date(`${issuedOn}T02:00:00Z`);
        const signed = { signedAt: at, certificateSha256: 'a'.repeat(64) };
        const numbering = { registerId: 'so', number, year: Number(issuedOn.slice(0, 4)), issuedOn, numberedAt: at };
        const state: OutgoingState = dice.oneIn(10)
          ? { status: 'numbered', ...signed, ...numbering }
          : { status: 'issued', ...signed, ...numbering, issuedAt: at };
        const medium = dice.oneIn(8) ? 'ink' : 'electronic';
        const { id } = tx.insert(outgoingDocuments, anOutgoingDocument({ agencyId, state, medium }));
        for (let sent = dice.below(4); sent > 0; sent -= 1) tx.insert(deliveries, aDelivery(dice, id, at));
      }
    });
  });

  function aDelivery(dice: Dice, documentId: string, at: Date): Omit<Delivery, 'id' | 'version'> {
    const [channel, state] = [
      dice.pick(['electronic', 'paper', 'internal'] as const),
      dice.pick(['done', 'refused'] as const),
    ];
    return {
      ...{ agencyId, documentId, recipient: { name: 'Sở Tài chính' }, channel, paperCopies: dice.below(3), state },
      // Some are made days after the document was issued.
      ...{ createdAt: new Date(at.getTime() + dice.below(40) * 86_400_000), attempts: 1, receipts: [] },
      ...(dice.oneIn(4) ? {} : { sentAt: at }),
      ...(dice.oneIn(3) ? {} : { recipientVerdict: dice.pick(['valid', 'unclear', 'pending'] as const) }),
      ...(dice.oneIn(5) ? { sentAnewAs: 'another' } : {}),
    };
  }

  it('give the figures of the documents one by one', async () => {
    for (const [from, to] of [
      ['2026-01-01', '2026-12-31'],
      ['2025-01-01', '2027-12-31'],
      ['2026-06-15', '2026-06-15'],
      ['2024-01-01', '2024-12-31'],
    ] as const) {
      const alike = await issuedAlike(agencyId, { from, to });
      const each = await issuedDocuments(agencyId, { from, to });
      expect(figuresOf(alike), `${from} to ${to}`).to.deep.equal(figuresOf(each));
      expect(alike.reduce((sum, { many }) => sum + many, 0)).to.equal(each.length);
    }
    expect(await issuedAlike('so-khac', { from: '2025-01-01', to: '2027-12-31' })).to.deep.equal([]);
  });

  it('read nothing of the documents but an index', async () => {
    const ask = () => issuedAlike(agencyId, { from: '2026-01-01', to: '2026-12-31' });
    expect(await documentsRead(ask, outgoingDocuments.name)).to.deep.equal([0]);
  });
});
