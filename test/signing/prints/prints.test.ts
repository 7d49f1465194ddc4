import { createHash } from 'node:crypto';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect } from 'chai';
import decodeQR from 'qr/decode.js';
import supertest from 'supertest';
import { arrivalsContract } from '../../../server/exchange/arrivals/contract.ts';
import { newId, randomHex } from '../../../server/platform/ids.ts';
import type { IncomingView } from '../../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../server/registry/outgoing/view-contract.ts';
import { printsContract } from '../../../server/signing/prints/contract.ts';
import { ask, refused, send } from '../../support/ask.ts';
import { type Agent, eventsOf } from '../../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, recallLetter, theBureau } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const millimetre = 72 / 25.4;

describe('a print of a document', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let library: PDFiumLibrary;
  let bureau: Bureau;
  let recipient: Agent;
  let issued: OutgoingView;
  let registered: IncomingView;
  before(async () => {
    library = await PDFiumLibrary.init();
    bureau = await theBureau(province);
    issued = await issuedLetter(bureau, aLetter(province, { to: ['thanhbinh'] }));
    recipient = await province.signIn('vanthu', 'thanhbinh');
    const { id: arrivalId, version } = await newestArrival(recipient);
    registered = await ask(recipient, arrivalsContract.registerArrival, { params: { arrivalId }, body: { version } });
  });
  after(() => library.destroy());

  const printed = async (form: 'marked' | 'original', copies = 1) =>
    await ask(bureau.clerk, printsContract.printOutgoing, {
      params: { documentId: issued.id },
      body: { copies, form },
    });
  const printedIncoming = async () =>
    await ask(recipient, printsContract.printIncoming, { params: { documentId: registered.id }, body: { copies: 1 } });
  const fileOf = async (agent: Agent, printId: string, others: readonly string[] = []) =>
    await ask(agent, printsContract.printedFile, {
      params: { printId },
      query: { with: others.join(',') || undefined },
    });
  const signedFile = async () => {
    const params = { documentId: issued.id, fileId: issued.files[0]?.id ?? '' };
    return await ask(bureau.clerk, outgoingContract.getOutgoingFile, { params });
  };

  /** Size and words of each page, and what the QR code on the first says. */
  async function seen(pdf: Uint8Array) {
    const document = await library.loadDocument(Buffer.from(pdf));
    const pages = [...document.pages()].map((page) => ({ ...page.getOriginalSize(), text: page.getText() }));
    const { width, height, data } = await document.getPage(0).render({ scale: 4, render: 'bitmap' });
    // The strip's corner in which the code stands.
    const side = Math.round(4 * 14 * millimetre);
    const left = Math.round(4 * 9 * millimetre);
    const square = { width: side, height: side };
    const pixels = Buffer.alloc(side * side * 4);
    for (let row = 0; row < side; row += 1) {
      const from = ((height - side + row) * width + left) * 4;
      pixels.set(data.subarray(from, from + side * 4), row * side * 4);
    }
    const address = decodeQR({ ...square, data: pixels });
    document.destroy();
    return { pages, address };
  }
  const stateOf = (code: string) => supertest(province.address()).get(`/api/printed-copies/${code}`);
  const codeIn = (address: string): string => /\/ban-in\/([0-9a-f]{32})$/.exec(address)?.[1] ?? expect.fail(address);
  let firstCode: string;
  let receivedCode: string;

  it('is an act in the log, and bears a mark below each page that covers nothing of it', async () => {
    const print = await printed('marked', 3);
    const before = await library.loadDocument(await signedFile());
    const { originalWidth, originalHeight } = before.getPage(0).getOriginalSize();
    const { pages, address } = await seen(await fileOf(bureau.clerk, print.id));
    expect(pages).to.have.length(before.getPageCount());
    before.destroy();
    for (const { originalWidth: width, originalHeight: height, text } of pages) {
      expect(width).to.be.closeTo(originalWidth, 0.1);
      expect(height).to.be.closeTo(originalHeight + 14 * millimetre, 0.1);
      expect(text).to.include('BẢN IN TỪ HỆ THỐNG, KHÔNG THAY BẢN CHÍNH');
      expect(text).to.include('in 3 bản lúc');
    }
    firstCode = codeIn(address);
    const events = await eventsOf(province.agency('snv').id);
    const trace = { type: 'document-printed', documentId: issued.id, print: 'marked', copies: 3 };
    expect(events.filter(({ type }) => type === 'document-printed')).to.deep.equal([trace]);
  });

  it('tells whoever holds it how the document stands, and nothing else', async () => {
    const answer = await stateOf(firstCode);
    expect(answer.status).to.equal(200);
    expect(answer.body).to.deep.equal({
      code: issued.code,
      issuedOn: issued.issuedOn,
      agency: province.agency('snv').name,
      state: 'in-force',
    });
    expect(answer.headers['x-robots-tag']).to.equal('noindex, nofollow');
    expect((await stateOf(randomHex())).status).to.equal(404);
  });

  it('is the signed file to the byte, for a paper original', async () => {
    const { id } = await printed('original');
    const file = await fileOf(bureau.clerk, id);
    expect(createHash('sha256').update(file).digest('hex')).to.equal(issued.files[0]?.sha256);
  });

  it('of a registered document bears the arrival stamp, and with others makes one file', async () => {
    const [one, other] = [await printedIncoming(), await printedIncoming()];
    const { pages, address } = await seen(await fileOf(recipient, one.id, [other.id]));
    expect(pages.filter(({ text }) => text.includes('ĐẾN'))).to.have.length(2);
    receivedCode = codeIn(address);
    const { body } = await stateOf(receivedCode);
    expect(body).to.include({ code: issued.code, agency: province.agency('snv').name, state: 'in-force' });
  });

  it('is had by nobody but who took it', async () => {
    const { id } = await printed('marked');
    for (const agent of [bureau.leader, recipient]) {
      const answer = await send(agent, printsContract.printedFile, { params: { printId: id }, query: {} });
      expect(answer.status).to.equal(404);
    }
    const missing = await send(bureau.clerk, printsContract.printedFile, { params: { printId: newId() }, query: {} });
    expect(missing.status).to.equal(404);
  });

  it('says after a recall that the document was recalled, on paper that was printed before too; no original is printed', async () => {
    await recallLetter(bureau, issued.id);
    expect((await stateOf(firstCode)).body.state).to.equal('recalled');
    expect((await stateOf(receivedCode)).body.state).to.equal('recalled');
    const { pages } = await seen(await fileOf(bureau.clerk, (await printed('marked')).id));
    expect(pages[0]?.text).to.include('VĂN BẢN ĐÃ THU HỒI');
    const original = { params: { documentId: issued.id }, body: { copies: 1, form: 'original' } } as const;
    expect(await refused(bureau.clerk, printsContract.printOutgoing, original)).to.equal('409 wrong-state');
  });

  it('is looked up so many times from one network within a while, and no more', async () => {
    const answers = await Promise.all(Array.from({ length: 61 }, () => stateOf(randomHex())));
    expect(answers.filter(({ status }) => status === 429)).not.to.deep.equal([]);
    expect(answers.filter(({ status }) => status !== 429 && status !== 404)).to.deep.equal([]);
  });
});
