import { expect } from 'chai';
import { eventNote } from '../../../client/text/event-words.ts';
import { reasonCodes } from '../../../client/text/reason-words.ts';
import type { AuditEvent } from '../../../server/audit/event.ts';
import { allHappenings } from '../../support/happenings.ts';

const certificateSha256 = `3f2a91c07d${'0'.repeat(54)}`;
const since = '2026-11-20T00:00:00Z';

/** Acts of administration about things that bear no id of a person, position, unit or agency. */
const acts: readonly (readonly [event: AuditEvent, vietnamese: string, english: string])[] = [
  [
    { type: 'certificate-confirmed', purpose: 'seal', certificateSha256 },
    'con dấu · chứng thư 3f2a91c07d',
    'seal · certificate 3f2a91c07d',
  ],
  [
    { type: 'certificate-revoked', purpose: 'system', certificateSha256, since, reason: 'Mất khoá' },
    'hệ thống · chứng thư 3f2a91c07d · lý do: Mất khoá',
    'system key · certificate 3f2a91c07d · reason: Mất khoá',
  ],
  [
    { type: 'trust-withdrawn', kind: 'timestamp-authority', certificateSha256, since, reason: 'Lộ khoá' },
    'dấu thời gian · chứng thư 3f2a91c07d · lý do: Lộ khoá',
    'timestamps · certificate 3f2a91c07d · reason: Lộ khoá',
  ],
  [
    { type: 'register-opened', registerId: 'r', kind: 'outgoing', year: 2026, title: 'Sổ quyết định' },
    'sổ văn bản đi · Sổ quyết định · năm 2026',
    'register of outgoing documents · Sổ quyết định · year 2026',
  ],
  [
    { type: 'report-downloaded', kind: 'incoming', from: '2026-11-01', to: '2026-11-30', format: 'csv' },
    'sổ văn bản đến · từ ngày 01/11/2026 · đến ngày 30/11/2026',
    'register of incoming documents · from 01/11/2026 · to 30/11/2026',
  ],
  [
    { type: 'place-joined', place: 'keys', reason: 'Chép lại' },
    'thư mục khoá · lý do: Chép lại',
    'folder of keys · reason: Chép lại',
  ],
  [
    {
      type: 'person-corrected',
      subjectPersonId: 'p',
      changed: [
        { field: 'fullName', before: 'Lê Hoà', after: 'Lê Hòa' },
        { field: 'phone', before: '0912', after: '' },
      ],
      reason: 'Theo giấy khai sinh',
    },
    'họ và tên: “Lê Hoà” → “Lê Hòa” · điện thoại: “0912” → để trống · lý do: Theo giấy khai sinh',
    'full name: “Lê Hoà” → “Lê Hòa” · phone: “0912” → empty · reason: Theo giấy khai sinh',
  ],
];

describe('the words of a line in the log', () => {
  before(allHappenings);

  it('say what an act of administration was about', () => {
    for (const [event, vietnamese, english] of acts) {
      expect([eventNote({ ...event }, 'vi'), eventNote({ ...event }, 'en')]).to.deep.equal([vietnamese, english]);
    }
  });

  it('say in words why a piece of work could not be done, and never its code', () => {
    for (const reason of [...reasonCodes, 'nobody-has-words-for-it']) {
      for (const language of ['vi', 'en'] as const)
        expect(eventNote({ type: 'draft-not-prepared', documentId: 'd', reason }, language)).to.not.include(reason);
    }
  });

  it('leave out the certificate of a signature, which stands with its document', () => {
    expect(eventNote({ type: 'document-signed', documentId: 'd', certificateSha256 }, 'vi')).to.equal('');
  });
});
