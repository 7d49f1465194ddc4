import { expect } from 'chai';
import { handedRow, importedRow, incomingRow, outgoingRow } from '../../../server/registry/books/book-rows.ts';
import { numberingOf } from '../../../server/registry/outgoing/outgoing-document.ts';
import { anIncomingDocument, anOutgoingDocument, aRecipient } from '../../support/registry.ts';

const nobody = { receiver: '', handed: undefined };
const by = { personId: 'an', positionId: 'van-thu', name: 'Bùi Thị Yến' };
const numbering = {
  ...{ registerId: 'so', number: 7, year: 2026, issuedOn: '2026-11-20' },
  numberedAt: new Date('2026-11-20T02:00:00Z'),
  ...{ signedAt: new Date('2026-11-20T01:00:00Z'), certificateSha256: 'a' },
};
const outgoing = (over: Parameters<typeof anOutgoingDocument>[0]) => {
  const document = anOutgoingDocument(over);
  const state = numberingOf(document);
  if (!state) throw new Error('It has no number');
  return outgoingRow(document, state, 'VP');
};

describe('a line of a register', () => {
  it('says of an incoming document what the ten columns ask', () => {
    const at = new Date('2026-11-22T18:00:00Z');
    const handed = { at, receivers: [{ name: 'Lê Thị Hoa, Chuyên viên', receivedAt: null }] };
    const passedOn = { receiver: 'Lê Thị Hoa, Chuyên viên', handed };
    const row = incomingRow(anIncomingDocument({ number: 3, description: 'Kèm 2 phụ lục' }), passedOn);
    expect(row).to.deep.include({ number: 3, voided: false });
    expect(row.cells).to.deep.equal([
      '22/11/2026',
      '03',
      'Sở Tài chính tỉnh Sao Mai',
      '01/STC-VP',
      '18/11/2026',
      'Công văn: Báo cáo tình hình gửi, nhận văn bản điện tử quý IV năm 2026',
      'Lê Thị Hoa, Chuyên viên',
      '23/11/2026',
      '',
      'Kèm 2 phụ lục',
    ]);
    expect(incomingRow(anIncomingDocument({ toPlaces: 'Phòng Tổ chức' }), nobody).cells.slice(6, 8)).to.deep.equal([
      ...['Phòng Tổ chức', ''],
    ]);
  });

  it('says of an incoming document to whom it was handed, and who has signed for it by an act', () => {
    const [at, receivedAt] = [new Date('2026-11-22T18:00:00Z'), new Date('2026-11-23T01:15:00Z')];
    const receivers = [
      { name: 'Lê Thị Hoa, Chuyên viên', receivedAt },
      { name: 'Vũ Văn Nam, Trưởng phòng', receivedAt: null },
    ];
    const document = anIncomingDocument({ number: 3 });
    const handed = { receiver: '', handed: { at, receivers } };
    expect(handedRow(document, handed).cells).to.deep.equal([
      ...['23/11/2026', '03', 'Lê Thị Hoa, Chuyên viên; Vũ Văn Nam, Trưởng phòng'],
      ...['Lê Thị Hoa, Chuyên viên: điện tử 23/11/2026 08:15', ''],
    ]);
    expect(incomingRow(document, handed).cells[8]).to.equal('điện tử 23/11/2026 08:15');
    expect(handedRow(anIncomingDocument({ toPlaces: 'Phòng Tổ chức' }), nobody).cells.slice(2, 4)).to.deep.equal([
      ...['Phòng Tổ chức', ''],
    ]);
  });

  it('says of an outgoing document what the ten columns ask', () => {
    const recipients = [aRecipient(), aRecipient({ name: 'Sở Y tế', paperCopies: 2 })];
    const issued = { status: 'issued' as const, ...numbering, issuedAt: new Date('2026-11-20T18:30:00Z') };
    expect(outgoing({ recipients, state: issued }).cells).to.deep.equal([
      '07/SNV-VP',
      '20/11/2026',
      'Công văn: Gửi, nhận văn bản điện tử',
      'Trần Văn Bình',
      'Công ty Cổ phần Sao Mai; Sở Y tế',
      'VT, VP',
      'điện tử, 3 bản giấy',
      '21/11/2026',
      '',
      '',
    ]);
    expect(outgoing({ medium: 'ink', recipients, state: issued }).cells[6]).to.equal('3 bản giấy');
    const asFilled = [aRecipient({ paperCopies: 0 }), aRecipient({ name: 'Sở Y tế', paperCopies: 0 })];
    expect(outgoing({ medium: 'ink', recipients: asFilled, state: issued }).cells[6]).to.equal('2 bản giấy');
  });

  it('tells recipients that were added after the issue, with the day', () => {
    const added = { at: new Date('2026-11-22T18:00:00Z'), by: by.name };
    const recipients = [aRecipient(), { ...aRecipient({ name: 'Sở Y tế' }), added }];
    expect(outgoing({ recipients, state: { status: 'numbered', ...numbering } }).cells[4]).to.equal(
      'Công ty Cổ phần Sao Mai; Sở Y tế (gửi bổ sung 23/11/2026)',
    );
  });

  it('of a number that waits or was voided says so and why', () => {
    expect(outgoing({ state: { status: 'numbered', ...numbering } }).cells.slice(7)).to.deep.equal([
      '',
      '',
      'Chưa phát hành',
    ]);
    const at = new Date('2026-11-21T02:00:00Z');
    const voided = outgoing({ state: { status: 'voided', ...numbering, voidedAt: at, voidReason: 'Ban hành nhầm' } });
    expect([voided.voided, voided.cells[9]]).to.deep.equal([true, 'Huỷ số: Ban hành nhầm']);
    const voidRequest = { reason: 'Đăng ký nhầm', at, by, stateBefore: 'registered' as const };
    const incoming = incomingRow(anIncomingDocument({ state: 'voided', voidRequest }), nobody);
    expect([incoming.voided, incoming.cells[9]]).to.deep.equal([true, 'Huỷ số: Đăng ký nhầm']);
  });

  it('of an old book stands in the columns of its kind', () => {
    const entry = {
      ...{ id: 'e', version: 1, agencyId: 'a', registerId: 'r', kind: 'incoming' as const, year: 2025, number: 4 },
      ...{ date: '2025-01-02', code: '9/UBND', issuedOn: '2025-01-01', subject: 'Công văn về kho', party: 'UBND tỉnh' },
      ...{ signer: 'Trần An', note: null, voidReason: null, importedAt: new Date(), importedBy: by },
    };
    const incoming = ['02/01/2025', '04', 'UBND tỉnh', '9/UBND', '01/01/2025', 'Công văn về kho', '', '', '', ''];
    expect(importedRow('incoming', entry).cells).to.deep.equal(incoming);
    const gone = importedRow('outgoing', { ...entry, voidReason: '' });
    expect(gone).to.deep.include({ voided: true, documentId: null });
    expect(gone.cells).to.deep.equal([
      ...['9/UBND', '02/01/2025', 'Công văn về kho', 'Trần An', 'UBND tỉnh', '', '', '', ''],
      'Huỷ số',
    ]);
  });
});
