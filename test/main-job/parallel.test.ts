import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { agencies } from '../../server/identity/store.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { registers } from '../../server/registry/registers/store.ts';
import { ask, problemOf, refused, send } from '../support/ask.ts';
import { type Agent, aKey, anEmployee, eventsOf, signedInAs, testPassword } from '../support/identity.ts';
import { aLetter, issuedLetter, newestArrival, signedLetter, theBureau, upload } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const { registerIncoming } = incomingContract;
const times = <T>(count: number, make: (turn: number) => T) => Array.from({ length: count }, (_, turn) => make(turn));

describe('many at once', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let clerk: Agent;

  before(async () => {
    clerk = await province.signIn('vanthu', 'skhcn');
  });

  const aPaper = async (turn: number) => ({
    codeNumber: String(turn),
    codeNotation: 'BHXH-TTKT',
    typeCode: 'cong-van',
    issuedOn: '2026-11-02',
    issuer: { name: 'Bảo hiểm xã hội tỉnh Sao Mai' },
    subject: `Phối hợp rà soát dữ liệu, đợt ${turn}`,
    uploadId: await upload(clerk, Buffer.from(`%PDF-1.7\n% paper ${turn}\n%%EOF\n`)),
  });
  const lastNumber = async () => {
    const agencyId = province.agency('skhcn').id;
    return (await readOne(registers, { agencyId, kind: 'incoming' }))?.lastNumber ?? 0;
  };

  it('40 registrations into one register get 1 to 40, no gap, no double', async () => {
    // One after the other, as a person may only have few on the way at once.
    const papers: Awaited<ReturnType<typeof aPaper>>[] = [];
    for (let turn = 1; turn <= 40; turn += 1) papers.push(await aPaper(turn));
    const registered = await Promise.all(papers.map((body) => ask(clerk, registerIncoming, { body })));
    const numbers = registered.map(({ arrivalNumber }) => arrivalNumber).sort((a, b) => a - b);
    expect(numbers).to.deep.equal(times(40, (turn) => turn + 1));
    expect(await lastNumber()).to.equal(40);
    const logged = (await eventsOf(province.agency('skhcn').id)).flatMap((event) =>
      event.type === 'document-registered' ? [event.number] : [],
    );
    expect(logged).to.deep.equal(times(40, (turn) => turn + 1));
  });

  it('the same Idempotency-Key 20 times registers one document and gets one answer', async () => {
    const body = await aPaper(41);
    const headers = aKey();
    const answers = await Promise.all(times(20, () => send(clerk, registerIncoming, { body, headers })));
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([201]));
    expect(new Set(answers.map(({ body: answer }) => JSON.stringify(answer))).size).to.equal(1);
    expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === 'true')).to.have.length(19);
    expect(await lastNumber()).to.equal(41);
    expect(await incomingDocuments.model.countDocuments({ codeNumber: '41' })).to.equal(1);

    const other = await refused(clerk, registerIncoming, { body: { ...body, subject: 'Nội dung khác' }, headers });
    expect(other).to.equal('422 idempotency-conflict');
    const inTurn = await send(clerk, registerIncoming, { body, headers });
    expect(inTurn.body).to.deep.equal(answers[0]?.body);
    expect(await lastNumber()).to.equal(41);
  });

  it('two clerks who register one arrival get one number, and the later one hears who was first', async () => {
    const bureau = await theBureau(province);
    await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const agency = await readOne(agencies, { code: 'H99.12' });
    if (!agency) throw new Error('Sở Khoa học và Công nghệ is missing');
    const { person } = await anEmployee(agency, ['clerk'], { fullName: 'Hà Thị Thanh' }, { title: 'Văn thư' });
    const second = await signedInAs(province.address(), person.username);
    const { id: arrivalId, version } = await newestArrival(clerk);
    const press = { params: { arrivalId }, body: { version } };
    const answers = await Promise.all(
      [clerk, second].map((agent) => send(agent, arrivalsContract.registerArrival, press)),
    );
    const [first, late] = answers.sort((a, b) => a.status - b.status);
    expect([first?.status, late?.status]).to.deep.equal([201, 409]);
    expect(late && problemOf(late)).to.equal('409 already-decided');
    expect(late?.body).to.include({ state: 'registered', arrivalNumber: 42, documentId: first?.body.id });
    expect(late?.body.by).to.be.oneOf(['Đinh Thị Lan Hương, Văn thư', 'Hà Thị Thanh, Văn thư']);
    expect(late?.body.by).to.include(first?.body.registeredBy.name);
    expect(await lastNumber()).to.equal(42);
  });

  it('two clerks who number one document give it one number', async () => {
    const bureau = await theBureau(province);
    const { id: documentId, version } = await signedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const press = { params: { documentId }, body: { version, password: testPassword } };
    const answers = await Promise.all(times(2, () => send(bureau.clerk, outgoingContract.numberDocument, press)));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([202, 409]);
    const agencyId = province.agency('snv').id;
    expect((await readOne(registers, { agencyId, kind: 'outgoing' }))?.lastNumber).to.equal(2);
    const numbered = (await eventsOf(agencyId)).flatMap((event) =>
      event.type === 'document-numbered' && event.documentId === documentId ? [event.number] : [],
    );
    expect(numbered).to.deep.equal([2]);
  });

  it('a number needs the clerk’s password again', async () => {
    const bureau = await theBureau(province);
    const { id: documentId, version } = await signedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const press = { params: { documentId }, body: { version, password: 'not-the-password' } };
    expect(await refused(bureau.clerk, outgoingContract.numberDocument, press)).to.match(/^40[13] /);
    const still = await ask(bureau.clerk, outgoingContract.getOutgoing, { params: { documentId } });
    expect(still).to.include({ state: 'signed', number: null });
  });
});
