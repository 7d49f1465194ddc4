import { expect } from 'chai';
import { ENVELOPE_FORMAT, type Envelope, envelopeBytes } from '../../../server/exchange/messages/envelope.ts';
import { learnNumbers } from '../../../server/exchange/messages/learn-numbers.ts';
import { RECEIPT_FORMAT, type Receipt, receiptBytes } from '../../../server/exchange/messages/receipt.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import { files } from '../../../server/platform/files/files.ts';
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
    const envelope = (number: string, over: Partial<Envelope['document']> = {}): Envelope => ({
      ...{
        format: ENVELOPE_FORMAT,
        messageId: `message-${number}`,
        sentAt: '2026-11-22T02:00:00.000Z',
        businessType: 0,
      },
      ...{ sender: us, recipient: them, treeHead },
      document: {
        ...{ documentId: `H99,2026/11/22,${number}/SNV-VP`, codeNumber: number, codeNotation: 'SNV-VP' },
        ...{
          typeCode: 'cong-van',
          typeName: 'Công văn',
          issuedOn: '2026-11-22',
          subject: 'Báo cáo',
          language: 'Tiếng Việt',
        },
        ...{ pageAmount: 1, signer: { position: null, fullName: null }, priority: 0, replyBy: null, description: null },
        ...{ paperFollows: false, ...over },
      },
      files: [{ name: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: 'a'.repeat(64), pages: 1, role: 'main' }],
    });
    const receipt = (arrivalNumber: number | null, from = us): Receipt => ({
      ...{ format: RECEIPT_FORMAT, messageId: 'message-1', envelopeSha256: 'a'.repeat(64), from, to: them },
      ...{
        code: '03',
        at: '2026-11-22T02:00:00.000Z',
        by: null,
        reason: null,
        verdict: 'valid',
        arrivalNumber,
        treeHead,
      },
    });
    const messages = [
      ...[envelope('07'), envelope('12'), envelope('09'), envelope('03', { typeCode: 'quyet-dinh' })].map(
        envelopeBytes,
      ),
      envelopeBytes({ ...envelope('99'), sender: them, recipient: us }),
      ...[receipt(31), receipt(null), receipt(77, them)].map(receiptBytes),
      Buffer.from(`{"format":"${ENVELOPE_FORMAT}","of":"a release to come"}`),
      Buffer.from('%PDF-1.7'),
    ];
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
