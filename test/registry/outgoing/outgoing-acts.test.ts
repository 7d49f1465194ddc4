import { expect } from 'chai';
import { people } from '../../../server/identity/store.ts';
import type { Actor } from '../../../server/platform/actor.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { readOne } from '../../../server/platform/database/store.ts';
import { filesNamedIn } from '../../../server/platform/files/named-files.ts';
import { inTransaction, type Transaction } from '../../../server/platform/ledger/transaction.ts';
import type { KnownVerdict } from '../../../server/registry/documents/document-file.ts';
import { readIncoming } from '../../../server/registry/incoming/queries.ts';
import { registerIncoming } from '../../../server/registry/incoming/register-document.ts';
import { changeDraft } from '../../../server/registry/outgoing/drafts/change-draft.ts';
import { createDraft } from '../../../server/registry/outgoing/drafts/create-draft.ts';
import { deleteDraft } from '../../../server/registry/outgoing/drafts/delete-draft.ts';
import { draftPrepared, prepareFailed } from '../../../server/registry/outgoing/drafts/draft-prepared.ts';
import { handOverDraft } from '../../../server/registry/outgoing/drafts/hand-over-draft.ts';
import { returnDraft } from '../../../server/registry/outgoing/drafts/return-draft.ts';
import { submitDraft } from '../../../server/registry/outgoing/drafts/submit-draft.ts';
import { withdrawDraft } from '../../../server/registry/outgoing/drafts/withdraw-draft.ts';
import { issueDocument } from '../../../server/registry/outgoing/issue-document.ts';
import { markSigned } from '../../../server/registry/outgoing/mark-signed.ts';
import { keepNumber } from '../../../server/registry/outgoing/numbering/keep-number.ts';
import { numberDocument } from '../../../server/registry/outgoing/numbering/number-document.ts';
import { readyToNumber, useNumberingChecks } from '../../../server/registry/outgoing/numbering/ready-to-number.ts';
import { requestVoid } from '../../../server/registry/outgoing/numbering/request-void.ts';
import { retrySeal } from '../../../server/registry/outgoing/numbering/retry-seal.ts';
import { sealFailed } from '../../../server/registry/outgoing/numbering/seal-failed.ts';
import { voidNumber } from '../../../server/registry/outgoing/numbering/void-number.ts';
import type { OutgoingDocument } from '../../../server/registry/outgoing/outgoing-document.ts';
import { listOutgoing, outgoingView, readOutgoing } from '../../../server/registry/outgoing/queries.ts';
import { registerInkSigned } from '../../../server/registry/outgoing/register-ink-signed.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import { dueItems } from '../../../server/statistics/due-work-queries.ts';
import {
  aClerk,
  anAgency,
  anEmployee,
  changeRow,
  eventsOf,
  refusalOf,
  useAuditedLedger,
} from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import {
  aDraftBody,
  aFile,
  anOffice,
  anUpload,
  aRecipient,
  jobsOf,
  type Office,
  toRegister,
  useTestFiles,
} from '../../support/registry.ts';

describe('an outgoing document', () => {
  let clock: Date;
  let office: Office;
  useFreshDatabase({ each: true });
  useAuditedLedger({ clock: () => clock });
  useTestFiles();
  before(() => useNumberingChecks([])); // what can be sealed and sent is told by the capabilities above
  beforeEach(async () => {
    clock = new Date('2026-11-22T02:00:00Z');
    office = await anOffice();
  });

  const as = (actor: Actor, act: (tx: Transaction) => Promise<OutgoingDocument>) => inTransaction(actor, act);
  const asSystem = (act: (tx: Transaction) => Promise<void>) => inTransaction(systemActor(office.agency.id), act);
  const read = (id: string) => readOutgoing(office.clerk.actor, id);
  const on = ({ id, version }: OutgoingDocument) => ({ documentId: id, version });
  const eventTypes = async () => (await eventsOf(office.agency.id)).map(({ type }) => type);

  const draft = async (over = {}) => {
    const body = await aDraftBody(office, over);
    return await as(office.specialist.actor, (tx) => createDraft(tx, body));
  };
  const handedIn = async (made: OutgoingDocument, year?: number) => {
    const preparing = await as(office.specialist.actor, (tx) => submitDraft(tx, on(made)));
    await asSystem((tx) =>
      draftPrepared(tx, { ...on(preparing), file: aFile({ name: 'cho-ky.pdf' }), places: [], notes: [], year }),
    );
    return await read(preparing.id);
  };
  const submitted = async (over = {}) => await handedIn(await draft(over));
  const sign = async (waiting: OutgoingDocument) =>
    await as(office.leader.actor, (tx) =>
      markSigned(tx, { ...on(waiting), file: aFile({ name: 'da-ky.pdf' }), certificateSha256: 'c1', verdict: 'valid' }),
    );
  const signed = async (over = {}) => await sign(await submitted(over));
  const number = async (document: OutgoingDocument) => {
    const ready = await readyToNumber(office.clerk.actor, on(document));
    return await as(office.clerk.actor, (tx) => numberDocument(tx, ready));
  };
  const numbered = async (over = {}) => number(await signed(over));
  const issue = (documentId: string, verdict: KnownVerdict = 'valid') =>
    asSystem((tx) =>
      issueDocument(tx, {
        documentId,
        file: aFile({ name: 'phat-hanh.pdf' }),
        certificateSha256: 'c2',
        verdict,
      }),
    );

  it('goes from draft to issue, each step with its trace and the work it leaves', async () => {
    const document = await numbered();
    expect(document).to.deep.include({ notation: `${office.agency.symbol}-VP`, medium: 'electronic' });
    expect(document.state).to.include({ status: 'numbered', number: 1, year: 2026, issuedOn: '2026-11-22' });
    await issue(document.id);
    const issued = await read(document.id);
    expect(issued.state).to.include({ status: 'issued', number: 1 });
    expect(issued).to.include({ verdict: 'valid' });
    expect(outgoingView(issued, office.clerk.actor)).to.deep.include({
      code: `01/${office.agency.symbol}-VP`,
      number: 1,
      issuedOn: '2026-11-22',
      issuedAt: clock.toISOString(),
      allowed: ['correct', 'add-recipients', 'request-recall', 'track'],
    });
    expect((await eventTypes()).filter((type) => /draft|document|register/.test(type))).to.deep.equal([
      'draft-created',
      'draft-submitted',
      'draft-prepared',
      'document-signed',
      'register-opened',
      'document-numbered',
      'document-sealed',
      'document-issued',
    ]);
    const payload = { agencyId: office.agency.id, documentId: document.id };
    const [prepare] = await jobsOf('prepare-document');
    expect(prepare?.payload).to.deep.equal({ ...payload, version: 2 });
    for (const kind of ['seal-document', 'document-issued']) {
      expect(
        (await jobsOf(kind)).map((job) => job.payload),
        kind,
      ).to.deep.equal([payload]);
    }
  });

  it('that is no more than a draft is deleted by its drafter: nobody finds it, and nothing names its files', async () => {
    const made = await draft();
    const remove = (actor: Actor, version = made.version) =>
      inTransaction(actor, (tx) => deleteDraft(tx, { documentId: made.id, version }));
    expect((await refusalOf(remove(office.leader.actor))).code).to.equal('not-yours');
    expect((await refusalOf(remove(aClerk({ agencyId: 'so-khac' })))).kind).to.equal('not-found');
    expect((await refusalOf(remove(office.specialist.actor, 7))).code).to.equal('version-changed');
    await remove(office.specialist.actor);
    for (const actor of [office.specialist.actor, office.clerk.actor, office.leader.actor]) {
      expect((await refusalOf(readOutgoing(actor, made.id))).kind).to.equal('not-found');
      expect((await listOutgoing(actor, { limit: 5 })).items).to.deep.equal([]);
    }
    expect((await refusalOf(remove(office.specialist.actor, made.version + 1))).kind).to.equal('not-found');
    const row = await readOne(outgoingDocuments, { _id: made.id });
    expect([...filesNamedIn(made)]).to.have.length.above(0);
    expect([...filesNamedIn(row)]).to.deep.equal([]);
    expect(row).to.deep.include({ letter: null, words: [], deletedAt: clock });
    expect((await eventsOf(office.agency.id)).at(-1)).to.deep.equal({ type: 'draft-deleted', documentId: made.id });
  });

  it('is deleted by nobody once it was handed in, and by its drafter again once it came back', async () => {
    const waiting = await submitted();
    const remove = (document: OutgoingDocument) =>
      inTransaction(office.specialist.actor, (tx) => deleteDraft(tx, on(document)));
    expect((await refusalOf(remove(waiting))).code).to.equal('wrong-state');
    const given = await number(await sign(await submitted()));
    expect((await refusalOf(remove(given))).code).to.equal('wrong-state');
    const returned = await as(office.leader.actor, (tx) => returnDraft(tx, { ...on(waiting), reason: 'Thừa' }));
    const isDue = async () =>
      (await dueItems(office.specialist.actor, clock)).some(({ documentId }) => documentId === returned.id);
    expect(await isDue()).to.equal(true);
    await remove(returned);
    expect(await isDue()).to.equal(false);
  });

  it('is not issued with signatures that are not valid: it stays numbered', async () => {
    const { id } = await numbered();
    for (const verdict of ['invalid', 'unclear', 'no-signature'] as const) {
      expect((await refusalOf(issue(id, verdict))).code).to.equal('signature-not-valid');
    }
    expect((await read(id)).state).to.include({ status: 'numbered', number: 1 });
  });

  it('is issued once, however often the seal is reported', async () => {
    const { id } = await numbered();
    await issue(id);
    const first = await read(id);
    await issue(id);
    expect((await read(id)).main).to.deep.equal(first.main);
    expect((await eventTypes()).filter((type) => type === 'document-issued')).to.have.length(1);
  });

  it('gets its number once when two clerks press at the same time', async () => {
    const ready = await signed();
    const attempts = await Promise.allSettled([1, 2].map(() => number(ready)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect((await numbered()).state).to.include({ number: 2 });
  });

  it('shares its register with documents signed in ink, which are issued at once', async () => {
    await numbered();
    const uploadId = await anUpload(office.clerk.actor);
    const {
      uploadId: _,
      letter: __,
      attachmentUploadIds: ___,
      answersDocumentIds: ____,
      ...body
    } = await aDraftBody(office);
    const ink = await as(office.clerk.actor, (tx) => registerInkSigned(tx, { ...body, uploadId }));
    expect(ink).to.deep.include({ medium: 'ink', verdict: 'no-signature' });
    expect(ink.state).to.include({ status: 'issued', number: 2, issuedOn: '2026-11-22' });
    expect((await jobsOf('document-issued')).map(({ payload }) => payload.documentId)).to.deep.equal([ink.id]);
    expect((await eventTypes()).slice(-2)).to.deep.equal(['document-numbered', 'document-issued']);
  });

  it('notes its code on each document it answers', async () => {
    const incoming = await inTransaction(office.clerk.actor, (tx) => registerIncoming(tx, toRegister()));
    const second = await inTransaction(office.clerk.actor, (tx) => registerIncoming(tx, toRegister()));
    expect(
      (await refusalOf(draft({ answersDocumentIds: [incoming.id] }))).kind,
      'the drafter must be able to read it',
    ).to.equal('not-found');
    const body = {
      ...(await aDraftBody(office)),
      uploadId: await anUpload(office.clerk.actor),
      answersDocumentIds: [incoming.id, second.id, incoming.id],
    };
    const made = await as(office.clerk.actor, (tx) => createDraft(tx, body));
    const preparing = await as(office.clerk.actor, (tx) => submitDraft(tx, on(made)));
    await asSystem((tx) => draftPrepared(tx, { ...on(preparing), file: aFile(), places: [], notes: [] }));
    const file = aFile();
    const ready = await as(office.leader.actor, async (tx) =>
      markSigned(tx, { ...on(await read(made.id)), file, certificateSha256: 'c', verdict: 'valid' }),
    );
    await number(ready);
    await issue(made.id);
    for (const { id } of [incoming, second]) {
      expect((await readIncoming(office.clerk.actor, id)).answeredBy).to.deep.equal([
        { documentId: made.id, code: `01/${office.agency.symbol}-VP` },
      ]);
    }
    const noted = (await eventsOf(office.agency.id)).filter(({ type }) => type === 'document-answered');
    expect(noted.map((event) => 'documentId' in event && event.documentId)).to.deep.equal([incoming.id, second.id]);
  });

  describe('while it is drafted', () => {
    it('is made from a PDF or a text, from exactly one of them', async () => {
      const written = await draft({ letter: { addressees: [], body: 'Kính đề nghị…', copies: [] } });
      expect(written).to.deep.include({
        main: null,
        source: null,
        letter: { addressees: [], body: 'Kính đề nghị…', copies: [] },
      });
      expect((await refusalOf(draft({ uploadId: null }))).code).to.equal('content-required');
      const both = { ...(await aDraftBody(office)), letter: { addressees: [], body: 'a', copies: [] } };
      expect((await refusalOf(as(office.specialist.actor, (tx) => createDraft(tx, both)))).code).to.equal(
        'content-ambiguous',
      );
    });

    it('takes only what its drafter has sent, the document itself as a PDF', async () => {
      expect((await refusalOf(draft({ uploadId: await anUpload(office.clerk.actor) }))).kind).to.equal('not-found');
      const docx = await anUpload(office.specialist.actor, { mediaType: 'image/png', name: 'anh.png' });
      expect((await refusalOf(draft({ uploadId: docx }))).code).to.equal('main-file-not-pdf');
      expect((await draft({ attachmentUploadIds: [docx] })).attachments).to.have.length(1);
      const long = await anUpload(office.specialist.actor, { size: 100 * 1024 ** 2 + 1 });
      expect((await refusalOf(draft({ uploadId: long }))).code).to.equal('main-file-too-long');
      expect((await draft({ attachmentUploadIds: [long] })).attachments).to.have.length(1);
    });

    it('refuses what it cannot be sent with', async () => {
      const refused = async (over: object) => (await refusalOf(draft(over))).code;
      expect(await refused({ typeCode: 'nghi-dinh' })).to.equal('unknown-type');
      expect(await refused({ replyBy: '2026-11-21' })).to.equal('date-out-of-range');
      expect(await refused({ subject: 'TỐI MẬT Kế hoạch' })).to.equal('state-secret');
      expect(await refused({ unitId: 'nowhere' })).to.equal('unknown-unit');
      expect(await refused({ recipients: [aRecipient({ name: 'a' }), aRecipient({ name: 'A' })] })).to.equal(
        'recipient-repeated',
      );
      expect(await refused({ recipients: [{ ...aRecipient({ paperCopies: 0 }), agencyId: 'nowhere' }] })).to.equal(
        'unknown-agency',
      );
      expect(await refused({ signerPositionId: office.specialist.position.id })).to.equal('unknown-signer');
      expect(await refused({ signerPositionId: 'nobody' })).to.equal('unknown-signer');
      const stranger = await anEmployee(await anAgency(), ['leader']);
      expect(await refused({ signerPositionId: stranger.position.id })).to.equal('unknown-signer');
    });

    it('takes the unit of its drafter when none is named', async () => {
      expect((await draft({ unitId: null })).unitId).to.equal(office.unit.id);
      const body = { ...(await aDraftBody(office)), unitId: null, uploadId: await anUpload(office.clerk.actor) };
      expect((await refusalOf(as(office.clerk.actor, (tx) => createDraft(tx, body)))).code).to.equal('unit-required');
    });

    it('is changed by its drafter, from the version they have seen, and keeps the files it names', async () => {
      const made = await draft({ attachmentUploadIds: [await anUpload(office.specialist.actor)] });
      const kept = { uploadId: made.source?.id ?? '', attachmentUploadIds: made.attachments.map(({ id }) => id) };
      const body = { ...(await aDraftBody(office)), subject: 'Việc khác', ...kept };
      const changed = await as(office.specialist.actor, (tx) => changeDraft(tx, on(made), body));
      expect(changed).to.deep.include({ subject: 'Việc khác', source: made.source, attachments: made.attachments });
      expect(await refusalOf(as(office.specialist.actor, (tx) => changeDraft(tx, on(made), body)))).to.include({
        kind: 'stale',
        code: 'version-changed',
      });
      expect(await refusalOf(as(office.leader.actor, (tx) => changeDraft(tx, on(changed), body)))).to.include({
        code: 'not-yours',
      });
      expect((await eventTypes()).at(-1)).to.equal('draft-changed');
    });
  });

  describe('before its signer', () => {
    it('can be taken back by its drafter, on the bytes it was made from', async () => {
      const waiting = await submitted();
      expect(waiting.main?.name).to.equal('cho-ky.pdf');
      const back = await as(office.specialist.actor, (tx) => withdrawDraft(tx, on(waiting)));
      expect(back).to.deep.include({ state: { status: 'draft' }, main: waiting.source });
      expect((await eventTypes()).at(-1)).to.equal('draft-withdrawn');
    });

    it('can be returned by its signer alone, with the reason', async () => {
      const waiting = await submitted();
      const reason = 'Sửa trích yếu';
      const other = await anEmployee(office.agency, ['leader']);
      expect((await refusalOf(as(other.actor, (tx) => returnDraft(tx, { ...on(waiting), reason })))).code).to.equal(
        'not-yours',
      );
      const back = await as(office.leader.actor, (tx) => returnDraft(tx, { ...on(waiting), reason }));
      expect(back.notice).to.deep.equal({ kind: 'returned', text: reason, at: clock });
      expect((await eventsOf(office.agency.id)).at(-1)).to.deep.equal({
        type: 'draft-returned',
        documentId: back.id,
        reason,
      });
    });

    it('is handed to another drafter once its own is gone, who reads why and submits it anew', async () => {
      const answered = await inTransaction(office.clerk.actor, (tx) => registerIncoming(tx, toRegister()));
      const made = await draft({ answersDocumentIds: [] });
      await changeRow(outgoingDocuments, made.id, { answersDocumentIds: [answered.id] });
      const waiting = await handedIn(await read(made.id));
      const heir = await anEmployee(office.agency, ['specialist']);
      const inspector = await anEmployee(office.agency, ['inspector']);
      const request = { ...on(waiting), reason: 'Anh Phúc đã nghỉ', drafterPositionId: heir.position.id };
      const handing = (actor: Actor, over = {}) => as(actor, (tx) => handOverDraft(tx, { ...request, ...over }));
      expect((await refusalOf(handing(office.clerk.actor))).code).to.equal('drafter-in-office');
      await changeRow(people, office.specialist.person.id, { disabled: true });
      expect((await refusalOf(handing(heir.actor))).kind).to.equal('not-found');
      for (const { position } of [office.specialist, inspector]) {
        const refusal = await refusalOf(handing(office.clerk.actor, { drafterPositionId: position.id }));
        expect(refusal.code).to.equal('unknown-drafter');
      }
      expect((await refusalOf(handing(office.clerk.actor, { version: waiting.version + 1 }))).kind).to.equal('stale');

      const handed = await handing(office.clerk.actor);
      expect(handed).to.deep.include({
        ...{ state: { status: 'draft' }, main: waiting.source, answersDocumentIds: [answered.id] },
        drafter: { positionId: heir.position.id, name: heir.person.fullName },
        notice: { kind: 'handed-over', text: request.reason, at: clock },
      });
      expect((await eventsOf(office.agency.id)).at(-1)).to.deep.equal({
        ...{ type: 'draft-handed-over', documentId: handed.id },
        ...{ toPositionId: heir.position.id, reason: request.reason },
      });
      expect(outgoingView(await readOutgoing(heir.actor, handed.id), heir.actor).allowed).to.deep.equal([
        'edit',
        'delete',
        'submit',
      ]);
      // What it answers was nobody's business of the new drafter, and stays what it answers.
      const body = { ...(await aDraftBody(office)), answersDocumentIds: [answered.id] };
      const kept = { uploadId: handed.source?.id ?? '', attachmentUploadIds: [] };
      const changed = await as(heir.actor, (tx) => changeDraft(tx, on(handed), { ...body, ...kept }));
      expect((await as(heir.actor, (tx) => submitDraft(tx, on(changed)))).state.status).to.equal('preparing');
    });

    it('keeps what it was returned for when it is handed over', async () => {
      const waiting = await submitted();
      const back = await as(office.leader.actor, (tx) => returnDraft(tx, { ...on(waiting), reason: 'Sửa trích yếu' }));
      await changeRow(people, office.specialist.person.id, { disabled: true });
      const drafterPositionId = office.clerk.position.id;
      const handed = await as(office.leader.actor, (tx) =>
        handOverDraft(tx, { ...on(back), reason: 'Người soạn đã nghỉ', drafterPositionId }),
      );
      expect(handed.notice?.text).to.equal('Người soạn đã nghỉ (Sửa trích yếu)');
    });

    it('comes back with the reason when it cannot be prepared', async () => {
      const preparing = await draft().then((made) => as(office.specialist.actor, (tx) => submitDraft(tx, on(made))));
      await asSystem((tx) => prepareFailed(tx, { ...on(preparing), reason: 'Tệp đã có chữ ký số' }));
      const back = await read(preparing.id);
      expect(back.state.status).to.equal('draft');
      expect(back.notice).to.include({ kind: 'prepare-failed', text: 'Tệp đã có chữ ký số' });
    });

    it('is left alone by preparations of a version that was taken back', async () => {
      const preparing = await draft().then((made) => as(office.specialist.actor, (tx) => submitDraft(tx, on(made))));
      const back = await as(office.specialist.actor, (tx) => withdrawDraft(tx, on(preparing)));
      await as(office.specialist.actor, (tx) => submitDraft(tx, on(back)));
      await asSystem((tx) => draftPrepared(tx, { ...on(preparing), file: aFile(), places: [], notes: [] }));
      await asSystem((tx) => prepareFailed(tx, { ...on(preparing), reason: 'cũ' }));
      expect((await read(preparing.id)).state.status).to.equal('preparing');
      expect(await jobsOf('prepare-document')).to.have.length(2);
    });

    it('is signed by its signer alone', async () => {
      const waiting = await submitted();
      const act = (actor: Actor) =>
        as(actor, (tx) => markSigned(tx, { ...on(waiting), file: aFile(), certificateSha256: 'c', verdict: 'valid' }));
      expect((await refusalOf(act(office.clerk.actor))).code).to.equal('not-yours');
      expect((await act(office.leader.actor)).state).to.include({ status: 'signed', certificateSha256: 'c' });
      expect((await refusalOf(act(office.leader.actor))).code).to.equal('wrong-state');
    });
  });

  describe('with its number', () => {
    it('stays numbered when the seal fails, until it is tried again', async () => {
      const { id } = await numbered();
      await asSystem((tx) => sealFailed(tx, { documentId: id, reason: 'Không mở được khoá' }));
      const failed = await read(id);
      expect(failed.notice).to.include({ kind: 'seal-failed', text: 'Không mở được khoá' });
      const again = await as(office.clerk.actor, (tx) => retrySeal(tx, on(failed)));
      expect(again.notice).to.equal(null);
      expect(again.state).to.deep.equal(failed.state);
      expect(await jobsOf('seal-document')).to.have.length(2);
      await issue(id);
      await asSystem((tx) => sealFailed(tx, { documentId: id, reason: 'muộn' }));
      expect((await read(id)).notice).to.equal(null);
    });

    it('keeps its row when the number is voided by two; the number is never given again, and no seal brings it back', async () => {
      const document = await numbered();
      const reason = 'Ban hành nhầm';
      const asked = await as(office.clerk.actor, (tx) => requestVoid(tx, { ...on(document), reason }));
      expect(outgoingView(asked, office.leader.actor)).to.deep.include({
        voidRequest: { reason, at: clock.toISOString(), name: 'Bùi Thị Yến' },
        allowed: ['void', 'keep-number'],
      });
      expect((await refusalOf(as(office.clerk.actor, (tx) => voidNumber(tx, on(asked))))).code).to.equal('not-yours');
      await issue(document.id);
      expect((await read(document.id)).state.status, 'nothing is issued meanwhile').to.equal('numbered');
      const voided = await as(office.leader.actor, (tx) => voidNumber(tx, on(asked)));
      expect(voided.state).to.include({ status: 'voided', number: 1, voidReason: reason });
      expect(outgoingView(voided, office.clerk.actor)).to.include({ voidedBy: 'Trần Văn Bình' });
      expect((await eventsOf(office.agency.id)).slice(-2)).to.deep.equal(
        ['void-requested', 'number-voided'].map((type) => ({
          type,
          documentId: document.id,
          registerId: 'registerId' in voided.state ? voided.state.registerId : '',
          number: 1,
          reason,
          ...(type === 'number-voided' ? { requestedBy: office.clerk.person.id } : {}),
        })),
      );
      await issue(document.id);
      expect((await read(document.id)).state.status).to.equal('voided');
      expect((await numbered()).state).to.include({ number: 2 });
    });

    it('keeps its number when the second person does not agree, and is sealed after all', async () => {
      const document = await numbered();
      const asked = await as(office.clerk.actor, (tx) => requestVoid(tx, { ...on(document), reason: 'Nhầm' }));
      const reason = 'Văn bản đúng';
      const kept = await as(office.leader.actor, (tx) => keepNumber(tx, { ...on(asked), reason }));
      expect(kept.state).to.deep.equal(document.state);
      expect((await eventsOf(office.agency.id)).at(-1)).to.include({ type: 'void-refused', number: 1, reason });
      expect(await jobsOf('seal-document')).to.have.length(2);
      await issue(document.id);
      expect((await read(document.id)).state).to.include({ status: 'issued', number: 1 });
    });

    it('is not renumbered, changed or withdrawn any more', async () => {
      const document = await numbered();
      const body = await aDraftBody(office);
      const codeOf = async (attempt: Promise<unknown>) => (await refusalOf(attempt)).code;
      expect(await codeOf(number(document))).to.equal('wrong-state');
      expect(await codeOf(as(office.specialist.actor, (tx) => withdrawDraft(tx, on(document))))).to.equal(
        'wrong-state',
      );
      expect(await codeOf(as(office.specialist.actor, (tx) => changeDraft(tx, on(document), body)))).to.equal(
        'immutable',
      );
    });

    it('gets none of the new year for a date of the old', async () => {
      clock = new Date('2026-12-31T15:00:00Z');
      const ready = await signed();
      clock = new Date('2026-12-31T17:30:00Z');
      expect((await refusalOf(number(ready))).code).to.equal('signed-last-year');
    });

    it('is not signed over a page that names the old year, but handed in again', async () => {
      clock = new Date('2026-12-30T02:00:00Z');
      const waiting = await handedIn(await draft(), 2026);
      clock = new Date('2027-01-04T02:00:00Z');
      expect((await refusalOf(sign(waiting))).code).to.equal('dated-another-year');
      const back = await as(office.leader.actor, (tx) => returnDraft(tx, { ...on(waiting), reason: 'Sang năm mới' }));
      expect(back.yearOnPage).to.equal(null);
      const again = await number(await sign(await handedIn(back, 2027)));
      expect(again.state).to.include({ status: 'numbered', year: 2027, issuedOn: '2027-01-04' });
    });

    it('gets no number of a year that its page does not name', async () => {
      clock = new Date('2027-01-04T02:00:00Z');
      const ready = await sign(await handedIn(await draft(), 2027));
      await outgoingDocuments.model.updateOne({ _id: ready.id }, { yearOnPage: 2026 });
      expect((await refusalOf(number(ready))).code).to.equal('dated-another-year');
    });

    it('goes back to its drafter on 1 January, is signed anew and gets the first number of the new year', async () => {
      clock = new Date('2026-12-31T15:00:00Z');
      const ready = await signed();
      clock = new Date('2027-01-01T01:00:00Z');
      expect(outgoingView(ready, office.clerk.actor).allowed).to.include('return');
      const reason = 'Ngày ký đã sang năm mới';
      const back = await as(office.clerk.actor, (tx) => returnDraft(tx, { ...on(ready), reason }));
      expect(back).to.include({ verdict: 'no-signature' });
      expect(back.state).to.deep.equal({ status: 'draft' });
      expect(back.notice).to.include({ kind: 'returned', text: reason });
      expect((await eventsOf(office.agency.id)).at(-1)).to.include({ type: 'draft-returned', reason });
      const again = await number(await sign(await handedIn(back)));
      expect(again.state).to.include({ status: 'numbered', number: 1, year: 2027, issuedOn: '2027-01-01' });
    });

    it('is not returned any more once it has its number', async () => {
      const document = await numbered();
      const returning = as(office.clerk.actor, (tx) => returnDraft(tx, { ...on(document), reason: 'Sai thể thức' }));
      expect((await refusalOf(returning)).code).to.equal('wrong-state');
    });
  });

  it('is nothing to people of another agency', async () => {
    const document = await draft();
    const foreign = aClerk({ agencyId: 'so-khac' });
    expect((await refusalOf(readOutgoing(foreign, document.id))).kind).to.equal('not-found');
    expect((await refusalOf(as(foreign, (tx) => withdrawDraft(tx, on(document))))).kind).to.equal('not-found');
    expect((await listOutgoing(foreign, { limit: 10 })).total).to.equal(0);
  });

  it('is listed by state, day of issue, words and code', async () => {
    const document = await numbered({ subject: 'Đề nghị cấp chứng thư số' });
    await draft();
    const ids = async (over: object) =>
      (await listOutgoing(office.clerk.actor, { limit: 10, ...over })).items.map(({ id, state }) => [id, state]);
    expect(await ids({ state: 'numbered' })).to.deep.equal([[document.id, 'numbered']]);
    expect(await ids({ from: '2026-11-22', to: '2026-11-22' })).to.deep.equal([[document.id, 'numbered']]);
    expect(await ids({ q: 'de nghi cap chu' })).to.deep.equal([[document.id, 'numbered']]);
    expect(await ids({ q: `1/${office.agency.symbol}` })).to.deep.equal([[document.id, 'numbered']]);
    expect(await ids({ open: 'true' })).to.have.length(2);
    await issue(document.id);
    expect(await ids({ open: 'false' })).to.deep.equal([[document.id, 'issued']]);
    expect((await listOutgoing(office.head.actor, { limit: 10 })).total, 'a unit head takes no part').to.equal(0);
    expect((await listOutgoing(office.specialist.actor, { limit: 10 })).total).to.equal(2);
  });
});
