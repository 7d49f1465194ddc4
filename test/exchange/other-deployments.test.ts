import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { DemoKey } from '../../scripts/demo/authority.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { askWhileSomebodyWaits } from '../../server/exchange/carriage/misfit-afar.ts';
import { heldCapabilities } from '../../server/exchange/carriage/store.ts';
import type { DirectoryEntry } from '../../server/exchange/directory/directory-entry.ts';
import { directoryEntries, directoryVersions } from '../../server/exchange/directory/store.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { type DocumentMessage, messageBytes } from '../../server/exchange/messages/message.ts';
import { inBase64 } from '../../server/exchange/messages/signed-thing.ts';
import { signedTransportReceipt } from '../../server/exchange/messages/transport-receipt.ts';
import { recipientsContract } from '../../server/exchange/recipients/contract.ts';
import { arrivals, deliveries, firstSights, takenMessages } from '../../server/exchange/store.ts';
import { signDetached } from '../../server/pdf-signatures/crypto/sign-detached.ts';
import { signWithKey, suiteFor } from '../../server/pdf-signatures/crypto/signature-suite.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readOne, rowsOf } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { OutboundClient } from '../../server/platform/outbound/outbound-client.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { ask, send } from '../support/ask.ts';
import { aListedCertificate, anEndedList, anEntry, aSystemKey } from '../support/directory.ts';
import { changeRow, testPassword } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, signedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const theirs = { code: 'H99.40', name: 'Sở Y tế' };
const HOUR_MS = 3600_000;

describe('an agency that another deployment hosts', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const key = aSystemKey(theirs.name);
  let bureau: Bureau;
  let like: DocumentMessage;

  before(async () => {
    bureau = await theBureau(province);
    const issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const delivery = await readOne(deliveries, { documentId: issued.id });
    like = messageOf('document', await files().read(delivery?.envelopeSha256 ?? ''));
    const entry = anEntry(theirs.code, { name: theirs.name, certificates: [listed(key)] });
    await inTransaction(systemActor('deployment'), async (tx) => tx.insert(directoryEntries, entry));
  });

  const listed = (one: DemoKey, over: Partial<DirectoryEntry['certificates'][number]> = {}) => {
    const { from, ...rest } = aListedCertificate(one);
    return { ...rest, from: new Date(from), until: null, revokedAt: null, purpose: 'signing', ...over } as const;
  };
  const anOffer = (over: Partial<DocumentMessage> = {}) =>
    ({
      ...{ ...like, messageId: newId(), sentAt: new Date().toISOString(), sender: theirs, treeHead: null },
      ...over,
    }) as DocumentMessage;
  const signedWith = async ({ privateKey, certificate, chain }: DemoKey, bytes: Uint8Array) => {
    const suite = suiteFor(certificate);
    const sign = async (attributes: Uint8Array) => signWithKey(suite, privateKey, attributes);
    return await signDetached(bytes, { certificate, chain, sign }, new Date());
  };
  const offer = async (message: DocumentMessage, by: DemoKey = key) => {
    const bytes = messageBytes(message);
    return await outcome(acceptMessage({ content: bytes, signature: await signedWith(by, bytes), files: like.files }));
  };

  it('is believed by the key that the directory names, and what it sends waits for the clerk under its name', async () => {
    const message = anOffer();
    expect(await offer(message)).to.equal('taken');
    const { messageId } = message;
    expect(await readOne(arrivals, { messageId })).to.include({ senderCode: theirs.code, senderName: theirs.name });
    expect((await readOne(arrivals, { messageId }))?.senderAgencyId).to.equal(undefined);
    await province.work();
    const clerk = await province.signIn('vanthu', 'skhcn');
    const { items } = await ask(clerk, arrivalsContract.listArrivals, { query: { state: 'arrived' } });
    const [arrival] = items;
    expect(arrival).to.include({ senderCode: theirs.code, senderName: theirs.name });
    const params = { arrivalId: arrival?.id ?? '' };
    const registered = await ask(clerk, arrivalsContract.registerArrival, {
      params,
      body: { version: arrival?.version ?? 0 },
    });
    expect(registered).to.include({ issuerName: theirs.name, source: 'exchange' });
  });

  it('gets the receipt it got when its message comes again, whatever others call theirs', async () => {
    const message = anOffer();
    const bytes = messageBytes(message);
    const carried = { content: bytes, signature: await signedWith(key, bytes), files: like.files };
    const first = await acceptMessage(carried);
    expect(await acceptMessage({ ...carried, files: [] })).to.deep.equal(first);
    const alias = '000.00.40.H99';
    await changeRow(directoryEntries, theirs.code, { aliases: [{ code: alias, until: null }] });
    const byAlias = messageBytes(anOffer({ sender: { ...theirs, code: alias } }));
    const other = { content: byAlias, signature: await signedWith(key, byAlias), files: like.files };
    const answered = await acceptMessage(other);
    expect(await acceptMessage({ ...other, files: [] }), 'also under another code of theirs').to.deep.equal(answered);
    const { messageId } = message;
    const kept = await readOne(takenMessages, { messageId, senderCode: theirs.code });
    expect(signedTransportReceipt(kept?.transportReceipt ?? expect.fail('It was not kept'))).to.deep.equal(first);
    const sameId = messageBytes({ ...like, messageId, sentAt: message.sentAt });
    const ours = {
      content: sameId,
      signature: await signAsSystem(province.agency('snv').id, sameId),
      files: like.files,
    };
    expect(await outcome(acceptMessage(ours))).to.equal('taken');
  });

  it('is refused with any other key, with one that ended, was revoked, or only encrypts', async () => {
    const other = aSystemKey(theirs.name);
    expect(await offer(anOffer(), other)).to.equal('signature-invalid');
    const before = new Date(Date.now() - HOUR_MS);
    for (const wrong of [{ until: before }, { revokedAt: before }, { purpose: 'encryption' }] as const) {
      await changeRow(directoryEntries, theirs.code, { certificates: [listed(key, wrong)] });
      expect(await offer(anOffer()), JSON.stringify(wrong)).to.equal('signature-invalid');
    }
    await changeRow(directoryEntries, theirs.code, { certificates: [listed(other), listed(key)] });
    expect(await offer(anOffer(), other)).to.equal('taken');
  });

  it('is not believed when its agency is hosted here or nowhere, and not once the directory names it no more', async () => {
    const { id } = province.agency('snv');
    const bytes = messageBytes(anOffer());
    const asOne = { content: bytes, signature: await signAsSystem(id, bytes), files: like.files };
    expect(await outcome(acceptMessage(asOne))).to.equal('signature-invalid');
    for (const over of [{ deployment: null }, { deployment: 'sao-mai-2', listed: false }]) {
      await changeRow(directoryEntries, theirs.code, over);
      expect(await offer(anOffer())).to.equal('signature-invalid');
    }
    await changeRow(directoryEntries, theirs.code, { listed: true });
  });

  it('may sign with a name it had before, and under none it never had', async () => {
    await changeRow(directoryEntries, theirs.code, {
      formerNames: [{ name: 'Sở Y tế và Xã hội', until: '2026-01-31' }],
    });
    const under = (name: string) => offer(anOffer({ sender: { ...theirs, name } }));
    expect(await under('SỞ Y TẾ  và Xã hội')).to.equal('taken');
    expect(await under('Sở Nội vụ')).to.equal('sender-mismatch');
  });

  it('is judged by the keys that were in force when its message was first seen', async () => {
    const message = anOffer({ messageId: newId() });
    const bytes = messageBytes(message);
    const carried = { content: bytes, signature: await signedWith(key, bytes), files: [] };
    expect(await outcome(acceptMessage(carried)), 'its file has not come').to.equal('attachment-mismatch');
    await changeRow(directoryEntries, theirs.code, { certificates: [listed(key, { until: new Date() })] });
    expect(await outcome(acceptMessage({ ...carried, files: like.files }))).to.equal('taken');
    await rowsOf(firstSights).deleteMany({});
    expect(await outcome(acceptMessage(carried))).to.equal('signature-invalid');
    await changeRow(directoryEntries, theirs.code, { certificates: [listed(key)] });
  });

  describe('of what its system takes', () => {
    const says = { format: 'vanban-capability/1', code: theirs.code, versions: [1], kinds: ['document'] };
    const roomy = { mainFileBytes: 2 ** 30, attachmentBytes: 2 ** 30, files: 50, messageBytes: 2 ** 17 };
    let server: Server;
    let address: string;
    let stated: object;
    let letter: OutgoingView;

    before(async () => {
      server = createServer((_request, response) => void response.end(JSON.stringify(stated))).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      address = `http://127.0.0.1:${port}/api/exchange/v1`;
      askWhileSomebodyWaits(new OutboundClient({ networks: ['127.0.0.0/8'], ports: [port] }));
      letter = await signedLetter(bureau, aLetter(province, { to: [] }, { recipients: [theirs] }));
    });
    after(() => {
      askWhileSomebodyWaits(new OutboundClient({ networks: [], ports: [] }));
      server.closeAllConnections();
      server.close();
    });

    const numbering = async () => {
      const [params, body] = [{ documentId: letter.id }, { version: letter.version, password: testPassword }];
      const { status, body: said } = await send(bureau.clerk, outgoingContract.numberDocument, { params, body });
      return status === 202 ? 'numbered' : `${said.type} ${said.recipient} ${said.reason}`;
    };
    const state = async (serial: number, over: object = {}, askedAt = new Date(0)) => {
      const capability = { ...says, mediaTypes: ['application/pdf'], limits: roomy, serial, ...over };
      const content = Buffer.from(JSON.stringify(capability));
      stated = inBase64({ content, signature: await signedWith(key, content) });
      await rowsOf(heldCapabilities).updateMany({}, { $set: { askedAt } });
    };
    const refusedFor = (reason: string) => `/problems/not-taken-there ${theirs.name} ${reason}`;

    it('is told to whoever chooses it, and before a number is spent: limits of the directory, then its own words', async () => {
      const limits = { mainFileBytes: 100, attachmentBytes: 100 };
      await changeRow(directoryEntries, theirs.code, { limits });
      const listed = await ask(bureau.drafter, recipientsContract.listRecipients, { query: { q: theirs.code } });
      expect(listed.map((one) => one.limits)).to.deep.equal([limits]);
      expect(await numbering(), 'nobody can be asked').to.equal(refusedFor('message-too-large'));
      await changeRow(directoryEntries, theirs.code, { address });
      await state(1, { mediaTypes: ['text/plain'] });
      expect(await numbering()).to.equal(refusedFor('file-type-refused'));
      const whileTheClockWasAhead = new Date(Date.now() + 24 * 3600_000);
      await state(2, { kinds: ['receipt'] }, whileTheClockWasAhead);
      expect(await numbering()).to.equal(refusedFor('unsupported-kind'));
      await state(3);
      expect(await numbering()).to.equal('numbered');
    });
  });

  it('brings nothing new once the directory has ended, and is answered for what it brought before', async () => {
    const message = anOffer();
    expect(await offer(message)).to.equal('taken');
    await inTransaction(systemActor('deployment'), async (tx) => tx.insert(directoryVersions, anEndedList()));
    expect(await offer(message)).to.equal('taken');
    expect(await offer(anOffer())).to.equal('directory-ended');
  });
});

async function outcome(answer: Promise<unknown>): Promise<string> {
  return await answer.then(
    () => 'taken',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
}
