import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { httpsCarrier } from '../../server/exchange/carriage/https-carrier.ts';
import { heldCapabilities, partnerLines } from '../../server/exchange/carriage/store.ts';
import { ownDeploymentInUse } from '../../server/exchange/directory/own-deployment.ts';
import { directoryEntries, directoryVersions } from '../../server/exchange/directory/store.ts';
import { offerIdOf, partialIdOf } from '../../server/exchange/door/offer.ts';
import { type DocumentMessage, messageBytes } from '../../server/exchange/messages/message.ts';
import { inBase64 } from '../../server/exchange/messages/signed-thing.ts';
import type { CarriedMessage } from '../../server/exchange/messages/transport.ts';
import { readTransportReceipt } from '../../server/exchange/messages/transport-receipt.ts';
import { arrivals, deliveries } from '../../server/exchange/store.ts';
import { signDetached } from '../../server/pdf-signatures/crypto/sign-detached.ts';
import { signWithKey, suiteFor } from '../../server/pdf-signatures/crypto/signature-suite.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readOne, rowsOf } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { reasonOf } from '../../server/platform/jobs/job-kind.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { OutboundClient, type OutboundRequest } from '../../server/platform/outbound/outbound-client.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { anEndedList, anEntry, aSystemKey } from '../support/directory.ts';
import { changeRow } from '../support/identity.ts';
import { aLetter, issuedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const theirs = { code: 'H99.40', name: 'Sở Y tế' };
const since = new Date('2026-01-01T00:00:00Z');

describe('the way over HTTPS', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const system = aSystemKey(theirs.name);
  const servers: Server[] = [];
  let client: OutboundClient;
  let like: DocumentMessage;
  let annex: DocumentMessage['files'][number];

  before(async () => {
    const bureau = await theBureau(province);
    const issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const delivery = await readOne(deliveries, { documentId: issued.id });
    like = messageOf('document', await files().read(delivery?.envelopeSha256 ?? ''));
    const stored = await files().put(Buffer.alloc(9 * 1024 * 1024 + 5, '%PDF-1.7\n'));
    annex = { ...stored, name: 'phu-luc.pdf', mediaType: 'application/pdf', pages: null, role: 'attachment' };
    const certificate = Buffer.from(system.certificate).toString('base64');
    const signing = { purpose: 'signing', certificate, from: since, until: null, revokedAt: null } as const;
    const own = await ownDeploymentInUse();
    // This deployment is its own neighbour: the sender's agency has no row here, the recipient's has.
    const place = { deployment: own.id, address: `${province.address()}/api/exchange/v1` };
    const deploymentKeys = [{ key: own.publicKey, from: since, until: null }];
    await inTransaction(systemActor('deployment'), async (tx) => {
      tx.insert(
        directoryEntries,
        anEntry(theirs.code, { ...theirsNamed, ...place, deploymentKeys, certificates: [signing] }),
      );
      tx.insert(directoryEntries, anEntry(like.recipient.code, { ...place, deploymentKeys }));
    });
    const ports = [Number(new URL(province.address()).port)];
    client = new OutboundClient({ networks: ['127.0.0.0/8'], ports });
  });
  after(() => {
    client.close();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });
  const theirsNamed = { name: theirs.name };

  const aMessage = async (over: Partial<DocumentMessage> = {}) => {
    const message = {
      ...{ ...like, messageId: newId(), sentAt: new Date().toISOString(), sender: theirs, treeHead: null },
      files: [...like.files, annex],
      ...over,
    } as DocumentMessage;
    const bytes = messageBytes(message);
    const { certificate, chain, privateKey } = system;
    const sign = async (attributes: Uint8Array) => signWithKey(suiteFor(certificate), privateKey, attributes);
    const signature = await signDetached(bytes, { certificate, chain, sign }, new Date());
    const carried: CarriedMessage = { content: bytes, signature, files: message.files };
    return { message, carried };
  };
  const refusalOf = async (sending: Promise<unknown>): Promise<string> =>
    await sending.then(
      () => 'sent',
      (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
    );
  const carry = (carried: CarriedMessage, by = client) => httpsCarrier(by).carry(like.recipient.code, carried);

  it('brings a message with its files, however long, to the door of another deployment and its receipt back, once', async () => {
    const { message, carried } = await aMessage();
    const receipt = await carry(carried);
    readTransportReceipt(receipt.content, { bytes: carried.content, message });
    expect(await carry(carried)).to.deep.equal(receipt);
    const { messageId } = message;
    const { content } =
      (await httpsCarrier(client).held?.(like.recipient.code, { sender: theirs.code, messageId })) ?? {};
    expect(content, 'and gives it back to a sender that lost it').to.deep.equal(Buffer.from(carried.content));
    expect(await arrivals.model.countDocuments({ messageId })).to.equal(1);
    const arrived = await readOne(arrivals, { messageId });
    expect(arrived?.files.map(({ sha256, size }) => ({ sha256, size }))).to.deep.equal(
      message.files.map(({ sha256, size }) => ({ sha256, size })),
    );
  });

  it('is taken although whoever received the last byte of a file died before it was stored', async () => {
    const { message, carried } = await aMessage();
    const cut = Object.assign(Object.create(client) as OutboundClient, {
      request: async (request: OutboundRequest) => {
        if (request.url.toString().endsWith(annex.sha256))
          throw new DomainError('unavailable', 'partner-unanswered', 'Cut');
        return await client.request(request);
      },
    });
    expect(await refusalOf(carry(carried, cut))).to.equal('partner-unanswered');
    const stored = await files().open(annex.sha256);
    const id = partialIdOf(offerIdOf(theirs.code, message.messageId), annex);
    await files().partial.append(id, { from: 0, total: annex.size }, stored.stream({ start: 0, end: annex.size - 1 }));
    await carry(carried);
    expect(await arrivals.model.countDocuments({ messageId: message.messageId })).to.equal(1);
  });

  it('brings small files along with their message, in one request', async () => {
    const { message, carried } = await aMessage({ files: like.files });
    await carry(carried); // what its system takes is known now
    const again = await aMessage({ files: like.files });
    const asked: string[] = [];
    const counting = Object.assign(Object.create(client) as OutboundClient, {
      request: async (request: OutboundRequest) => {
        asked.push(`${request.method} ${new URL(request.url).pathname.split('/').at(-1)}`);
        return await client.request(request);
      },
    });
    await carry(again.carried, counting);
    expect(asked).to.deep.equal(['POST messages']);
    for (const { messageId } of [message, again.message])
      expect((await readOne(arrivals, { messageId }))?.files[0]?.sha256).to.equal(like.files[0]?.sha256);
  });

  it('keeps no receipt that was changed on its way, be it where nothing is signed', async () => {
    const { message, carried } = await aMessage({ files: like.files });
    const flipping = Object.assign(Object.create(client) as OutboundClient, {
      request: async (request: OutboundRequest) => {
        const answer = await client.request(request);
        return { ...answer, body: namingOtherAlgorithm(answer.body) };
      },
    });
    expect(await refusalOf(carry(carried, flipping))).to.equal('partner-unanswered');
    readTransportReceipt((await carry(carried)).content, { bytes: carried.content, message });
  });

  it('has what was seen while the directory named its key taken after the list has dropped that', async () => {
    const { carried } = await aMessage();
    const receipt = await carry(carried);
    const before = await readOne(directoryEntries, { _id: theirs.code });
    await changeRow(directoryEntries, theirs.code, { certificates: [] });
    expect(await carry(carried)).to.deep.equal(receipt);
    expect(await refusalOf(carry((await aMessage()).carried))).to.equal('signature-invalid');
    await changeRow(directoryEntries, theirs.code, { certificates: before?.certificates ?? [] });
  });

  it('says the refusal of the other side in the words of the closed list', async () => {
    const { carried } = await aMessage({ recipient: { code: 'H98.01', name: 'Tỉnh khác' } });
    expect(await refusalOf(carry(carried))).to.equal('wrong-audience');
    expect(await refusalOf(httpsCarrier(client).carry('H97.01', carried))).to.equal('wrong-audience');
  });

  it('asks no place that is not allowed', async () => {
    const { carried } = await aMessage();
    const careful = new OutboundClient({ networks: [], ports: [] });
    expect(await refusalOf(carry(carried, careful))).to.equal('endpoint-forbidden');
    careful.close();
  });

  /** What the carrier says of a partner that answers so. */
  const answered = async (listener: RequestListener, carried: CarriedMessage) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await changeRow(directoryEntries, like.recipient.code, { address: `http://127.0.0.1:${port}/api/exchange/v1` });
    const asking = new OutboundClient({ networks: ['127.0.0.0/8'], ports: [port] });
    const failure = await carry(carried, asking).then(
      () => expect.fail('It was sent'),
      (error: unknown) => error,
    );
    asking.close();
    await partnerLines.model.deleteMany({});
    if (!(failure instanceof DomainError)) throw failure;
    return failure;
  };

  it('waits as long as the other side asks, an hour at most', async () => {
    const { carried } = await aMessage();
    const saying = (status: number, retryAfter: string, code = 'unavailable') =>
      answered(
        (_request, response) =>
          void response
            .writeHead(status, { 'Retry-After': retryAfter })
            .end(JSON.stringify({ type: `/problems/${code}` })),
        carried,
      );
    const inTwoMinutes = new Date(Date.now() + 120_000).toUTCString();
    const told = [
      await saying(429, '17'),
      await saying(503, '17'),
      await saying(503, '17', 'recipient-cannot-sign'),
      await saying(503, '99999999'),
      await saying(503, 'soon'),
      await saying(503, inTwoMinutes),
    ].map(({ code, details }) => ({ code, after: details.retryAfter }));
    expect(told.slice(0, 5)).to.deep.equal([
      { code: 'partner-busy', after: 17 },
      { code: 'partner-unanswered', after: 17 },
      { code: 'recipient-cannot-sign', after: 17 },
      { code: 'partner-unanswered', after: 3600 },
      { code: 'partner-unanswered', after: undefined },
    ]);
    expect(told[5]?.after).to.be.within(100, 120);
  });

  it('takes an answer that makes no sense for none', async () => {
    const { carried } = await aMessage();
    const answers: readonly RequestListener[] = [
      (_request, response) => void response.setHeader('Content-Type', 'text/html').end('<html>'),
      (_request, response) => void response.end('{"state":"stored"}'),
      (_request, response) => void response.writeHead(302, { Location: province.address() }).end('{}'),
      (_request, response) => void response.writeHead(500).end('{"type":"/problems/toString"}'),
      (_request, response) => void response.end(Buffer.alloc(2 * 1024 * 1024, ' ')),
      (request) => void request.socket.destroy(),
    ];
    for (const [index, listener] of answers.entries()) {
      const { code } = await answered(listener, carried);
      expect(code, `${index}`).to.equal('partner-unanswered');
    }
    await changeRow(directoryEntries, like.recipient.code, { address: `${province.address()}/api/exchange/v1` });
  });

  it('gives no file of this house that the message does not name', async () => {
    const { carried } = await aMessage({ files: like.files });
    const asked: (string | undefined)[] = [];
    const wants: RequestListener = ({ method }, response) => {
      asked.push(method);
      const { sha256, size } = annex;
      response.end(JSON.stringify({ state: 'files-wanted', files: [{ sha256, size, offset: 0 }] }));
    };
    expect((await answered(wants, carried)).code).to.equal('partner-unanswered');
    expect(asked).to.not.include('PUT');
    await changeRow(directoryEntries, like.recipient.code, { address: `${province.address()}/api/exchange/v1` });
  });

  describe('of what its recipient says that it takes', () => {
    const code = () => like.recipient.code;
    const says = { format: 'vanban-capability/1', versions: [1], kinds: ['document'], mediaTypes: ['application/pdf'] };
    const limits = { mainFileBytes: 2 ** 30, attachmentBytes: 2 ** 30, files: 50, messageBytes: 2 ** 17 };
    let answered: unknown;
    let others: number;
    let asking: OutboundClient;

    before(async () => {
      const server = createServer((request, response) => {
        if (!request.url?.includes('/capability/')) others += 1;
        void response.end(JSON.stringify(answered));
      }).listen(0, '127.0.0.1');
      servers.push(server);
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      await changeRow(directoryEntries, code(), { address: `http://127.0.0.1:${port}/api/exchange/v1` });
      asking = new OutboundClient({ networks: ['127.0.0.0/8'], ports: [port] });
    });
    after(async () => {
      asking.close();
      await changeRow(directoryEntries, code(), { address: `${province.address()}/api/exchange/v1` });
    });
    beforeEach('another partner on the line, of whom nothing is known', async () => {
      await rowsOf(heldCapabilities).deleteMany({});
      await rowsOf(partnerLines).deleteMany({});
      others = 0;
    });

    const stated = async (serial: number, over: object = {}, by = 'skhcn') => {
      const content = Buffer.from(JSON.stringify({ ...says, limits, code: code(), serial, ...over }));
      return inBase64({ content, signature: await signAsSystem(province.agency(by).id, content) });
    };
    const send = async () => await carry((await aMessage()).carried, asking).catch((error: unknown) => reasonOf(error));

    it('sends nothing that it does not, and says so before', async () => {
      const wrong = {
        'unsupported-kind': { kinds: ['receipt'] },
        'file-type-refused': { mediaTypes: ['text/plain'] },
        'message-too-large': { limits: { ...limits, attachmentBytes: 9 * 1024 * 1024 } },
        'unsupported-version': { versions: [2] },
      };
      for (const [serial, [reason, over]] of Object.entries(wrong).entries()) {
        answered = await stated(serial + 1, over);
        expect(await send()).to.equal(reason);
      }
      expect(others).to.equal(0);
      answered = await stated(9);
      expect(await send(), 'it says otherwise now').to.equal('partner-unanswered');
      expect(others).to.equal(1);
    });

    it('believes neither an older document nor one that another signed', async () => {
      answered = await stated(5, { kinds: ['receipt'] });
      expect(await send()).to.equal('unsupported-kind');
      for (const lie of [await stated(4), await stated(6, {}, 'thanhbinh'), await stated(6, { code: 'H99.41' }), {}]) {
        answered = lie;
        expect(await send(), 'what it said before ends nothing').to.equal('partner-unanswered');
      }
      expect(others).to.equal(0);
    });

    it('sends to a partner that says nothing', async () => {
      answered = {};
      expect(await send()).to.equal('partner-unanswered');
      expect(others).to.equal(1);
    });
  });

  it('carries nothing once the directory has ended', async () => {
    const { carried } = await aMessage();
    await inTransaction(systemActor('deployment'), async (tx) => tx.insert(directoryVersions, anEndedList()));
    expect(await refusalOf(carry(carried))).to.equal('directory-ended');
    await rowsOf(directoryVersions).deleteMany({});
  });
});

/** An answer whose receipt, if there is one, names another algorithm in the head of its signature (RFC 5652 §5.1), of which that tells nothing. */
function namingOtherAlgorithm(body: Buffer): Buffer {
  const answer = JSON.parse(body.toString());
  if (!answer.receipt) return body;
  const signature = Buffer.from(answer.receipt.signature, 'base64');
  const sha256 = Buffer.from('608648016503040201', 'hex');
  signature.writeUInt8(2, signature.indexOf(sha256) + sha256.length - 1);
  return Buffer.from(
    JSON.stringify({ ...answer, receipt: { ...answer.receipt, signature: signature.toString('base64') } }),
  );
}
