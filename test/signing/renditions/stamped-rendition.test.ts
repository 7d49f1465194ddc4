import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { arrivalsContract } from '../../../server/exchange/arrivals/contract.ts';
import { PDFDocument } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { type IncomingView, incomingContract } from '../../../server/registry/incoming/contract.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { ask, send } from '../../support/ask.ts';
import { type Agent, eventsOf } from '../../support/identity.ts';
import { aLetter, issuedLetter, newestArrival, theBureau, upload } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('a registered document with its arrival stamp', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let clerk: Agent;
  let arrivalId: string;
  let document: IncomingView;
  before(async () => {
    await issuedLetter(await theBureau(province), aLetter(province, { to: ['thanhbinh'] }));
    clerk = await province.signIn('vanthu', 'thanhbinh');
    const { id, version } = await newestArrival(clerk);
    arrivalId = id;
    document = await ask(clerk, arrivalsContract.registerArrival, { params: { arrivalId }, body: { version } });
  });
  const ofDocument = () => ({ params: { documentId: document.id } });

  it('is had by whoever may read the document, under a name people know it by', async () => {
    const answer = await send(clerk, signingContract.stampedRendition, ofDocument());
    expect(answer.status).to.equal(200);
    expect(answer.headers['content-type']).to.equal('application/pdf');
    expect(decodeURIComponent(answer.headers['content-disposition'] ?? '')).to.include(
      `Văn bản đến số 1 năm ${document.year} (có dấu đến).pdf`,
    );
    const pages = (await PDFDocument.load(answer.body)).getPageCount();
    expect(pages).to.be.within(1, 2);
    const outsider = await province.signIn('vanthu', 'skhcn');
    expect((await send(outsider, signingContract.stampedRendition, ofDocument())).status).to.equal(404);
  });

  it('leaves the trace of a download', async () => {
    const [main] = document.files;
    const events = await eventsOf(province.agency('thanhbinh').id);
    const trace = { type: 'document-downloaded', documentId: document.id, fileId: main?.id };
    expect(events.filter(({ type }) => type === 'document-downloaded')).to.deep.equal([trace]);
  });

  it('leaves the signed file as it was received', async () => {
    const [main] = document.files;
    const asked = { params: { documentId: document.id, fileId: main?.id ?? '' } };
    const file = await ask(clerk, incomingContract.getIncomingFile, asked);
    expect(createHash('sha256').update(file).digest('hex')).to.equal(main?.sha256);
    const { verdict } = await ask(clerk, signingContract.verifyIncoming, ofDocument());
    expect(verdict).to.equal('valid');
  });

  it('is not made once the number was voided', async () => {
    const bureau = await theBureau(province);
    const body = {
      typeCode: 'cong-van',
      issuedOn: '2026-01-05',
      issuer: { name: 'Sở Tài chính tỉnh Sao Mai' },
      subject: 'Về việc quyết toán kinh phí',
      uploadId: await upload(bureau.clerk, Buffer.from('%PDF-1.7\n%%EOF\n')),
    };
    const { id: documentId, version } = await ask(bureau.clerk, incomingContract.registerIncoming, { body });
    const params = { documentId };
    const asked = await ask(bureau.clerk, incomingContract.requestVoidIncoming, {
      params,
      body: { version, reason: 'Đăng ký nhầm' },
    });
    await ask(bureau.leader, incomingContract.voidIncoming, { params, body: { version: asked.version } });
    expect((await send(bureau.clerk, signingContract.stampedRendition, { params })).status).to.equal(409);
  });

  it('is not made of what is not registered', async () => {
    const params = { documentId: arrivalId };
    expect((await send(clerk, signingContract.stampedRendition, { params })).status).to.equal(404);
  });
});
