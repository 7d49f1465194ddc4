import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { capabilityIn } from '../../server/exchange/messages/capability-document.ts';
import { type DocumentMessage, messageBytes } from '../../server/exchange/messages/message.ts';
import { signedThingIn, signedThingOf, signedThingText } from '../../server/exchange/messages/signed-thing.ts';
import { readTransportReceipt } from '../../server/exchange/messages/transport-receipt.ts';
import { arrivals, offers } from '../../server/exchange/store.ts';
import { rateLimits } from '../../server/platform/api/rate-limits.ts';
import { readAll, readOne, rowsOf } from '../../server/platform/database/store.ts';
import { limitPartners } from '../../server/platform/partners/partner-limit.ts';
import { verifySystemSignature } from '../../server/signing/keys/system-signature.ts';
import { changeRow, eventsOf } from '../support/identity.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { json, type NeighbourKey, sha256, useNeighbour } from '../support/neighbour.ts';

describe('the door for other deployments', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const neighbour = useNeighbour(province);
  const { deployment, stranger, party, ask, offer } = neighbour;
  const annex = Buffer.from('%PDF-1.7\n%phụ lục\n'.repeat(40_000));
  let pdf: Buffer;
  before(() => {
    pdf = neighbour.pdf();
  });

  const asAnnex = () => ({
    ...{ name: 'phu-luc.pdf', mediaType: 'application/pdf', size: annex.length, sha256: sha256(annex), pages: null },
    role: 'attachment' as const,
  });
  const aMessage = (): DocumentMessage => neighbour.aMessage({ files: [...neighbour.like().files, asAnnex()] });
  const placeOf = ({ messageId }: DocumentMessage) => `/messages/${party.code}/${messageId}`;
  const put = async (message: DocumentMessage, file: Buffer, from: number, to: number, by = deployment) =>
    await ask('PUT', `${placeOf(message)}/files/${sha256(file)}`, {
      ...{ by, body: file.subarray(from, to) },
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Range': `bytes ${from}-${to - 1}/${file.length}`,
      },
    });
  const commit = (message: DocumentMessage, by: NeighbourKey = deployment) =>
    ask('POST', `${placeOf(message)}/commit`, { by });
  const wanted = (...files: [Buffer, number][]) => ({
    state: 'files-wanted',
    files: files.map(([file, offset]) => ({ sha256: sha256(file), size: file.length, offset })),
  });

  it('takes a message with its files in parts, goes on after a cut, and signs that it holds it', async () => {
    const message = aMessage();
    expect(await offer(message)).to.deep.equal(wanted([pdf, 0], [annex, 0]));
    expect(await put(message, annex, 0, 300_000)).to.deep.equal({ offset: 300_000 });
    expect(await offer(message), 'begun again from the top').to.deep.equal(wanted([pdf, 0], [annex, 300_000]));
    expect(await put(message, pdf, 0, pdf.length)).to.deep.equal({ offset: pdf.length });
    expect(await commit(message), 'too early').to.deep.equal(wanted([annex, 300_000]));
    expect(await put(message, annex, 0, 300_000)).to.equal('409 offset-mismatch');
    expect(await put(message, annex, 300_000, annex.length)).to.deep.equal({ offset: annex.length });
    expect(await put(message, annex, 300_000, annex.length), 'whole already').to.deep.equal({ offset: annex.length });
    const stored = (await commit(message)) as { state: string; receipt: object };
    expect(stored.state).to.equal('stored');
    const thing = signedThingIn(Buffer.from(JSON.stringify(stored.receipt))) ?? expect.fail('It is no signed thing');
    const { agencyId = '' } = (await readOne(arrivals, { messageId: message.messageId })) ?? {};
    expect(agencyId).to.equal(province.agency('skhcn').id);
    await verifySystemSignature(agencyId, thing.content, thing.signature, new Date());
    readTransportReceipt(thing.content, { bytes: messageBytes(message), message });
    expect(await offer(message), 'the same receipt, byte for byte').to.deep.equal(stored);
    expect(await readAll(offers, {})).to.deep.equal([]);
    await province.work();
    expect(await readOne(arrivals, { messageId: message.messageId })).to.include({
      state: 'arrived',
      verdict: 'valid',
    });
  });

  it('takes what brings no file at once', async () => {
    const { document: _document, files: _files, ...common } = aMessage();
    const content = Buffer.from(JSON.stringify({ ...common, kind: 'test', text: 'Có tới không?' }));
    expect(await offer(content)).to.include({ state: 'stored' });
  });

  it('gives nobody a file for its hash, and spares nobody the sending: bytes that are here count for no other message', async () => {
    const message = aMessage();
    expect(await offer(message)).to.deep.equal(wanted([pdf, 0], [annex, 0]));
    expect(await commit(message)).to.deep.equal(wanted([pdf, 0], [annex, 0]));
  });

  it('lets a message be gone on with by the deployment that began it, and offered by the one that hosts its sender', async () => {
    const message = aMessage();
    expect(await offer(message, stranger)).to.equal('403 sender-mismatch');
    await offer(message);
    for (const answer of [
      await put(message, pdf, 0, 100, stranger),
      await commit(message, stranger),
      await ask('GET', placeOf(message), { by: stranger }),
      await ask('GET', placeOf(aMessage())),
    ])
      expect(answer).to.equal('404 not-found');
    expect(await ask('GET', placeOf(message))).to.deep.equal(wanted([pdf, 0], [annex, 0]));
    const placeIn = async (code: string) => {
      const { deployment: id, deploymentKeys } = (await readOne(directoryEntries, { _id: code })) ?? expect.fail();
      return { deployment: id, deploymentKeys };
    };
    const before = await placeIn(party.code);
    await changeRow(directoryEntries, party.code, await placeIn('H99.41'));
    expect(await offer(message, stranger), 'once it has moved').to.deep.equal(wanted([pdf, 0], [annex, 0]));
    await changeRow(directoryEntries, party.code, before);
  });

  it('refuses files that are not as announced, which begin anew, and others than the message names', async () => {
    const message = aMessage();
    await offer(message);
    const lie = Buffer.from(pdf);
    lie[1_000] = (lie[1_000] ?? 0) ^ 1;
    const path = `${placeOf(message)}/files/${sha256(pdf)}`;
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Content-Range': `bytes 0-${pdf.length - 1}/${pdf.length}`,
    };
    expect(await ask('PUT', path, { body: lie, headers })).to.equal('422 attachment-mismatch');
    const longer = { ...headers, 'Content-Range': `bytes 0-${pdf.length - 1}/${pdf.length + 5}` };
    expect(await ask('PUT', path, { body: pdf, headers: longer })).to.equal('422 attachment-mismatch');
    expect(await put(message, Buffer.from('một tệp khác'), 0, 10)).to.equal('404 not-found');
    expect(await offer(message)).to.deep.equal(wanted([pdf, 0], [annex, 0]));
  });

  it('takes the files of a message that its sender signs under another code of its own, and offers so', async () => {
    const alias = '000.00.40.H99';
    await changeRow(directoryEntries, party.code, { aliases: [{ code: alias, until: null }] });
    const message = neighbour.aMessage({ sender: { ...party, code: alias } });
    expect(await offer(message)).to.deep.equal(wanted([pdf, 0]));
    const place = `/messages/${alias}/${message.messageId}`;
    const range = `bytes 0-${pdf.length - 1}/${pdf.length}`;
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Range': range };
    const whole = await ask('PUT', `${place}/files/${sha256(pdf)}`, { body: pdf, headers });
    expect(whole).to.deep.equal({ offset: pdf.length });
    expect(await ask('POST', `${place}/commit`)).to.include({ state: 'stored' });
  });

  it('refuses another message under the id of one that is under way', async () => {
    const message = aMessage();
    await offer(message);
    expect(await offer({ ...message, document: { ...message.document, subject: 'Khác' } })).to.equal(
      '409 message-id-conflict',
    );
  });

  it('gives the deployment that hosts its sender, and no other, what was begun or taken in under an id', async () => {
    const message = aMessage();
    const { code } = neighbour.like().recipient;
    const held = async (by = deployment) => await ask('GET', `${placeOf(message)}/held?recipient=${code}`, { by });
    expect(await held()).to.deep.equal({ message: null });
    await offer(message);
    const begun = (await held()) as { message: { content: string } };
    expect(Buffer.from(begun.message.content, 'base64')).to.deep.equal(Buffer.from(messageBytes(message)));
    for (const file of [pdf, annex]) await put(message, file, 0, file.length);
    await commit(message);
    expect(await held(), 'the same bytes under the same signature').to.deep.equal(begun);
    expect(await held(stranger)).to.equal('404 not-found');
  });

  it('asks nothing of a message before it knows who brings it', async () => {
    const body = signedThingText(await neighbour.signed(aMessage()));
    const unsigned = await fetch(`${province.address()}/api/exchange/v1/messages`, {
      method: 'POST',
      body,
      headers: json,
    });
    expect([unsigned.status, (await unsigned.json()).type]).to.deep.equal([400, '/problems/attempt-malformed']);
    const other = { id: deployment.id, ...generateKeyPairSync('ed25519') };
    expect(await ask('POST', '/messages', { by: other, body, headers: json })).to.equal('401 attempt-invalid');
    expect(await ask('GET', '/directory')).to.equal('404 not-found');
  });

  it('says what the system of an agency here can do, in the same bytes until there is something else to say', async () => {
    const { code } = neighbour.like().recipient;
    const { id } = province.agency('skhcn');
    const asked = async () => {
      const thing = signedThingOf(await ask('GET', `/capability/${code}`)) ?? expect.fail('It is no signed thing');
      await verifySystemSignature(id, thing.content, thing.signature, new Date());
      return { thing, said: JSON.parse(Buffer.from(thing.content).toString()) };
    };
    const { thing, said } = await asked();
    expect(said).to.deep.include({ format: 'vanban-capability/1', code, versions: [1] });
    expect(said.kinds).to.include.members(['document', 'reply', 'receipt', 'test']);
    expect(capabilityIn(thing.content)).to.deep.include({ serial: said.serial, limits: said.limits });
    expect((await asked()).thing).to.deep.equal(thing);
    await changeRow(directoryEntries, code, { address: 'https://vanban.saomai.gov.vn/moi/exchange/v1' });
    const changed = await asked();
    expect(changed.said.serial).to.be.above(said.serial);
    expect(changed.said.address).to.equal('https://vanban.saomai.gov.vn/moi/exchange/v1');
    const stated = (await eventsOf(id)).filter(({ type }) => type === 'capability-stated');
    expect(stated.map((event) => 'serial' in event && event.serial)).to.deep.equal([said.serial, changed.said.serial]);
    expect(await ask('GET', `/capability/${party.code}`)).to.equal('404 not-found');
    await changeRow(directoryEntries, code, { address: said.address });
  });

  it('gives a deployment its share of requests a minute, and every other one its own', async () => {
    await rowsOf(rateLimits).deleteMany({});
    limitPartners(3);
    try {
      const statusOf = async (by: NeighbourKey) => (await neighbour.request('GET', '/directory', { by })).status;
      for (let time = 0; time < 3; time += 1) expect(await statusOf(deployment)).to.equal(404);
      const refused = await neighbour.request('GET', '/directory');
      const { type } = await refused.json();
      expect([refused.status, type]).to.deep.equal([429, '/problems/too-many-requests']);
      expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60);
      expect(await statusOf(stranger)).to.equal(404);
    } finally {
      limitPartners(undefined);
    }
    const again = { body: JSON.stringify({ since: new Date().toISOString() }), headers: json };
    expect(await ask('POST', '/again', again)).to.have.property('agencies');
    await rowsOf(rateLimits).updateOne({ key: `again:${deployment.id}` }, { $set: { points: 60 } });
    expect(await ask('POST', '/again', again), 'work for everybody here').to.equal('429 too-many-requests');
  });
});
