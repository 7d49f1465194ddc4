import { createHash, generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { ownDeploymentInUse } from '../../server/exchange/directory/own-deployment.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { type DocumentMessage, messageBytes } from '../../server/exchange/messages/message.ts';
import { signedThingIn, signedThingText } from '../../server/exchange/messages/signed-thing.ts';
import { readTransportReceipt } from '../../server/exchange/messages/transport-receipt.ts';
import { arrivals, deliveries, offers } from '../../server/exchange/store.ts';
import { signDetached } from '../../server/pdf-signatures/crypto/detached-cms.ts';
import { signWithKey, suiteFor } from '../../server/pdf-signatures/crypto/signature-suite.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readAll, readOne } from '../../server/platform/database/store.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { signAttempt } from '../../server/platform/partners/sign-attempt.ts';
import { verifySystemSignature } from '../../server/signing/keys/system-signature.ts';
import { aListedKey, anEntry, aSystemKey } from '../support/directory.ts';
import { aLetter, type Bureau, issuedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const origin = 'https://vanban.saomai.gov.vn';
const theirs = { code: 'H99.40', name: 'Sở Y tế' };
const since = new Date('2026-01-01T00:00:00Z');

describe('the door for other deployments', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const system = aSystemKey(theirs.name);
  const deployment = { id: 'sao-mai-2', ...generateKeyPairSync('ed25519') };
  const stranger = { id: 'sao-mai-3', ...generateKeyPairSync('ed25519') };
  let bureau: Bureau;
  let like: DocumentMessage;
  let pdf: Buffer;
  const annex = Buffer.from('%PDF-1.7\n%phụ lục\n'.repeat(40_000));

  before(async () => {
    bureau = await theBureau(province);
    const issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const delivery = await readOne(deliveries, { documentId: issued.id });
    like = messageOf('document', await files().read(delivery?.envelopeSha256 ?? ''));
    pdf = Buffer.from(await files().read(like.files[0]?.sha256 ?? ''));
    const keysOf = ({ publicKey }: typeof deployment) => [{ key: aListedKey(publicKey), from: since, until: null }];
    const certificate = Buffer.from(system.certificate).toString('base64');
    const signing = { purpose: 'signing', certificate, from: since, until: null, revokedAt: null } as const;
    const { id: own } = await ownDeploymentInUse();
    const entries = [
      anEntry(theirs.code, { name: theirs.name, certificates: [signing], deploymentKeys: keysOf(deployment) }),
      anEntry('H99.41', { deployment: stranger.id, deploymentKeys: keysOf(stranger) }),
      anEntry(like.recipient.code, { name: like.recipient.name, deployment: own }),
    ];
    await inTransaction(systemActor('deployment'), async (tx) => {
      for (const entry of entries) tx.insert(directoryEntries, entry);
    });
  });

  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const asAnnex = () => ({
    ...{ name: 'phu-luc.pdf', mediaType: 'application/pdf', size: annex.length, sha256: sha256(annex), pages: null },
    role: 'attachment' as const,
  });
  const aMessage = (over: Partial<DocumentMessage> = {}): DocumentMessage => ({
    ...{ ...like, messageId: newId(), sentAt: new Date().toISOString(), sender: theirs, treeHead: null },
    files: [...like.files, asAnnex()],
    ...over,
  });
  const signed = async (message: DocumentMessage) => {
    const content = messageBytes(message);
    const { certificate, chain, privateKey } = system;
    const sign = async (bytes: Uint8Array) => signWithKey(suiteFor(certificate), privateKey, bytes);
    return { content, signature: await signDetached(content, { certificate, chain, sign }, new Date()) };
  };

  interface Asked {
    readonly by?: typeof deployment;
    readonly body?: Uint8Array | string;
    readonly headers?: Readonly<Record<string, string>>;
  }
  /** One request as another deployment makes it: the status with the code of a refusal, or the answer. */
  const ask = async (method: string, path: string, { by = deployment, body = '', headers = {} }: Asked = {}) => {
    const url = new URL(`${origin}/api/exchange/v1${path}`);
    const bodySha256 = sha256(Buffer.from(body));
    const attempt = await signAttempt({ method, url, bodySha256 }, { id: by.id, key: by.privateKey }, new Date());
    const answer = await fetch(`${province.address()}/api/exchange/v1${path}`, {
      method,
      headers: { ...headers, ...attempt },
      ...(method === 'GET' ? {} : { body: Buffer.from(body) }),
    });
    const said = await answer.json();
    return answer.ok ? said : `${answer.status} ${String(said.type).replace('/problems/', '')}`;
  };
  const json = { 'Content-Type': 'application/json' };
  const offer = async (message: DocumentMessage, by = deployment) =>
    await ask('POST', '/messages', { by, body: signedThingText(await signed(message)), headers: json });
  const placeOf = ({ messageId }: DocumentMessage) => `/messages/${theirs.code}/${messageId}`;
  const put = async (message: DocumentMessage, file: Buffer, from: number, to: number, over: Asked = {}) =>
    await ask('PUT', `${placeOf(message)}/files/${sha256(file)}`, {
      body: file.subarray(from, to),
      ...over,
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Range': `bytes ${from}-${to - 1}/${file.length}`,
        ...over.headers,
      },
    });
  const commit = (message: DocumentMessage, by = deployment) => ask('POST', `${placeOf(message)}/commit`, { by });
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
    const stored = await commit(message);
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
    const { certificate, chain, privateKey } = system;
    const sign = async (bytes: Uint8Array) => signWithKey(suiteFor(certificate), privateKey, bytes);
    const signature = await signDetached(content, { certificate, chain, sign }, new Date());
    const body = signedThingText({ content, signature });
    expect(await ask('POST', '/messages', { body, headers: json })).to.include({ state: 'stored' });
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
      await put(message, pdf, 0, 100, { by: stranger }),
      await commit(message, stranger),
      await ask('GET', placeOf(message), { by: stranger }),
      await ask('GET', placeOf(aMessage())),
    ])
      expect(answer).to.equal('404 not-found');
    expect(await ask('GET', placeOf(message))).to.deep.equal(wanted([pdf, 0], [annex, 0]));
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

  it('refuses another message under the id of one that is under way', async () => {
    const message = aMessage();
    await offer(message);
    expect(await offer({ ...message, document: { ...message.document, subject: 'Khác' } })).to.equal(
      '409 message-id-conflict',
    );
  });

  it('asks nothing of a message before it knows who brings it', async () => {
    const body = signedThingText(await signed(aMessage()));
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
});
