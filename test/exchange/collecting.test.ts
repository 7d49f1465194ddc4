import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { readTreeHeadOf } from '../../server/audit/queries.ts';
import { canonicalJson } from '../../server/audit/tree/canonical-json.ts';
import { PartnerDoor } from '../../server/exchange/carriage/partner-door.ts';
import { heldCapabilities, waitingMessages } from '../../server/exchange/carriage/store.ts';
import { waitingCarrier } from '../../server/exchange/carriage/waiting-carrier.ts';
import { sealedFilesFor } from '../../server/exchange/deliveries/sealed-files.ts';
import { partnersOfDirectory } from '../../server/exchange/directory/known-partners.ts';
import { ownDeploymentInUse } from '../../server/exchange/directory/own-deployment.ts';
import { encryptionKeyOf } from '../../server/exchange/directory/own-encryption-keys.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { collectWaiting } from '../../server/exchange/door/collect-waiting.ts';
import { Collector } from '../../server/exchange/door/collector.ts';
import { broughtProof } from '../../server/exchange/evidence/brought-proof.ts';
import { partnerProof } from '../../server/exchange/evidence/partner-proof.ts';
import { provenLog } from '../../server/exchange/evidence/verify/proven-log.ts';
import { type DocumentMessage, messageBytes, sha256Of } from '../../server/exchange/messages/message.ts';
import { readSignedRefusal } from '../../server/exchange/messages/signed-refusal.ts';
import { inBase64, signedThingIn } from '../../server/exchange/messages/signed-thing.ts';
import type { CarriedMessage } from '../../server/exchange/messages/transport.ts';
import { readTransportReceipt } from '../../server/exchange/messages/transport-receipt.ts';
import { arrivals, deliveries } from '../../server/exchange/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readAll, readOne, rowsOf } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { log } from '../../server/platform/log.ts';
import { OutboundClient } from '../../server/platform/outbound/outbound-client.ts';
import { usePartners } from '../../server/platform/partners/partners-in-use.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { aListedKey, anEntry, aSystemKey } from '../support/directory.ts';
import { changeRow } from '../support/identity.ts';
import { aLetter, issuedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { signatureBy, signingCertificate } from '../support/neighbour.ts';

const theirs = { code: 'H99.40', name: 'Sở Y tế' };
const since = new Date('2026-01-01T00:00:00Z');

describe('a deployment without an inbound address', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const system = aSystemKey(theirs.name);
  let collector: Collector;
  let door: PartnerDoor;
  let client: OutboundClient;
  let like: DocumentMessage;
  let annex: DocumentMessage['files'][number];

  before('which is its own neighbour: what waits at the address of a sender is for an agency of its own', async () => {
    const issued = await issuedLetter(await theBureau(province), aLetter(province, { to: ['skhcn'] }));
    const delivery = await readOne(deliveries, { documentId: issued.id });
    like = messageOf('document', await files().read(delivery?.envelopeSha256 ?? ''));
    const stored = await files().put(Buffer.alloc(3 * 1024 * 1024 + 5, '%PDF-1.7\n'));
    annex = { ...stored, name: 'phu-luc.pdf', mediaType: 'application/pdf', pages: null, role: 'attachment' };
    const own = await ownDeploymentInUse();
    const keys = (key: string) => [{ key, from: since, until: null }];
    const address = `${province.address()}/api/exchange/v1`;
    const certificates = [signingCertificate(system)];
    const entries = [
      anEntry(theirs.code, { name: theirs.name, address, certificates, deploymentKeys: keys(aListedKey()) }),
      anEntry(like.recipient.code, { deployment: own.id, address: null, deploymentKeys: keys(own.publicKey) }),
    ];
    await inTransaction(systemActor('deployment'), async (tx) => {
      for (const entry of entries) tx.insert(directoryEntries, entry);
    });
    const origin = async () => province.address();
    usePartners({ ...partnersOfDirectory, origin, refused: async () => undefined });
    const rules = { networks: ['127.0.0.0/8'], ports: [Number(new URL(province.address()).port)] };
    collector = new Collector(rules);
    client = new OutboundClient(rules);
    door = new PartnerDoor(client, address);
  });
  after(async () => {
    await collector.stop();
    client.close();
  });

  const aMessage = async (over: object = {}) => {
    const message = {
      ...{ ...like, messageId: newId(), sentAt: new Date().toISOString(), sender: theirs, treeHead: null },
      ...{ files: [...like.files, annex], ...over },
    };
    const bytes = messageBytes(message);
    const carried: CarriedMessage = {
      content: bytes,
      signature: await signatureBy(system, bytes),
      files: message.files,
    };
    return { message, carried, place: `/waiting/${theirs.code}/${message.messageId}` };
  };
  const carry = async (carried: CarriedMessage) => await waitingCarrier.carry(like.recipient.code, carried);
  const refusalOf = async (work: Promise<unknown>): Promise<DomainError> =>
    await work.then(
      () => expect.fail('It was not refused'),
      (error: unknown) => (error instanceof DomainError ? error : Promise.reject(error)),
    );
  const listed = async () => (await door.ask({ method: 'GET', path: '/waiting' })) as { messages: object[] };
  const answer = (place: string, bytes: Uint8Array, signature: Uint8Array) =>
    door.ask({
      ...{ method: 'POST', path: `${place}/receipt`, headers: { 'Content-Type': 'application/json' } },
      body: Buffer.from(JSON.stringify(inBase64({ content: bytes, signature }))),
    });

  it('collects a message with its files, and its receipt goes back, once', async () => {
    const { message, carried } = await aMessage();
    expect((await refusalOf(carry(carried))).code).to.equal('not-collected');
    const { messageId } = message;
    const size = carried.content.length + message.files.reduce((sum, file) => sum + file.size, 0);
    expect((await listed()).messages).to.deep.equal([{ sender: theirs.code, messageId, size, urgent: false }]);
    await collector.collect();
    const receipt = await carry(carried);
    readTransportReceipt(receipt.content, { bytes: carried.content, message });
    const arrived = await readAll(arrivals, { messageId });
    expect(arrived.map((one) => one.files.map(({ sha256 }) => sha256))).to.deep.equal([
      message.files.map(({ sha256 }) => sha256),
    ]);
    await collector.collect();
    expect(await carry(carried)).to.deep.equal(receipt);
    expect((await listed()).messages).to.deep.equal([]);
  });

  it('brings the proof of what it collected from its log, which nobody could ask it for, and none that proves another thing', async () => {
    const { code } = like.recipient;
    const skhcn = province.agency('skhcn').id;
    const head = await readTreeHeadOf(skhcn);
    await changeRow(directoryEntries, code, { log: { id: skhcn, key: head.publicKey } });
    const { message, carried } = await aMessage();
    const [sent = expect.fail()] = await readAll(deliveries, { messageId: like.messageId });
    const { id: _id, version: _version, ...fields } = sent;
    const { messageId } = message;
    await inTransaction(systemActor(sent.agencyId), async (tx) =>
      tx.insert(deliveries, { ...fields, messageId, envelopeSha256: sha256Of(carried.content) }),
    );
    await refusalOf(carry(carried));
    await collector.collect();
    const proof = await broughtProof(code, { sender: theirs.code, messageId });
    expect(provenLog(proof)?.about).to.include(sha256Of(carried.content));
    const bring = (to: string, about: object, brought: unknown = proof) =>
      door.ask({
        ...{ method: 'POST', path: `/logs/${to}/inclusion?${new URLSearchParams({ ...about })}` },
        ...{ body: Buffer.from(JSON.stringify(brought)), headers: { 'Content-Type': 'application/json' } },
      });
    const ofAnother = bring(code, { sender: like.sender.code, messageId: like.messageId });
    expect((await refusalOf(ofAnother)).code).to.equal('message-malformed');
    const odd = { ...Object(proof), entries: [{ entry: { leaf: 'không phải JSON' }, proof: [] }] };
    const ofOddLeaves = bring(code, { sender: theirs.code, messageId }, odd);
    expect((await refusalOf(ofOddLeaves)).code).to.equal('message-malformed');
    const ofNobody = bring(theirs.code, { sender: theirs.code, messageId });
    expect((await refusalOf(ofNobody)).message).to.include('404 not-found');
    await changeRow(directoryEntries, code, { deployment: 'sao-mai-3' });
    const proven = { side: 'sender', message: carried } as const;
    expect(await partnerProof(proven, message)).to.equal(canonicalJson(proof));
    await changeRow(directoryEntries, code, { deployment: (await ownDeploymentInUse()).id });
  });

  it('collects a confidential message sealed; after one nothing waits for its agency in clear, unless somebody has decided that', async () => {
    const { code } = like.recipient;
    const { certificate, from } = await encryptionKeyOf({ id: province.agency('skhcn').id, code });
    const named = { purpose: 'encryption', certificate: Buffer.from(certificate).toString('base64'), from } as const;
    await changeRow(directoryEntries, code, { certificates: [{ ...named, until: null, revokedAt: null }] });
    const before = await aMessage();
    expect((await refusalOf(carry(before.carried))).code).to.equal('not-collected');
    const laid = await door.ask({ method: 'GET', path: before.place });
    expect(laid, 'its files were named in clear').to.have.keys(['content', 'signature']);
    const files = [...like.files, annex];
    const keys = await sealedFilesFor({ partner: 'sao-mai-3', recipient: like.recipient }, files);
    const sealed = files.map((file) => ({ ...file, sealed: keys?.get(file.sha256) }));
    const { message, carried, place } = await aMessage({ files: sealed });
    expect((await refusalOf(carry(carried))).code).to.equal('not-collected');
    expect(await door.ask({ method: 'GET', path: place })).to.have.keys([
      ...['sealed', 'sender', 'recipient', 'messageId', 'files'],
    ]);
    await collector.collect();
    readTransportReceipt((await carry(carried)).content, { bytes: carried.content, message });
    const arrived = await readOne(arrivals, { messageId: message.messageId });
    expect(arrived?.files.map(({ sha256 }) => sha256)).to.deep.equal(files.map(({ sha256 }) => sha256));
    expect(JSON.stringify(arrived?.files)).not.to.include('sealed');
    await changeRow(directoryEntries, code, { certificates: [] });
    for (const over of [{}, { files: sealed }])
      expect((await refusalOf(carry((await aMessage(over)).carried))).code).to.equal('not-in-clear');
    const allowed = await aMessage({ files: sealed });
    const decided = { ...allowed.carried, inClear: true };
    expect((await refusalOf(carry(decided))).code).to.equal('not-collected');
    expect(await door.ask({ method: 'GET', path: allowed.place })).to.have.keys(['content', 'signature']);
    await collector.collect();
    readTransportReceipt((await carry(decided)).content, { bytes: decided.content, message: allowed.message });
    const came = await readOne(arrivals, { messageId: allowed.message.messageId });
    expect([arrived?.travelled, came?.travelled]).to.deep.equal(['sealed', 'clear']);
    expect(came?.files.map(({ sha256 }) => sha256)).to.deep.equal(files.map(({ sha256 }) => sha256));
    await rowsOf(heldCapabilities).deleteMany({});
  });

  it('sends back what its agency refuses, signed; a message that is laid out again is judged again', async () => {
    const { message, carried } = await aMessage({
      document: { ...like.document, subject: 'TỐI MẬT: kế hoạch phòng thủ' },
    });
    expect((await refusalOf(carry(carried))).code).to.equal('not-collected');
    await collector.collect();
    const { code, details } = await refusalOf(carry(carried));
    expect(code).to.equal('state-secret');
    const { content } = signedThingIn(Buffer.from(details.signed ?? '{}')) ?? expect.fail('Nobody signed it');
    readSignedRefusal(content, { messageId: message.messageId, messageSha256: sha256Of(carried.content) });
    expect((await refusalOf(carry(carried))).code).to.equal('not-collected');
    await collector.collect();
    expect((await refusalOf(carry(carried))).code).to.equal('state-secret');
  });

  it('is done after a hundred pages with a partner that lists without end', async () => {
    let asked = 0;
    const request: OutboundClient['request'] = async ({ url }) => {
      asked += 1;
      const said = url.includes('/waiting/')
        ? {}
        : { messages: [{ sender: 'H99.40', messageId: newId() }], next: newId() };
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(said)) };
    };
    const { warn } = log;
    log.warn = () => undefined;
    const endless = Object.assign(new OutboundClient({ networks: [], ports: [] }), { request });
    await collectWaiting(endless, { deploymentId: 'sao-mai-2', address: 'https://vanban.khac.gov.vn/api/exchange/v1' });
    Object.assign(log, { warn });
    expect(asked).to.equal(200);
  });

  it('ends nothing by what its agency has not signed', async () => {
    const { carried, place } = await aMessage();
    await refusalOf(carry(carried));
    const skhcn = province.agency('skhcn').id;
    const words = Buffer.from('{}');
    const unsigned = answer(place, words, await signAsSystem(skhcn, words));
    expect((await refusalOf(unsigned)).code).to.equal('message-malformed');
    await collector.collect();
    const { content: bytes } = await carry(carried);
    await waitingMessages.model.updateMany({}, { $unset: { answer: 1 } });
    const byAnother = answer(place, bytes, await signAsSystem(province.agency('thanhbinh').id, bytes));
    expect((await refusalOf(byAnother)).code).to.equal('sender-mismatch');
    expect((await refusalOf(carry(carried))).code).to.equal('not-collected');
    await waitingMessages.model.deleteMany({});
  });

  it('sees what is for its own agencies alone', async () => {
    const { message, carried, place } = await aMessage();
    await refusalOf(carry(carried));
    const { code } = like.recipient;
    const { publicKey } = generateKeyPairSync('ed25519');
    const moved = {
      deployment: 'sao-mai-3',
      deploymentKeys: [{ key: aListedKey(publicKey), from: since, until: null }],
    };
    const { id, publicKey: own } = await ownDeploymentInUse();
    const here = { deployment: id, deploymentKeys: [{ key: own, from: since, until: null }] };
    await inTransaction(systemActor('deployment'), async (tx) =>
      tx.insert(directoryEntries, anEntry('H99.42', { ...here, address: null })),
    );
    await changeRow(directoryEntries, code, moved);
    expect((await listed()).messages).to.deep.equal([]);
    const [file] = message.files;
    for (const path of [place, `${place}/files/${file?.sha256}`]) {
      expect((await refusalOf(door.ask({ method: 'GET', path }))).message).to.include('404 not-found');
    }
    expect((await refusalOf(answer(place, Buffer.from('{}'), Buffer.from('')))).message).to.include('404 not-found');
    await changeRow(directoryEntries, code, here);
  });
});
