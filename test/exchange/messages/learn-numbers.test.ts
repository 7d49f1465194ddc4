import { expect } from 'chai';
import { learnNumbers } from '../../../server/exchange/messages/learn-numbers.ts';
import { MESSAGE_FORMAT } from '../../../server/exchange/messages/message.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import { files } from '../../../server/platform/files/files.ts';
import { newId } from '../../../server/platform/ids.ts';
import { knownNumbers } from '../../../server/registry/registers/store.ts';
import { anAgency, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { useTestFiles } from '../../support/registry.ts';

const treeHead = { text: '{}', signature: 'AAAA', publicKey: 'AAAA' };

describe('the messages in a storage', () => {
  useFreshDatabase();
  useAuditedLedger();
  useTestFiles();

  it('tell the highest numbers of each agency that others hold, and nothing that is no message', async () => {
    const { id: agencyId, code, name } = await anAgency();
    const us = { code, name };
    const them = { code: 'H99.99', name: 'Sở Y tế' };
    const at = '2026-11-22T02:00:00.000Z';
    /** As today's messages are, and as those of earlier releases were, which lie in storages still. */
    const envelope = (
      number: string,
      { typeCode = 'cong-van', earlier = false, sender = us, recipient = them } = {},
    ) => ({
      ...(earlier
        ? { format: 'vanban-envelope/1', businessType: 0 }
        : { format: MESSAGE_FORMAT, kind: 'document', critical: [], links: [] }),
      ...{ messageId: newId(), sentAt: at, sender, recipient, treeHead },
      document: {
        ...{ documentId: `H99,2026/11/22,${number}/SNV-VP`, codeNumber: number, codeNotation: 'SNV-VP', typeCode },
        ...{ typeName: 'Công văn', issuedOn: '2026-11-22', subject: 'Báo cáo', language: 'Tiếng Việt', pageAmount: 1 },
        ...{ signer: { position: null, fullName: null }, priority: 0, replyBy: null, description: null },
        paperFollows: false,
      },
      files: [{ name: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: 'a'.repeat(64), pages: 1, role: 'main' }],
    });
    const told = { code: '03', at, by: null, reason: null, verdict: 'valid' };
    const earlierReceipt = (arrivalNumber: number | null, from = us) => ({
      ...{ format: 'vanban-receipt/1', messageId: newId(), envelopeSha256: 'a'.repeat(64), from, to: them },
      ...{ ...told, arrivalNumber, treeHead },
    });
    const receipt = (arrivalNumber: number) => ({
      ...{ format: MESSAGE_FORMAT, kind: 'receipt', messageId: newId(), sentAt: at, sender: us, recipient: them },
      ...{ critical: [], links: [], treeHead },
      receipt: {
        ...{ of: { messageId: newId(), messageSha256: 'a'.repeat(64) }, sequence: 2, reasonCode: null },
        ...{ ...told, arrivalNumber },
      },
    });
    const messages = [
      ...[
        envelope('07'),
        envelope('12', { earlier: true }),
        envelope('09'),
        envelope('03', { typeCode: 'quyet-dinh' }),
      ],
      envelope('99', { sender: them, recipient: us }),
      ...[earlierReceipt(31), earlierReceipt(null), earlierReceipt(77, them), receipt(30)],
      { format: MESSAGE_FORMAT, of: 'a release to come' },
    ].map((message) => Buffer.from(JSON.stringify(message)));
    messages.push(Buffer.from('%PDF-1.7'));
    for (const bytes of messages) await files().put(bytes);
    for (let times = 0; times < 2; times += 1) expect(await learnNumbers(files())).to.equal(messages.length - 1);
    const known = await readAll(knownNumbers, {}, { sort: { number: 1 } });
    expect(known.map((one) => [one.agencyId, one.kind, one.year, one.typeCode, one.number, one.code])).to.deep.equal([
      [agencyId, 'outgoing', 2026, 'quyet-dinh', 3, '03/SNV-VP'],
      [agencyId, 'outgoing', 2026, 'cong-van', 12, '12/SNV-VP'],
      [agencyId, 'incoming', 2026, undefined, 31, '31'],
    ]);
  });
});
