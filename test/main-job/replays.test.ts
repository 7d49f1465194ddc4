import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { signatureImage } from '../../scripts/demo/images.ts';
import { contracts } from '../../server/application.ts';
import { losePast } from '../../server/audit/checks/lose-past.ts';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { directoryContract } from '../../server/exchange/directory/contract.ts';
import { pinDirectoryKey } from '../../server/exchange/directory/versions/pin-directory-key.ts';
import { operationsContract } from '../../server/exchange/operations/contract.ts';
import { recipientsContract } from '../../server/exchange/recipients/contract.ts';
import { groupsContract } from '../../server/exchange/recipients/groups/contract.ts';
import { deliveries } from '../../server/exchange/store.ts';
import { logContradictions } from '../../server/exchange/witness/store.ts';
import { identityContract } from '../../server/identity/contract.ts';
import { correctPerson } from '../../server/identity/people/correct-person.ts';
import { createPosition } from '../../server/identity/positions/create-position.ts';
import { agencies, people } from '../../server/identity/store.ts';
import { mailsContract } from '../../server/intake/mails/contract.ts';
import { systemActor } from '../../server/platform/actor.ts';
import type { Endpoint } from '../../server/platform/api/contract.ts';
import { dayInVietnam, yearInVietnam } from '../../server/platform/calendar.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { booksContract } from '../../server/registry/books/contract.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { savedSearchesContract } from '../../server/search/saved/contract.ts';
import { certificatesContract } from '../../server/signing/certificates/contract.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { printsContract } from '../../server/signing/prints/contract.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { aKeyOf, placeKey } from '../support/agency-keys.ts';
import { type Answer, type Asked, answerOf, ask, refused, send } from '../support/ask.ts';
import {
  aDirectoryAuthority,
  aDirectoryList,
  aListedAgency,
  aListedCertificate,
  aSystemKey,
} from '../support/directory.ts';
import { workGivenUp } from '../support/hidden.ts';
import { type Agent, aKey, anEmployee, changeRow, eventsOf, signedInAs, testPassword } from '../support/identity.ts';
import {
  aLetter,
  type Bureau,
  beginBody,
  begunSignature,
  issuedLetter,
  newestArrival,
  openKey,
  submitted,
  theBureau,
  upload,
} from '../support/letters.ts';
import { numbersAsShown } from '../support/lost-numbers.ts';
import { aProposedMail } from '../support/mails.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { aLetterPdf } from '../support/signing.ts';

const reason = 'Nhập nhầm';
const DAY_MS = 24 * 3600_000;

describe('every act of legal effect, asked for again with its key', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const tried = new Set<Endpoint>();
  const repeats: (() => Promise<void>)[] = [];
  let bureau: Bureau;
  let clerk: Agent;
  let leader: Agent;
  let handler: Agent;
  let administrator: Agent;

  /** Sends a request twice; the second must be answered as the first, from what is kept: the view that was sent. */
  async function twice<E extends Endpoint>(agent: Agent, endpoint: E, request: Asked<E>): Promise<Answer<E>> {
    const given = { ...request, headers: aKey() };
    const first = await send(agent, endpoint, given);
    const answer = answerOf(endpoint, first);
    const again = async () => {
      const { status, body, headers } = await send(agent, endpoint, given);
      expect({ status, body }, endpoint.path).to.deep.equal({ status: first.status, body: first.body });
      expect(headers['idempotency-replayed'], endpoint.path).to.equal('true');
    };
    await again();
    tried.add(endpoint);
    repeats.push(again);
    return answer;
  }

  before(async () => {
    bureau = await theBureau(province);
    clerk = await province.signIn('vanthu', 'skhcn');
    leader = await province.signIn('giamdoc', 'skhcn');
    handler = await province.signIn('chuyenvien', 'skhcn');
    administrator = await province.signIn('quantri', 'snv');
  });

  it('of the administration', async () => {
    const agency = { code: 'H99.77', name: 'Sở Y tế', symbol: 'SYT', place: 'Sao Mai' };
    await twice(administrator, identityContract.createAgency, { body: agency });
    const unit = await twice(administrator, identityContract.createUnit, { body: { name: 'Phòng A', symbol: 'PA' } });
    const { person } = await twice(administrator, identityContract.createPerson, {
      body: { username: 'nguoi.moi', fullName: 'Đỗ Văn An' },
    });
    const of = { params: { personId: person.id } };
    const position = await twice(administrator, identityContract.createPosition, {
      ...of,
      body: { unitId: unit.id, title: 'Chuyên viên', roles: ['specialist'], from: '2026-01-01' },
    });
    const waiting = await inTransaction(province.actor('phogiamdoc', 'snv'), (tx) =>
      createPosition(tx, { ...position, roles: ['clerk'] }),
    );
    const agreed = { params: { positionId: waiting.id }, body: { version: waiting.version } };
    await twice(administrator, identityContract.confirmPosition, agreed);
    const named = { name: 'Phòng B', symbol: 'PB', version: unit.version, reason };
    await twice(administrator, identityContract.correctUnit, { params: { unitId: unit.id }, body: named });
    const account = { username: 'ten-moi', fullName: 'Tên Mới', version: person.version, reason };
    const { version: asked } = await inTransaction(province.actor('phogiamdoc', 'snv'), (tx) =>
      correctPerson(tx, { ...account, phone: null, email: null, personId: person.id }),
    );
    const renamed = await twice(administrator, identityContract.confirmName, { ...of, body: { version: asked } });
    const moved = { ...account, username: 'ten-khac', version: renamed.version };
    await twice(administrator, identityContract.correctPerson, { ...of, body: moved });
    const { id: agencyId } = province.agency('snv');
    const version = (await readOne(agencies, { _id: agencyId }))?.version ?? 0;
    const called = { name: 'Sở Nội vụ', symbol: 'SNV', place: 'Phường Sao Mai', version, reason };
    await twice(administrator, identityContract.correctAgency, { params: { agencyId }, body: called });
    const corrected = {
      params: { positionId: position.id },
      body: { title: 'Chuyên viên chính', version: position.version, reason },
    };
    await twice(administrator, identityContract.correctPosition, corrected);
    await twice(administrator, identityContract.disablePerson, { ...of, body: { reason } });
    await twice(administrator, identityContract.enablePerson, { ...of, body: { reason } });
    await twice(administrator, identityContract.resetPassword, { ...of, body: { reason } });
    const ended = { params: { positionId: position.id }, body: { until: '2026-01-01' } };
    await twice(administrator, identityContract.endPosition, ended);
    const uploadId = await upload(bureau.leader, await signatureImage('Trần Quốc Bảo'), 'chu-ky.png');
    await twice(bureau.leader, identityContract.setSignatureImage, { body: { uploadId } });
  });

  it('of work on which the system gave up', async () => {
    const kind = 'verify-logs';
    const { id: agencyId } = province.agency('snv');
    await inTransaction(systemActor(agencyId), async (tx) => tx.enqueue({ kind, payload: {} }));
    await jobs.model.updateOne({ kind }, { $set: { state: 'dead', leftTo: 'administrator' } });
    const left = await readOne(jobs, { kind });
    await twice(administrator, statisticsContract.retryWork, { params: { jobId: left?.id ?? '' }, body: {} });
    await province.work();
    const jobId = await workGivenUp(agencyId, { agencyId, arrivalId: 'a' });
    await changeRow(jobs, jobId, { kind: 'send-receipt' });
    await twice(clerk, arrivalsContract.tellInClear, { body: { partner: 'binh-minh', reason } });
    await twice(bureau.clerk, statisticsContract.closeWork, { params: { jobId }, body: { reason } });
  });

  it('of the registers', async () => {
    const year = yearInVietnam(new Date());
    const takes = { what: 'types', typeCodes: ['quyet-dinh'] } as const;
    const { id: registerId } = await twice(clerk, booksContract.openRegister, {
      body: { year, title: 'Sổ quyết định', takes: { ...takes, typeCodes: [...takes.typeCodes] } },
    });
    const begun = { kind: 'outgoing', after: 0, reason } as const;
    const { books: running } = await ask(clerk, booksContract.readBooks, {});
    const { series } = running.find(({ id }) => id === registerId) ?? expect.fail();
    await twice(clerk, booksContract.beginRegister, { body: { ...begun, series } });
    const csv = `Số đến,Ngày đến,Tác giả,Tên loại và trích yếu\n1,02/01/${year - 1},UBND tỉnh,Công văn`;
    const body = { kind: 'incoming', year: year - 1, title: 'Sổ cũ', csv } as const;
    const imported = await twice(clerk, booksContract.importRegister, { body });
    const versionOf = async (id: string, of: number) => {
      const { books } = await ask(clerk, booksContract.readBooks, { query: { year: String(of) } });
      return books.find((book) => book.id === id)?.version ?? 0;
    };
    for (const [id, of] of [
      [registerId, year],
      [imported.id, year - 1],
    ] as const) {
      const close = { params: { registerId: id }, body: { version: await versionOf(id, of) } };
      await twice(clerk, booksContract.closeRegister, close);
    }
  });

  it('of the last numbers that are confirmed after a restore', async () => {
    await losePast('restored');
    const agency = province.agency('skhcn').id;
    for (const agent of [clerk, bureau.clerk]) {
      const { since, reason: why, registers } = await numbersAsShown(agent, reason);
      const body = { since, registers: [...registers], reason: why };
      await twice(agent, booksContract.confirmNumbers, { body });
    }
    expect((await eventsOf(agency)).map(({ type }) => type)).to.include('numbers-confirmed');
  });

  it('of an incoming document that is corrected and printed', async () => {
    const { id: documentId, version } = await ask(clerk, incomingContract.registerIncoming, {
      body: await aPaper(clerk),
    });
    const body = { version, subject: 'Viết lại', reason };
    const { version: next } = await twice(clerk, routingContract.correctDocument, { params: { documentId }, body });
    await twice(clerk, printsContract.printIncoming, { params: { documentId }, body: { copies: 2 } });
    const { uploadId } = await aPaper(clerk);
    await twice(clerk, incomingContract.attachCopy, { params: { documentId }, body: { version: next, uploadId } });
  });

  it('of a mail that is registered, or refused', async () => {
    const agencyId = province.agency('skhcn').id;
    const of = async () => ({ params: { mailId: (await aProposedMail(agencyId)).id } });
    await twice(clerk, mailsContract.registerMail, { ...(await of()), body: await aPaper(clerk) });
    await twice(clerk, mailsContract.refuseMail, { ...(await of()), body: { reasonCode: 'other', reason } });
  });

  it('of an incoming number that is voided, or kept', async () => {
    for (const decide of [incomingContract.voidIncoming, incomingContract.keepIncoming]) {
      const { id: documentId, version } = await twice(clerk, incomingContract.registerIncoming, {
        body: await aPaper(clerk),
      });
      const of = { params: { documentId } };
      const request = { ...of, body: { version, reason } };
      const { version: next } = await twice(clerk, incomingContract.requestVoidIncoming, request);
      const isKept = decide === incomingContract.keepIncoming;
      if (isKept) await twice(leader, incomingContract.keepIncoming, { ...of, body: { version: next, reason } });
      else await twice(leader, incomingContract.voidIncoming, { ...of, body: { version: next } });
    }
  });

  it('of a draft', async () => {
    const { drafter } = bureau;
    const body = aLetter(province, { to: ['skhcn'] });
    const { id: documentId, version } = await twice(drafter, outgoingContract.createDraft, { body });
    const of = { params: { documentId } };
    const submit = async (seen: number) =>
      (await twice(drafter, outgoingContract.submitDraft, { ...of, body: { version: seen } })).version;
    const handed = await submit(version);
    const { version: back } = await twice(drafter, outgoingContract.withdrawDraft, {
      ...of,
      body: { version: handed },
    });
    await submit(back);
    await province.work();
    const { version: shown } = await ask(bureau.leader, outgoingContract.getOutgoing, of);
    const { version: returned } = await twice(bureau.leader, outgoingContract.returnDraft, {
      ...of,
      body: { version: shown, reason },
    });
    await twice(drafter, outgoingContract.deleteDraft, { ...of, body: { version: returned } });
  });

  it('of a draft whose drafter is gone', async () => {
    const gone = await anEmployee(province.agency('snv'), ['specialist']);
    const agent = await signedInAs(province.address(), gone.person.username);
    const letter = aLetter(province, { to: ['skhcn'] }, { typeCode: 'quyet-dinh' });
    const { id: documentId, version } = await ask(agent, outgoingContract.createDraft, { body: letter });
    await changeRow(people, gone.person.id, { disabled: true });
    const body = { version, reason, drafterPositionId: province.actor('chuyenvien', 'snv').positionId };
    await twice(bureau.clerk, outgoingContract.handOverDraft, { params: { documentId }, body });
  });

  it('of a signature and a number, the seal failed, the number kept and voided', async () => {
    const shown = await submitted(bureau, aLetter(province, { to: ['skhcn'] }));
    const of = { params: { documentId: shown.id } };
    const versionNow = async () => (await ask(bureau.clerk, outgoingContract.getOutgoing, of)).version;
    const begin = { ...of, body: beginBody(shown, await openKey(bureau.leader)) };
    await twice(bureau.leader, signingContract.beginSignature, begin);
    const completing = await begunSignature(bureau.leader, shown);
    await twice(bureau.leader, signingContract.completeSignature, completing);
    const confirmed = async () => ({ ...of, body: { version: await versionNow(), password: testPassword } });
    await twice(bureau.clerk, outgoingContract.numberDocument, await confirmed());
    const seal = join(province.storageFolder(), 'keys', 'agencies', province.agency('snv').id, 'seal.p12');
    await rename(seal, `${seal}.away`);
    await province.work(new Date(Date.now() + DAY_MS));
    await twice(bureau.clerk, outgoingContract.retrySeal, await confirmed());
    await province.work(new Date(Date.now() + DAY_MS));
    await rename(`${seal}.away`, seal);
    const withReason = async () => ({ ...of, body: { version: await versionNow(), reason } });
    await twice(bureau.clerk, outgoingContract.requestVoid, await withReason());
    await twice(bureau.leader, outgoingContract.keepNumber, await withReason());
    await province.work(new Date(Date.now() + DAY_MS));
  });

  it('of a number that is voided by two', async () => {
    const shown = await submitted(bureau, aLetter(province, { to: ['skhcn'] }));
    const of = { params: { documentId: shown.id } };
    const versionNow = async () => (await ask(bureau.clerk, outgoingContract.getOutgoing, of)).version;
    await ask(bureau.leader, signingContract.completeSignature, await begunSignature(bureau.leader, shown));
    const confirmed = { ...of, body: { version: await versionNow(), password: testPassword } };
    await ask(bureau.clerk, outgoingContract.numberDocument, confirmed);
    const request = { ...of, body: { version: await versionNow(), reason } };
    await twice(bureau.clerk, outgoingContract.requestVoid, request);
    await twice(bureau.leader, outgoingContract.voidNumber, { ...of, body: { version: await versionNow() } });
  });

  it('of a letter in ink, of a delivery sent again, of what arrives, is registered, directed and done, or returned', async () => {
    const scanned = await upload(bureau.clerk, await aLetterPdf());
    const { typeCode, subject, signerPositionId, recipients } = aLetter(province, { to: ['skhcn'] });
    const ink = { typeCode, subject, signerPositionId, recipients, uploadId: scanned };
    const inked = await twice(bureau.clerk, outgoingContract.registerInkSigned, { body: ink });
    const misspelt = {
      params: { documentId: inked.id },
      body: { version: inked.version, subject: 'Viết lại', reason },
    };
    await twice(bureau.clerk, outgoingContract.correctOutgoing, misspelt);

    const system = join(province.storageFolder(), 'keys', 'agencies', province.agency('snv').id, 'system.p12');
    for (let letter = 0; letter < 2; letter += 1) {
      const shown = await submitted(bureau, aLetter(province, { to: ['skhcn'] }));
      const of = { params: { documentId: shown.id } };
      await ask(bureau.leader, signingContract.completeSignature, await begunSignature(bureau.leader, shown));
      const { version } = await ask(bureau.clerk, outgoingContract.getOutgoing, of);
      await ask(bureau.clerk, outgoingContract.numberDocument, { ...of, body: { version, password: testPassword } });
      if (letter === 0) await rename(system, `${system}.away`);
      await province.work();
      if (letter === 0) {
        const {
          items: [delivery],
        } = await ask(bureau.clerk, deliveriesContract.listDeliveries, of);
        await rename(`${system}.away`, system);
        const retry = { params: { deliveryId: delivery?.id ?? '' }, body: {} };
        await twice(bureau.clerk, deliveriesContract.settleDelivery, { ...retry, body: { reason } });
        await twice(bureau.clerk, deliveriesContract.retryDelivery, retry);
        await province.work(new Date(Date.now() + DAY_MS));
      }
      const arrival = await newestArrival(clerk);
      const ofArrival = { params: { arrivalId: arrival.id }, body: { version: arrival.version } };
      if (letter === 0) {
        const incoming = await handleArrival(ofArrival);
        await recallOf(shown.id, incoming);
      } else {
        const back = { ...ofArrival, body: { ...ofArrival.body, reasonCode: 'other' as const, reason } };
        await twice(clerk, arrivalsContract.returnArrival, back);
        await province.work();
        const {
          items: [refused],
        } = await ask(bureau.clerk, deliveriesContract.listDeliveries, of);
        await twice(bureau.clerk, deliveriesContract.sendAnew, {
          params: { deliveryId: refused?.id ?? '' },
          body: { reason },
        });
        const stuck = async () => {
          await province.work();
          const { items: sent } = await ask(bureau.clerk, deliveriesContract.listDeliveries, of);
          return { deliveryId: sent.find(({ state }) => state === 'stuck')?.id ?? '' };
        };
        await rename(system, `${system}.away`);
        const known = await ask(bureau.clerk, recipientsContract.listRecipients);
        const code = known.find(({ agencyId }) => agencyId === province.agency('thanhbinh').id)?.code ?? '';
        const elsewhere = { params: await stuck(), body: { code, reason } };
        await twice(bureau.clerk, deliveriesContract.readdressDelivery, elsewhere);
        const unsealed = await stuck();
        await changeRow(deliveries, unsealed.deliveryId, { lastError: 'not-in-clear' });
        await twice(bureau.clerk, deliveriesContract.sendInClear, { params: unsealed, body: { reason } });
        const onPaper = { params: await stuck(), body: { reason } };
        await twice(bureau.clerk, deliveriesContract.sendOnPaper, onPaper);
        const posted = { way: 'post', sentOn: dayInVietnam(new Date()), reference: 'EB 123 VN' } as const;
        await twice(bureau.clerk, deliveriesContract.recordPosting, { params: onPaper.params, body: posted });
        await rename(`${system}.away`, system);
      }
    }
  });

  it('of groups of recipients', async () => {
    const fields = { name: 'Các sở', recipients: [{ name: 'Công ty Sao Mai' }] };
    const made = await twice(clerk, groupsContract.createGroup, { body: fields });
    const params = { groupId: made.id };
    const body = { ...fields, name: 'Các công ty', version: made.version };
    const { version } = await twice(clerk, groupsContract.changeGroup, { params, body });
    await twice(clerk, groupsContract.endGroup, { params, body: { version } });
  });

  it('of saved searches', async () => {
    const body = { name: 'Phòng cháy', shared: true, q: 'phòng cháy', kind: null, from: null, to: null };
    const { id } = await twice(clerk, savedSearchesContract.saveSearch, { body });
    await twice(clerk, savedSearchesContract.endSearch, { params: { savedSearchId: id } });
  });

  it('of a document that is asked for back, kept and given back', async () => {
    const { id } = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const printing = { params: { documentId: id }, body: { copies: 1, form: 'marked' } } as const;
    await twice(bureau.clerk, printsContract.printOutgoing, printing);
    const params = { arrivalId: (await newestArrival(clerk)).id };
    const askBack = async () => {
      const {
        items: [delivery],
      } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId: id } });
      const of = { params: { deliveryId: delivery?.id ?? '' }, body: { reason } };
      await twice(bureau.clerk, deliveriesContract.askBack, of);
      await province.work();
    };
    await askBack();
    await twice(clerk, arrivalsContract.keepArrival, { params, body: { reason } });
    await province.work();
    await askBack();
    await twice(clerk, arrivalsContract.giveBackArrival, { params, body: {} });
  });

  async function handleArrival(ofArrival: Asked<typeof arrivalsContract.registerArrival>): Promise<string> {
    const { id: documentId } = await twice(clerk, arrivalsContract.registerArrival, ofArrival);
    const of = { params: { documentId } };
    const leaderPositionId = province.actor('giamdoc', 'skhcn').positionId;
    await twice(clerk, routingContract.presentDocument, { ...of, body: { leaderPositionId } });
    const mainPositionId = province.actor('chuyenvien', 'skhcn').positionId;
    const directive = { ...of, body: { text: 'Chủ trì tham mưu.', mainPositionId } };
    const { assignments } = await twice(leader, routingContract.giveDirective, directive);
    const assignment = { params: { assignmentId: assignments[0]?.id ?? '' } };
    await twice(handler, routingContract.signForDocument, { ...assignment, body: {} });
    await twice(handler, routingContract.startAssignment, { ...assignment, body: {} });
    await twice(handler, routingContract.finishAssignment, { ...assignment, body: { result: 'Đã trả lời.' } });
    return documentId;
  }

  async function recallOf(documentId: string, incomingId: string): Promise<void> {
    const of = { params: { documentId } };
    const { version } = await ask(bureau.clerk, outgoingContract.getOutgoing, of);
    const recipients = [{ name: 'Công ty Sao Mai' }];
    await twice(bureau.clerk, outgoingContract.addRecipients, { ...of, body: { version, recipients } });
    await province.work();
    const correction = { ...of, body: { version: version + 1, reason, description: 'Kèm phụ lục' } };
    const corrected = await twice(bureau.clerk, outgoingContract.correctOutgoing, correction);
    await province.work();
    await twice(handler, incomingContract.noteUpdate, { params: { documentId: incomingId }, body: {} });
    const askFor = async (seen: number) =>
      await twice(bureau.clerk, outgoingContract.requestRecall, { ...of, body: { version: seen, reason } });
    const first = await askFor(corrected.version);
    const keep = { ...of, body: { version: first.version, reason } };
    const kept = await twice(bureau.leader, outgoingContract.keepIssued, keep);
    const second = await askFor(kept.version);
    await twice(bureau.leader, outgoingContract.recallDocument, { ...of, body: { version: second.version } });
    await province.work();
    await twice(handler, incomingContract.noteRecall, { params: { documentId: incomingId }, body: {} });
  }

  it('of certificates that are confirmed, revoked and withdrawn', async () => {
    const made = await aKeyOf(province, 'snv', 'system', { notAfter: new Date(Date.now() + 2_000 * DAY_MS) });
    const { id: certificateId } = await placeKey(province, 'snv', 'system', made);
    const of = { params: { certificateId } };
    const back = { since: null, reason };
    await twice(administrator, certificatesContract.confirmCertificate, { ...of, body: {} });
    await twice(administrator, certificatesContract.revokeCertificate, { ...of, body: back });
    const listed = await ask(administrator, certificatesContract.listTrusted);
    const trusted = { params: { trustedId: listed.find(({ kind }) => kind === 'intermediate')?.id ?? '' } };
    await twice(administrator, certificatesContract.askWithdrawal, { ...trusted, body: back });
    const second = await province.signIn('quantri', 'ubnd');
    await twice(second, certificatesContract.agreeToWithdrawal, { ...trusted, body: {} });
  });

  it('of the directory that is taken in and agreed to', async () => {
    const authority = aDirectoryAuthority();
    await inTransaction(systemActor(DEPLOYMENT), (tx) => pinDirectoryKey(tx, authority.publicKey));
    const takeIn = async (serial: number) => {
      const certificates = [aListedCertificate(aSystemKey(`Sở Y tế ${serial}`))];
      const list = aDirectoryList({ serial, agencies: [aListedAgency('H98.21', { certificates })] });
      const file = { name: 'danh-ba.json', bytes: authority.file(list) };
      await twice(administrator, directoryContract.importDirectory, { file });
    };
    await takeIn(1);
    await takeIn(2);
    const second = await province.signIn('quantri', 'ubnd');
    await twice(second, directoryContract.confirmEntries, { body: { serial: 2, codes: ['H98.21'] } });
    await twice(second, operationsContract.resumeAll, { body: {} });
    const contradicted = { log: 'syt', code: 'H98.21', name: 'Sở Y tế', deployment: 'binh-minh', epoch: 1, size: 9 };
    const { id: contradictionId } = await inTransaction(systemActor(DEPLOYMENT), async (tx) =>
      tx.insert(logContradictions, { ...contradicted, foundAt: tx.now }),
    );
    await twice(second, operationsContract.noteContradiction, { params: { contradictionId }, body: { reason } });
  });

  it('says the same when everything has moved on since, and none was left out', async () => {
    for (const again of repeats) await again();
    const all = Object.values(contracts).flatMap((contract): [string, Endpoint][] => Object.entries(contract));
    const left = all.filter(([, endpoint]) => endpoint.legalEffect && !tried.has(endpoint));
    expect(left.map(([name]) => name)).to.deep.equal([]);
  });

  it('is another’s to the same person in another position', async () => {
    const { personId, agencyId } = province.actor('vanthu', 'skhcn');
    const other = await inTransaction(systemActor(agencyId), (tx) =>
      createPosition(tx, {
        personId,
        unitId: null,
        title: 'Chuyên viên',
        capacity: [],
        roles: ['clerk'],
        from: '2020-01-01',
        until: null,
      }),
    );
    const request = { body: await aPaper(clerk), headers: aKey() };
    await ask(clerk, incomingContract.registerIncoming, request);
    await ask(clerk, identityContract.choosePosition, { body: { positionId: other.id } });
    expect(await refused(clerk, incomingContract.registerIncoming, request)).to.equal('422 idempotency-conflict');
  });
});

let lastPaper = 0;

async function aPaper(clerk: Agent) {
  lastPaper += 1;
  return {
    codeNumber: String(lastPaper),
    codeNotation: 'BHXH-TTKT',
    typeCode: 'cong-van',
    issuedOn: '2026-11-02',
    issuer: { name: 'Bảo hiểm xã hội tỉnh Sao Mai' },
    subject: `Phối hợp rà soát dữ liệu, đợt ${lastPaper}`,
    uploadId: await upload(clerk, Buffer.from(`%PDF-1.7\n% replayed ${lastPaper}\n%%EOF\n`)),
  };
}
