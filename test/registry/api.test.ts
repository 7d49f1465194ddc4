import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { intakeContract } from '../../server/intake/contract.ts';
import { intakeRoutes } from '../../server/intake/routes.ts';
import type { Endpoint } from '../../server/platform/api/contract.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { files } from '../../server/platform/files/files.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { takeMainFile } from '../../server/registry/documents/take-files.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import type { IncomingDocument } from '../../server/registry/incoming/incoming-document.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { incomingRoutes } from '../../server/registry/incoming/routes.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { createDraft } from '../../server/registry/outgoing/drafts/create-draft.ts';
import { useNumberingChecks } from '../../server/registry/outgoing/numbering/ready-to-number.ts';
import type { OutgoingDocument } from '../../server/registry/outgoing/outgoing-document.ts';
import { outgoingRoutes } from '../../server/registry/outgoing/routes.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import { registersContract } from '../../server/registry/registers/contract.ts';
import { registersRoutes } from '../../server/registry/registers/routes.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { giveDirective } from '../../server/routing/give-directive.ts';
import { routingRoutes } from '../../server/routing/routes.ts';
import { assignments } from '../../server/routing/store.ts';
import {
  type Agent,
  aKey,
  anAgency,
  anEmployee,
  type Employee,
  eventsOf,
  signedInAs,
  testPassword,
  useAuditedLedger,
  useIdentityApp,
} from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { aDraftBody, anOffice, anUpload, type Office, toRegister, useTestFiles } from '../support/registry.ts';

describe('the registry by HTTP', function () {
  this.timeout(60_000);
  let office: Office;
  let clerk: Agent;
  let specialist: Agent;
  useFreshDatabase();
  useAuditedLedger();
  useTestFiles();
  const app = useIdentityApp({
    contracts: {
      intake: intakeContract,
      registers: registersContract,
      incoming: incomingContract,
      outgoing: outgoingContract,
      routing: routingContract,
    },
    routes: [...intakeRoutes, ...registersRoutes, ...incomingRoutes, ...outgoingRoutes, ...routingRoutes],
  });
  before(async () => {
    useNumberingChecks([]); // what can be sealed and sent is told by the capabilities above
    office = await anOffice();
    clerk = await signedInAs(app.address(), office.clerk.person.username);
    specialist = await signedInAs(app.address(), office.specialist.person.username);
  });

  const registration = async (over = {}) => {
    const { files: _, origin: __, typeName: ___, ...fields } = toRegister();
    return { ...fields, issuedOn: '2026-01-02', uploadId: await anUpload(office.clerk.actor), ...over };
  };
  const register = async (over = {}, key = aKey()) =>
    clerk
      .post('/api/incoming')
      .set(key)
      .send(await registration(over));

  it('numbers 40 registrations at once 01 to 40, no gap, no double', async () => {
    const bodies = await Promise.all(Array.from({ length: 40 }, () => registration()));
    const answers = await Promise.all(bodies.map((body) => clerk.post('/api/incoming').set(aKey()).send(body)));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array.from({ length: 40 }, () => 201));
    const numbers = answers.map(({ body }) => body.arrivalNumber).toSorted((one, other) => one - other);
    expect(numbers).to.deep.equal(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(await readAll(incomingDocuments, { agencyId: office.agency.id })).to.have.length(40);
  });

  it('answers a repeated key with the same number, and refuses it for another body', async () => {
    const [key, body] = [aKey(), await registration()];
    const first = await clerk.post('/api/incoming').set(key).send(body).expect(201);
    const again = await clerk.post('/api/incoming').set(key).send(body).expect(201);
    expect(again.body).to.deep.equal(first.body);
    expect(again.headers['idempotency-replayed']).to.equal('true');
    const parallel = [await registration(), aKey()] as const;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => clerk.post('/api/incoming').set(parallel[1]).send(parallel[0])),
    );
    expect(new Set(answers.map((answer) => answer.body.arrivalNumber))).to.have.property('size', 1);
    const other = await clerk
      .post('/api/incoming')
      .set(key)
      .send({ ...body, subject: 'Khác' })
      .expect(422);
    expect(other.body.type).to.equal('/problems/idempotency-conflict');
    expect((await clerk.post('/api/incoming').send(body).expect(400)).body.type).to.equal(
      '/problems/idempotency-key-missing',
    );
  });

  it('corrects by the fields that are named, once, and takes no number, day or file', async () => {
    const { body: document } = await register({ subject: 'Báo cáo tinh hình', description: 'Bản giấy' });
    const { id, version, arrivalNumber } = document;
    const key = aKey();
    const path = `/api/incoming/${id}/corrections`;
    const body = { version, reason: 'Gõ nhầm', subject: 'Báo cáo tình hình' };
    expect((await clerk.post(path).send(body).expect(400)).body.type).to.equal('/problems/idempotency-key-missing');
    const corrected = await clerk.post(path).set(key).send(body).expect(200);
    expect(corrected.body).to.deep.include({ subject: body.subject, description: 'Bản giấy', arrivalNumber });
    expect(corrected.body.allowed).to.include('correct');
    expect((await clerk.post(path).set(key).send(body).expect(200)).body).to.deep.equal(corrected.body);
    const answers = [
      [clerk, { ...body, subject: 'Khác' }, 412],
      [clerk, { ...body, version: version + 1, codeNumber: '5' }, 422],
      [clerk, { ...body, version: version + 1, subject: 'Khác', reason: '' }, 422],
      [specialist, { ...body, version: version + 1, subject: 'Khác' }, 403],
    ] as const;
    for (const [agent, sent, status] of answers) await agent.post(path).set(aKey()).send(sent).expect(status);
    const history = await clerk.get(`/api/incoming/${id}/history`).expect(200);
    expect(history.body.map(({ event }: { event: Record<string, unknown> }) => event)).to.deep.include({
      type: 'document-corrected',
      ...{ documentId: id, field: 'subject', before: 'Báo cáo tinh hình', after: body.subject, reason: 'Gõ nhầm' },
    });
  });

  it('points at each field that is missing, and takes no number from outside', async () => {
    const { subject: _, issuedOn: __, issuer: ___, ...rest } = await registration();
    const { body } = await clerk.post('/api/incoming').set(aKey()).send(rest).expect(422);
    expect(body.fields.map(({ pointer }: { pointer: string }) => pointer)).to.have.members([
      '/body/subject',
      '/body/issuedOn',
      '/body/issuer',
    ]);
    for (const extra of [{ arrivalNumber: 1 }, { state: 'done' }, { agencyId: 'x' }, { number: 1 }]) {
      const refused = await register(extra);
      expect([refused.status, refused.body.type]).to.deep.equal([422, '/problems/unknown-property']);
    }
  });

  it('refuses dates that cannot be, and the book of last year', async () => {
    const future = await register({ arrivedOn: '2199-01-01' });
    expect([future.status, future.body.type, future.body.fields[0].pointer]).to.deep.equal([
      422,
      '/problems/date-out-of-range',
      '/body/arrivedOn',
    ]);
    const past = await register({ issuedOn: '2020-01-01', arrivedOn: '2020-01-02' });
    expect([past.status, past.body.type, past.body.kind]).to.deep.equal([409, '/problems/register-closed', 'incoming']);
  });

  it('names the possible duplicate', async () => {
    const first = await register({ codeNumber: '77', codeNotation: 'TRUNG-VP' });
    const second = await register({ codeNumber: '77', codeNotation: 'TRUNG-VP' });
    expect(second.status).to.equal(409);
    expect(second.body).to.include({
      type: '/problems/possible-duplicate',
      documentId: first.body.id,
      arrivalNumber: first.body.arrivalNumber,
    });
    const found = await clerk.get('/api/incoming-duplicates').query({
      codeNumber: '77',
      codeNotation: 'TRUNG-VP',
      issuerName: 'Sở Tài chính tỉnh Sao Mai',
      issuedOn: '2026-01-02',
    });
    expect(found.body.map(({ id }: { id: string }) => id)).to.deep.equal([first.body.id]);
  });

  it('sends a file exactly as it was received, and logs who read it', async () => {
    const { body } = await register();
    const [file] = body.files;
    const { body: bytes, headers } = await clerk
      .get(`/api/incoming/${body.id}/files/${file.id}`)
      .responseType('blob')
      .expect(200);
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(file.sha256);
    expect(Buffer.from(await files().read(file.sha256)).equals(bytes)).to.equal(true);
    expect(headers['content-type']).to.equal('application/pdf');
    await clerk.get(`/api/incoming/${body.id}`).expect(200);
    expect((await eventsOf(office.agency.id)).slice(-2)).to.deep.equal([
      { type: 'document-downloaded', documentId: body.id, fileId: file.id },
      { type: 'document-viewed', documentId: body.id },
    ]);
    const history = await clerk.get(`/api/incoming/${body.id}/history`).expect(200);
    expect(history.body.map(({ type }: { type: string }) => type)).to.deep.equal([
      'document-registered',
      'document-downloaded',
      'document-viewed',
    ]);
  });

  it('pages through the list, and takes no cursor it did not give', async () => {
    const first = await clerk.get('/api/incoming?limit=2').expect(200);
    expect(first.body.items).to.have.length(2);
    const second = await clerk.get(`/api/incoming?limit=2&cursor=${first.body.next}`).expect(200);
    expect(second.body.items[0].id).not.to.equal(first.body.items[0].id);
    expect((await clerk.get('/api/incoming?cursor=abc').expect(400)).body.type).to.equal('/problems/bad-cursor');
    await clerk.get('/api/incoming?state=a').expect(422);
    await clerk.get('/api/incoming?from=2026-02-30').expect(422);
  });

  it('wants the version that was seen before it changes a draft', async () => {
    const body = await aDraftBody(office);
    const made = await specialist.post('/api/outgoing').set(aKey()).send(body).expect(201);
    const path = `/api/outgoing/${made.body.id}`;
    const change = { ...body, uploadId: made.body.files[0].id, subject: 'Việc khác' };
    await specialist.put(path).send(change).expect(428);
    await specialist.put(path).set('If-Match', '"7"').send(change).expect(412);
    await specialist.put(path).set('If-Match', '*').send(change).expect(412);
    const changed = await specialist.put(path).set('If-Match', '"1"').send(change).expect(200);
    expect(changed.body).to.include({ version: 2, subject: 'Việc khác' });
    expect(changed.body.files[0].sha256).to.equal(made.body.files[0].sha256);
    await clerk.put(path).set('If-Match', '"2"').send(change).expect(403);
  });

  it('asks for the password again before it numbers', async () => {
    const made = await specialist
      .post('/api/outgoing')
      .set(aKey())
      .send(await aDraftBody(office))
      .expect(201);
    const path = `/api/outgoing/${made.body.id}/number`;
    const wrong = await clerk.post(path).set(aKey()).send({ version: 1, password: 'sai' }).expect(403);
    expect(wrong.body.type).to.equal('/problems/reauthentication-failed');
    const early = await clerk.post(path).set(aKey()).send({ version: 1, password: testPassword }).expect(409);
    expect(early.body).to.include({ type: '/problems/wrong-state', state: 'draft' });
    await specialist.post(path).set(aKey()).send({ version: 1, password: testPassword }).expect(403);
  });

  it('prints a tab as a space, and names what cannot be printed with line and field, however it is sent', async () => {
    const letter = { addressees: ['Sở Tài chính'], body: '1.\tĐề nghị báo cáo.\n2.\u000bThời hạn 30/11.', copies: [] };
    const body = await aDraftBody(office, { letter, uploadId: null });
    await specialist.post('/api/letter-preview').send(body).expect(200);
    const { body: draft } = await specialist.post('/api/outgoing').set(aKey()).send(body).expect(201);
    const odd = { ...body, letter: { ...letter, body: 'Một\n2.\tHai ☐' } };
    const named = { type: '/problems/unprintable-character', line: 2, character: '☐', codePoint: 'U+2610' };
    const change = specialist.put(`/api/outgoing/${draft.id}`).set('If-Match', `"${draft.version}"`);
    for (const request of [
      specialist.post('/api/letter-preview'),
      specialist.post('/api/outgoing').set(aKey()),
      change,
    ]) {
      const answer = await request.send(odd).expect(422);
      expect(answer.body).to.deep.include(named);
      expect(answer.body.fields[0].pointer).to.equal('/body/letter/body');
    }
    for (const character of ['中', '🙂', '\uf0b7', '\uffff', '\ufdd0']) {
      const over = { ...body, subject: `Về việc ${character}` };
      const { body: answer } = await specialist.post('/api/outgoing').set(aKey()).send(over).expect(422);
      expect(answer, character).to.deep.include({ type: '/problems/unprintable-character', line: 1, character });
    }
    // A draft that was kept before its text was looked at so.
    await outgoingDocuments.model.updateOne({ _id: draft.id }, { $set: { 'letter.body': 'Một ☐' } });
    const submit = specialist.post(`/api/outgoing/${draft.id}/submit`).set(aKey()).send({ version: draft.version });
    expect((await submit.expect(422)).body).to.deep.include({ ...named, line: 1 });
  });

  it('shows a letter as it would be signed, and reads the fields of one', async () => {
    const letter = {
      addressees: ['Sở Tài chính'],
      body: 'Thực hiện Nghị định số 30/2020/NĐ-CP, đề nghị phối hợp./.',
      copies: [],
    };
    const body = await aDraftBody(office, { letter, uploadId: null });
    const { body: pdf } = await specialist.post('/api/letter-preview').send(body).responseType('blob').expect(200);
    expect(pdf.subarray(0, 5).toString()).to.equal('%PDF-');
    await specialist
      .post('/api/letter-preview')
      .send({ ...body, letter: null })
      .expect(422);
    const uploadId = await anUpload(office.clerk.actor, { bytes: pdf });
    const read = await clerk.get(`/api/uploads/${uploadId}/fields`).expect(200);
    expect(read.body).to.deep.include({ pages: 1, hasText: true });
    const values = Object.fromEntries(
      read.body.fields.map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    expect(values).to.include({
      typeCode: 'cong-van',
      subject: 'Gửi, nhận văn bản điện tử',
      issuerName: office.agency.name,
      signerName: 'Trần Văn Bình',
    });
    const { body: first } = await register({ uploadId });
    const again = await anUpload(office.clerk.actor, { bytes: Buffer.concat([pdf, Buffer.from('\n%')]) });
    const like = async (query = {}) => (await clerk.get(`/api/uploads/${again}/like`).query(query).expect(200)).body;
    expect(await like(), 'before it is read').to.deep.equal([]);
    await clerk.get(`/api/uploads/${again}/fields`).expect(200);
    expect(await like()).to.have.length(1);
    expect((await like())[0])
      .to.deep.include({ share: 1 })
      .and.nested.include({ 'document.id': first.id });
    // Nobody has read this one: half of its subject leads there.
    const subject = 'Gửi, nhận văn bản điện tử';
    await register({
      uploadId: await anUpload(office.clerk.actor, { bytes: Buffer.concat([pdf, Buffer.from('%')]) }),
      subject,
    });
    expect(await like({ subject: `${subject} đọc sai chữ` })).to.have.length(2);
    const blank = await anUpload(office.clerk.actor, { mediaType: 'image/png' });
    expect((await clerk.get(`/api/uploads/${blank}/fields`).expect(200)).body).to.deep.equal({
      fields: [],
      pages: 0,
      hasText: false,
      scan: null,
      notes: [],
    });
  });

  describe('to a person of another agency', () => {
    let foreign: Agent;
    let stranger: Employee;
    let incoming: IncomingDocument;
    let outgoing: OutgoingDocument;
    let uploadId: string;
    let assignmentId: string;
    before(async () => {
      stranger = await anEmployee(await anAgency(), ['clerk', 'leader', 'unit-head', 'specialist']);
      foreign = await signedInAs(app.address(), stranger.person.username);
      uploadId = await anUpload(office.clerk.actor);
      incoming = await inTransaction(office.clerk.actor, async (tx) =>
        registerIncoming(tx, { ...toRegister({ issuedOn: '2026-01-02' }), files: [await takeMainFile(tx, uploadId)] }),
      );
      await inTransaction(office.leader.actor, (tx) =>
        giveDirective(tx, {
          documentId: incoming.id,
          text: 'Xử lý',
          mainPositionId: office.specialist.position.id,
          coHandlerPositionIds: [],
          forInformationPositionIds: [],
          dueOn: null,
        }),
      );
      assignmentId = (await readAll(assignments, { documentId: incoming.id }))[0]?.id ?? '';
      const body = await aDraftBody(office);
      outgoing = await inTransaction(office.specialist.actor, (tx) => createDraft(tx, body));
    });

    const version = 1;
    const bodies: Readonly<Record<string, () => object | Promise<object>>> = {
      changeDraft: () => ({ ...draftOf(stranger), uploadId }),
      deleteDraft: () => ({ version }),
      submitDraft: () => ({ version }),
      withdrawDraft: () => ({ version }),
      returnDraft: () => ({ version, reason: 'Sửa' }),
      handOverDraft: () => ({ version, reason: 'Nghỉ', drafterPositionId: stranger.position.id }),
      numberDocument: () => ({ version, password: testPassword }),
      retrySeal: () => ({ version, password: testPassword }),
      attachCopy: () => ({ version, uploadId }),
      requestVoidIncoming: () => ({ version, reason: 'Nhầm' }),
      voidIncoming: () => ({ version }),
      keepIncoming: () => ({ version, reason: 'Đúng' }),
      requestVoid: () => ({ version, reason: 'Nhầm' }),
      voidNumber: () => ({ version }),
      keepNumber: () => ({ version, reason: 'Đúng' }),
      addRecipients: () => ({ version, recipients: [{ name: 'Công ty Sao Mai' }] }),
      requestRecall: () => ({ version, reason: 'Nhầm' }),
      recallDocument: () => ({ version }),
      keepIssued: () => ({ version, reason: 'Đúng' }),
      noteRecall: () => ({}),
      noteUpdate: () => ({}),
      correctDocument: () => ({ version, reason: 'Nhầm', subject: 'Khác' }),
      correctOutgoing: () => ({ version, reason: 'Nhầm', subject: 'Khác' }),
      presentDocument: () => ({ leaderPositionId: stranger.position.id }),
      giveDirective: () => ({ text: 'Xử lý', mainPositionId: stranger.position.id }),
      signForDocument: () => ({}),
      startAssignment: () => ({}),
      finishAssignment: () => ({ result: 'Xong' }),
    };
    const draftOf = ({ position }: Employee) => ({
      typeCode: 'quyet-dinh',
      subject: 'Việc',
      signerPositionId: position.id,
      recipients: [{ name: 'Công ty Sao Mai' }],
    });
    const ask = async (
      name: string,
      { method, path, legalEffect }: Endpoint,
      ids: Readonly<Record<string, string>>,
    ) => {
      const address = path.replaceAll(/:(\w+)/g, (_, parameter: string) => ids[parameter] ?? 'missing');
      const request = foreign[method](`/api${address}`);
      if (legalEffect) request.set(aKey());
      if (name === 'changeDraft') request.set('If-Match', '"1"');
      const body = await bodies[name]?.();
      const { status, text, headers } = await (body ? request.send(body) : request);
      const { instance: _, ...problem } = JSON.parse(text);
      return { status, problem, type: headers['content-type'] };
    };

    const endpoints: [string, Endpoint][] = [
      ...Object.entries({ ...intakeContract, ...registersContract, ...incomingContract, ...outgoingContract }),
      ...Object.entries(routingContract),
    ];
    for (const [name, endpoint] of endpoints.filter(([, { path }]) => path.includes(':'))) {
      it(`${name} answers 404, the same as for an id that is nowhere`, async () => {
        const document = endpoint.path.startsWith('/incoming') ? incoming : outgoing;
        const fileId = endpoint.path.startsWith('/incoming')
          ? (incoming.files[0]?.id ?? '')
          : (outgoing.main?.id ?? '');
        const hidden = await ask(name, endpoint, { documentId: document.id, fileId, uploadId, assignmentId });
        const missing = await ask(name, endpoint, {
          documentId: 'missing',
          fileId: 'missing',
          uploadId: 'missing',
          assignmentId: 'missing',
        });
        expect(hidden).to.deep.equal(missing);
        expect(hidden.status).to.equal(404);
      });
    }

    it('lists nothing, finds nothing, counts nothing', async () => {
      for (const path of ['/api/incoming?q=dien', '/api/outgoing?q=dien']) {
        expect((await foreign.get(path).expect(200)).body).to.deep.equal({
          items: [],
          next: null,
          total: 0,
          capped: false,
        });
      }
      const { body } = await foreign.get('/api/registers').expect(200);
      expect(body.every(({ lastNumber }: { lastNumber: number }) => lastNumber === 0)).to.equal(true);
    });

    it('changes nothing', async () => {
      expect((await readAll(incomingDocuments, { _id: incoming.id }))[0]?.version).to.equal(incoming.version + 1);
      expect((await readAll(outgoingDocuments, { _id: outgoing.id }))[0]?.version).to.equal(outgoing.version);
    });

    it('takes no upload or incoming document of theirs into one’s own', async () => {
      const body = { ...draftOf(stranger), recipients: [{ name: 'Công ty Sao Mai' }] };
      const stolen = await foreign
        .post('/api/outgoing')
        .set(aKey())
        .send({ ...body, uploadId });
      expect(stolen.status).to.equal(404);
      const own = await anUpload(stranger.actor);
      const answer = await foreign
        .post('/api/outgoing')
        .set(aKey())
        .send({ ...body, uploadId: own, answersDocumentIds: [incoming.id] });
      expect(answer.status).to.equal(404);
    });
  });
});
