import { expect } from 'chai';
import { systemActor } from '../../server/platform/actor.ts';
import { type Job, jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { testPassword } from './identity.ts';
import { aLetter } from './letters.ts';
import type { Province } from './main-job.ts';

/** For every endpoint with a body: one that would do for somebody of this agency, if only they might see the thing. */
export function bodiesFor(
  province: Province,
  key: string,
  { begin, version }: { readonly begin: unknown; readonly version: number },
): Readonly<Record<string, unknown>> {
  const leader = [...province.agency(key).actors.values()].find(({ roles }) => roles.includes('leader'));
  if (!leader) throw new Error(`${key} has no leader`);
  const leaderPositionId = leader.positionId;
  const seen = { version };
  const because = { version, reason: 'Vì nhầm' };
  const withPassword = { version, password: testPassword };
  return {
    changeDraft: aLetter(province, { to: [key === 'snv' ? 'skhcn' : 'snv'] }, { signerPositionId: leaderPositionId }),
    deleteDraft: seen,
    submitDraft: seen,
    withdrawDraft: seen,
    returnDraft: because,
    handOverDraft: { ...because, drafterPositionId: province.actor('chuyenvien', key).positionId },
    numberDocument: withPassword,
    retrySeal: withPassword,
    attachCopy: { ...seen, uploadId: '01980000-0000-7000-8000-000000000000' },
    takeMailFiles: {},
    registerMail: {
      ...{ typeCode: 'cong-van', issuedOn: '2026-01-02', issuer: { name: 'Công ty Sao Mai' }, subject: 'Báo cáo' },
      uploadId: '01980000-0000-7000-8000-000000000000',
    },
    refuseMail: { reasonCode: 'other', reason: 'Vì nhầm' },
    requestVoidIncoming: because,
    voidIncoming: seen,
    keepIncoming: because,
    requestVoid: because,
    voidNumber: seen,
    keepNumber: because,
    changeGroup: { ...seen, name: 'Các công ty', recipients: [{ name: 'Công ty Sao Mai' }] },
    endGroup: seen,
    addRecipients: { ...seen, recipients: [{ name: 'Công ty Sao Mai' }] },
    requestRecall: because,
    recallDocument: seen,
    keepIssued: because,
    noteRecall: {},
    noteUpdate: {},
    closeRegister: seen,
    beginSignature: begin,
    completeSignature: { signature: Buffer.alloc(256, 7).toString('base64') },
    registerArrival: seen,
    returnArrival: { ...because, reasonCode: 'wrong-recipient' },
    retryDelivery: {},
    sendInClear: { reason: 'Cần ngay' },
    sendAnew: { reason: 'Đã thống nhất qua điện thoại' },
    readdressDelivery: { code: 'H99.99', reason: 'Đã sáp nhập' },
    recordPosting: { way: 'post', sentOn: '2026-11-18', reference: 'EB 1 VN' },
    sendOnPaper: { reason: 'Gửi bản giấy' },
    settleDelivery: { reason: 'Gửi bản giấy' },
    askBack: { reason: 'Gửi nhầm nơi nhận' },
    giveBackArrival: {},
    keepArrival: { reason: 'Đúng thẩm quyền' },
    correctOutgoing: { ...because, subject: 'Trích yếu khác' },
    correctDocument: { ...because, subject: 'Trích yếu khác' },
    presentDocument: { leaderPositionId },
    printIncoming: { copies: 1 },
    printOutgoing: { copies: 1, form: 'marked' },
    giveDirective: { text: 'Giao xử lý.', mainPositionId: province.actor('chuyenvien', key).positionId },
    signForDocument: {},
    startAssignment: {},
    finishAssignment: { result: 'Đã xong.' },
    correctAgency: { ...because, name: 'Sở X', symbol: 'SX', place: 'Sao Mai' },
    correctUnit: { ...because, name: 'Phòng X', symbol: 'PX' },
    correctPerson: { ...because, username: 'ten-khac', fullName: 'Tên Khác' },
    confirmName: seen,
    correctPosition: { ...because, title: 'Văn thư' },
    confirmPosition: seen,
    createPosition: { title: 'Văn thư', roles: ['clerk'], from: '2026-01-01' },
    endPosition: { until: '2026-12-31' },
    disablePerson: { reason: 'Vì nhầm' },
    enablePerson: { reason: 'Vì nhầm' },
    resetPassword: { reason: 'Vì nhầm' },
    retryWork: {},
    closeWork: { reason: 'Đã báo qua điện thoại' },
    noteContradiction: { reason: 'Đã hỏi cơ quan ấy' },
    confirmCertificate: {},
    revokeCertificate: { since: null, reason: 'Vì nhầm' },
    askWithdrawal: { since: null, reason: 'Vì nhầm' },
    agreeToWithdrawal: {},
  };
}

/** Work the system gave up on, in the due work of an agency's clerks or administrators. */
export async function workGivenUp(
  agencyId: string,
  payload: Job['payload'],
  leftTo: NonNullable<Job['leftTo']> = 'clerk',
): Promise<string> {
  const job = await inTransaction(systemActor(agencyId), async (tx) =>
    tx.insert(jobs, {
      kind: 'document-issued',
      agencyId,
      payload,
      state: 'dead',
      leftTo,
      runAt: tx.now,
      attempts: 12,
      createdAt: tx.now,
      finishedAt: tx.now,
    }),
  );
  return job.id;
}

/** What a page hears of an act. */
export interface Heard {
  readonly kind: string;
  readonly documentId?: string;
}

/** Listens to the events of one person's page, and gives all of them up to the first that holds the given words. */
export async function follow(address: string, username: string): Promise<{ until(words: string): Promise<Heard[]> }> {
  const body = JSON.stringify({ username, password: testPassword });
  const headers = { 'Content-Type': 'application/json' };
  const session = await fetch(`${address}/api/session`, { method: 'POST', headers, body });
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const ended = new AbortController();
  const stream = await fetch(`${address}/api/events`, { headers: { cookie }, signal: ended.signal });
  expect(stream.status).to.equal(200);
  return {
    until: async (words) => {
      let text = '';
      for await (const chunk of stream.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.includes(words)) break;
      }
      ended.abort();
      return [...text.matchAll(/^data: (.+)$/gm)].map(([, json = '']) => JSON.parse(json));
    },
  };
}
