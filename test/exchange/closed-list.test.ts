import { randomBytes } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { encryptionKeyOf } from '../../server/exchange/directory/own-encryption-keys.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { refusedMessagesTold } from '../../server/exchange/door/refused-messages.ts';
import { type Message, messageBytes, sha256Of } from '../../server/exchange/messages/message.ts';
import { isFinalRefusal, isMessageRefusal } from '../../server/exchange/messages/message-refusal.ts';
import type { Receipt } from '../../server/exchange/messages/receipt.ts';
import { fileOf, sealedBytes } from '../../server/exchange/messages/sealed-file.ts';
import { readSignedRefusal } from '../../server/exchange/messages/signed-refusal.ts';
import {
  type SignedThing,
  signedThingIn,
  signedThingOf,
  signedThingText,
} from '../../server/exchange/messages/signed-thing.ts';
import { deliveries } from '../../server/exchange/store.ts';
import { sealFor } from '../../server/pdf-signatures/crypto/auth-enveloped.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { DomainError, statusOfKind } from '../../server/platform/errors.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { useScanner } from '../../server/platform/outbound/malware-scanner.ts';
import { limitPartners } from '../../server/platform/partners/partner-limit.ts';
import { signAsSystem, verifySystemSignature } from '../../server/signing/keys/system-signature.ts';
import { aClamd } from '../support/clamd.ts';
import { anEntry, aSystemKey } from '../support/directory.ts';
import { changeRow, eventsOf } from '../support/identity.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { json, sha256, useNeighbour } from '../support/neighbour.ts';

const DAY_MS = 24 * 3600_000;
const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString();

/** What came back: status and code, and the agency's signature where it bears one. */
interface Refused {
  readonly status: number;
  readonly code: string;
  readonly signed?: SignedThing;
}

/** Who says so: nobody in particular, or the addressed agency, for good or for now. */
type Mark = 'unsigned' | 'signed' | 'final';

interface Cause {
  readonly answer: `${number} ${string}`;
  readonly mark: Mark;
  /** What is sent, and the message that a signed refusal must be about. */
  readonly send: () => Promise<{ readonly refused: Refused; readonly bytes?: Uint8Array }>;
}

/** Codes of the page whose cause no request of a test brings about, and where they are shown. */
const elsewhere = {
  'directory-older': 'directory/versions/read-directory',
  'directory-forked': 'directory/versions/read-directory',
  'directory-ambiguous': 'directory/versions/directory-list',
  'directory-malformed': 'directory/versions/directory-list',
  'directory-signature-invalid': 'directory/versions/read-directory',
  'directory-expired': 'directory/versions/read-directory',
  'directory-ended': 'other-deployments',
  'length-required': '../platform/partners/partners-in-use',
  'no-space': '../platform/files/partial-files',
  unavailable: '../platform/files/partial-files',
} as const;

describe('the closed list of refusals', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  const neighbour = useNeighbour(province);
  const { party, deployment, stranger } = neighbour;

  // What was refused before this file is told for the first time here as well.
  before(refusedMessagesTold);

  const answerOf = async (answer: Response): Promise<Refused> => {
    const said = await answer.json();
    if (answer.ok) return { status: answer.status, code: said.state };
    const signed = signedThingOf(said);
    const { type } = signed ? JSON.parse(Buffer.from(signed.content).toString()) : said;
    expect(answer.headers.get('content-type')).to.match(signed ? /^application\/json/ : /^application\/problem\+json/);
    return { status: answer.status, code: String(type).replace('/problems/', ''), ...(signed && { signed }) };
  };
  const request = async (...asked: Parameters<typeof neighbour.request>) => ({
    refused: await answerOf(await neighbour.request(...asked)),
  });
  const post = async (thing: SignedThing, by = deployment) =>
    await request('POST', '/messages', { by, body: signedThingText(thing), headers: json });
  /** Offers a message like the others, changed so, or any bytes; signed by the neighbour. */
  const offer =
    (over: object | Uint8Array, by = deployment) =>
    async () => {
      const bytes = over instanceof Uint8Array ? over : messageBytes({ ...neighbour.aMessage(), ...over } as Message);
      return { ...(await post(await neighbour.signed(bytes), by)), bytes };
    };
  const text = (change: (json: string) => string) => async () =>
    await offer(Buffer.from(change(Buffer.from(messageBytes(neighbour.aMessage())).toString())))();
  const about = (change: object) => async () =>
    await offer({ document: { ...neighbour.like().document, ...change } })();
  const file = (change: object) => async () => {
    const [main] = neighbour.like().files;
    return await offer({ files: [{ ...main, ...change }] })();
  };
  const delivery = async () =>
    (await readOne(deliveries, { messageId: neighbour.like().messageId })) ?? expect.fail('It was not sent');
  /** Tells, as the neighbour, what became of the message that the province has sent; to it unless said otherwise. */
  const tell =
    (change: Partial<Receipt>, to = party) =>
    async () => {
      const { id, recipient, messageId = '', envelopeSha256 = '' } = await delivery();
      await changeRow(deliveries, id, { recipient: { ...recipient, code: to.code } });
      const {
        document: _document,
        files: _files,
        ...common
      } = neighbour.aMessage({ recipient: neighbour.like().sender });
      const receipt = {
        ...{ of: { messageId, messageSha256: envelopeSha256 }, sequence: 90, code: '06', at: fromNow(0) },
        ...{ by: null, reasonCode: null, reason: null, verdict: 'valid', arrivalNumber: null },
        ...change,
      };
      const answer = await offer({ ...common, document: undefined, files: undefined, kind: 'receipt', receipt })();
      await changeRow(deliveries, id, { recipient });
      return answer;
    };
  /** A part of the file of a message that was begun. */
  const put =
    (range: string, body: Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
    async () => {
      const message = neighbour.aMessage();
      await neighbour.offer(message);
      const path = `/messages/${party.code}/${message.messageId}/files/${sha256(neighbour.pdf())}`;
      const type = { 'Content-Type': 'application/octet-stream', 'Content-Range': range, ...headers };
      return await request('PUT', path, { body, headers: type });
    };
  const once = (headers: Readonly<Record<string, string>>) => request('GET', '/directory', { headers });
  /** By the door between agencies of one deployment, which no other deployment can bring such a message to. */
  const byHand = (by: string, over: () => object) => async () => {
    const bytes = messageBytes({ ...neighbour.like(), messageId: newId(), ...over() } as Message);
    const signature = await signAsSystem(province.agency(by).id, bytes);
    return await acceptMessage({ content: bytes, signature, files: neighbour.like().files }).then(
      () => expect.fail('It was taken'),
      (error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
        const signed = signedThingIn(Buffer.from(error.details.signed ?? '{}'));
        return { refused: { status: statusOfKind[error.kind], code: error.code, ...(signed && { signed }) }, bytes };
      },
    );
  };
  /** A confidential message with its file sealed, for the recipient's key unless said otherwise. */
  const aSealed = async (certificate?: Uint8Array) => {
    const plain = neighbour.pdf();
    const key = randomBytes(32);
    const bytesOfFile = await buffer(sealedBytes(fileOf(plain), key));
    const travels = { size: bytesOfFile.length, sha256: sha256(bytesOfFile) };
    const files = neighbour
      .like()
      .files.map((one) => ({ ...one, sealed: { ...travels, key: key.toString('base64') } }));
    const message = neighbour.aMessage({ files });
    const code = neighbour.like().recipient.code;
    const { id } = province.agency('skhcn');
    const forWhom = certificate ?? (await encryptionKeyOf({ id, code })).certificate;
    const bytes = messageBytes(message);
    const sealed = sealFor(Buffer.from(signedThingText(await neighbour.signed(bytes))), [forWhom]);
    const outside = { sender: party.code, recipient: code, messageId: message.messageId, files: [travels] };
    return { message, bytes, bytesOfFile, body: { sealed: Buffer.from(sealed).toString('base64'), ...outside } };
  };
  const sealed =
    (over: object = {}, certificate?: () => Uint8Array) =>
    async () => {
      const { bytes, body } = await aSealed(certificate?.());
      const said = JSON.stringify({ ...body, ...over });
      return { ...(await request('POST', '/messages', { body: said, headers: json })), bytes };
    };
  /** A confidential message with files beside it that are not its own, or not whole; the first under the name of its own. */
  const beside = (others: (bytes: Buffer) => readonly Buffer[]) => async () => {
    const { bytes, bytesOfFile, body } = await aSealed();
    const files = others(bytesOfFile).map((one, index) => ({
      sha256: sha256(index === 0 ? bytesOfFile : one),
      bytes: one.toString('base64'),
    }));
    const said = JSON.stringify({ message: body, files });
    return { ...(await request('POST', '/messages', { body: said, headers: json })), bytes };
  };
  /** Its file is what the message says as it travels, and is opened by no key. */
  const sealedFileOfAnother = async () => {
    const { message, bytesOfFile, body } = await aSealed();
    const wrong = message.files.map((one) => ({
      ...one,
      sealed: { ...one.sealed, key: randomBytes(32).toString('base64') },
    }));
    const lie = messageBytes({ ...message, files: wrong } as Message);
    const { certificate } = await encryptionKeyOf({ id: province.agency('skhcn').id, code: body.recipient });
    const envelope = sealFor(Buffer.from(signedThingText(await neighbour.signed(lie))), [certificate]);
    const said = JSON.stringify({ ...body, sealed: Buffer.from(envelope).toString('base64') });
    await request('POST', '/messages', { body: said, headers: json });
    const place = `/messages/${party.code}/${message.messageId}`;
    const range = `bytes 0-${bytesOfFile.length - 1}/${bytesOfFile.length}`;
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Range': range };
    await request('PUT', `${place}/files/${sha256(bytesOfFile)}`, { body: bytesOfFile, headers });
    return { ...(await request('POST', `${place}/commit`)), bytes: lie };
  };
  const scannedBy = (finds: string, says?: string) => async () => {
    const clamd = await aClamd({ finds, ...(says && { says }) });
    useScanner(clamd.address);
    try {
      return await byHand('snv', () => ({}))();
    } finally {
      useScanner(undefined);
      clamd.close();
    }
  };
  const tooOften = async () => {
    limitPartners(1);
    try {
      return await request('GET', '/directory');
    } finally {
      limitPartners(undefined);
    }
  };
  const withoutKey = async () => {
    const key = join(province.storageFolder(), 'keys', 'agencies', province.agency('skhcn').id, 'system.p12');
    await rename(key, `${key}.away`);
    const { document: _document, files: _files, ...common } = neighbour.aMessage();
    const answer = await offer({
      ...common,
      document: undefined,
      files: undefined,
      kind: 'test',
      text: 'Có tới không?',
    })();
    await rename(`${key}.away`, key);
    return answer;
  };

  const causes: readonly Cause[] = [
    { answer: '400 malformed-json', mark: 'unsigned', send: text((json) => json.slice(0, -1)) },
    { answer: '400 duplicate-key', mark: 'unsigned', send: text((json) => json.replace('{', '{"format":"",')) },
    {
      answer: '400 too-deep',
      mark: 'unsigned',
      send: text((json) => json.replace('{', `{"x":${'['.repeat(40)}${']'.repeat(40)},`)),
    },
    { answer: '422 unknown-property', mark: 'unsigned', send: text((json) => json.replace('{', '{"__proto__":1,')) },
    { answer: '422 out-of-range', mark: 'unsigned', send: text((json) => json.replace('{', '{"x":-0,')) },
    { answer: '400 attempt-malformed', mark: 'unsigned', send: () => once({ Signature: 'vanban=1' }) },
    {
      answer: '401 attempt-invalid',
      mark: 'unsigned',
      send: () => once({ Signature: `vanban=:${Buffer.alloc(64).toString('base64')}:` }),
    },
    { answer: '400 clock-skew', mark: 'unsigned', send: () => request('GET', '/directory', { at: new Date(0) }) },
    {
      answer: '401 attempt-replayed',
      mark: 'unsigned',
      send: async () => {
        const headers = neighbour.attemptOf('GET', '/directory');
        await once(headers);
        return await once(headers);
      },
    },
    {
      answer: '401 signature-invalid',
      mark: 'unsigned',
      send: async () => post({ ...(await neighbour.signed(neighbour.aMessage())), signature: Buffer.from('0') }),
    },
    { answer: '403 sender-mismatch', mark: 'unsigned', send: offer({}, stranger) },
    { answer: '403 sender-mismatch', mark: 'signed', send: offer({ sender: { ...party, name: 'Sở khác' } }) },
    {
      answer: '403 wrong-audience',
      mark: 'unsigned',
      send: offer({ recipient: { code: 'H98.01', name: 'Tỉnh khác' } }),
    },
    { answer: '404 not-found', mark: 'unsigned', send: () => request('GET', `/messages/${party.code}/${newId()}`) },
    {
      answer: '409 message-id-conflict',
      mark: 'final',
      send: async () => {
        const messageId = newId();
        await offer({ messageId })();
        return await offer({ messageId, sentAt: fromNow(-1_000) })();
      },
    },
    { answer: '400 clock-skew', mark: 'signed', send: offer({ sentAt: fromNow(DAY_MS) }) },
    { answer: '400 message-expired', mark: 'final', send: offer({ sentAt: fromNow(-9 * DAY_MS) }) },
    {
      answer: '413 message-too-large',
      mark: 'unsigned',
      send: text((json) => json.replace('{', `{"x":"${'x'.repeat(128 * 1024)}",`)),
    },
    { answer: '413 message-too-large', mark: 'final', send: file({ size: 129 * 1024 ** 2 }) },
    { answer: '422 message-malformed', mark: 'unsigned', send: offer({ messageId: '1' }) },
    { answer: '422 message-malformed', mark: 'final', send: offer({ sentAt: 'hôm nay' }) },
    {
      answer: '422 message-malformed',
      mark: 'final',
      send: about({ documentId: 'H99.40,2026/11/30,\u202e51/SYT' }),
    },
    { answer: '422 unsupported-version', mark: 'final', send: offer({ format: 'vanban-message/2' }) },
    { answer: '422 unsupported-kind', mark: 'final', send: offer({ kind: 'telegram' }) },
    { answer: '422 unsupported-member', mark: 'final', send: offer({ critical: ['document.burnAfterReading'] }) },
    {
      answer: '422 self-addressed',
      mark: 'final',
      send: byHand('snv', () => ({ recipient: neighbour.like().sender })),
    },
    { answer: '422 state-secret', mark: 'final', send: about({ subject: 'TỐI MẬT: kế hoạch phòng thủ' }) },
    { answer: '422 main-file-mismatch', mark: 'final', send: file({ role: 'attachment' }) },
    { answer: '422 file-name-refused', mark: 'final', send: file({ name: '../van-ban.pdf' }) },
    { answer: '415 file-type-refused', mark: 'final', send: file({ mediaType: 'text/html' }) },
    {
      answer: '403 link-not-yours',
      mark: 'final',
      send: () => {
        const { recipient, messageId, document } = neighbour.like();
        const link = { type: 'answers', sender: recipient.code, messageId, documentId: document.documentId };
        return offer({ kind: 'reply', links: [link] })();
      },
    },
    {
      answer: '422 tree-head-invalid',
      mark: 'final',
      send: byHand('snv', () => ({ treeHead: { ...neighbour.like().treeHead, signature: 'AAAA' } })),
    },
    {
      answer: '404 receipt-of-nothing',
      mark: 'final',
      send: tell({ of: { messageId: newId(), messageSha256: '0'.repeat(64) } }),
    },
    {
      answer: '404 not-held-here',
      mark: 'signed',
      send: async () => {
        const { code } = neighbour.like().sender;
        await inTransaction(systemActor('deployment'), async (tx) => {
          tx.insert(directoryEntries, anEntry('H99.42', { successor: { code, from: '2026-01-01' } }));
        });
        const answer = await tell({ of: { messageId: newId(), messageSha256: '0'.repeat(64) } })();
        await changeRow(directoryEntries, 'H99.42', { listed: false });
        return answer;
      },
    },
    { answer: '403 receipt-of-another', mark: 'final', send: tell({}, { code: 'H99.41', name: '' }) },
    {
      answer: '409 receipt-for-other-bytes',
      mark: 'final',
      send: async () =>
        tell({ of: { messageId: (await delivery()).messageId ?? '', messageSha256: '0'.repeat(64) } })(),
    },
    { answer: '409 receipt-conflict', mark: 'final', send: tell({ sequence: 1, code: '01', by: 'Người khác' }) },
    {
      answer: '409 receipt-contradicts',
      mark: 'final',
      send: async () => {
        await tell({ sequence: 91, code: '03', arrivalNumber: 7 })();
        return await tell({ sequence: 92, code: '02', reasonCode: 'other', reason: 'Nhầm nơi nhận' })();
      },
    },
    {
      answer: '409 offset-mismatch',
      mark: 'unsigned',
      send: async () => put(`bytes 1-9/${neighbour.pdf().length}`, neighbour.pdf().subarray(1, 10))(),
    },
    {
      answer: '422 attachment-mismatch',
      mark: 'unsigned',
      send: async () => put(`bytes 0-9/${neighbour.pdf().length + 1}`, neighbour.pdf().subarray(0, 10))(),
    },
    { answer: '422 attachment-mismatch', mark: 'signed', send: beside((bytes) => [bytes.subarray(1)]) },
    { answer: '422 attachment-mismatch', mark: 'signed', send: beside((bytes) => [bytes, Buffer.from('khác')]) },
    { answer: '400 content-range-malformed', mark: 'unsigned', send: put('bytes 0-9', Buffer.alloc(10)) },
    {
      answer: '413 too-large',
      mark: 'unsigned',
      send: async () => request('POST', '/messages', { body: Buffer.alloc(800 * 1024), headers: json }),
    },
    { answer: '415 unsupported-media-type', mark: 'unsigned', send: put('bytes 0-9/10', Buffer.alloc(10), json) },
    { answer: '422 malware-found', mark: 'final', send: scannedBy('%PDF') },
    { answer: '422 envelope-mismatch', mark: 'final', send: sealed({ messageId: newId() }) },
    { answer: '422 envelope-mismatch', mark: 'final', send: sealed({ files: [] }) },
    {
      answer: '422 cannot-decrypt',
      mark: 'unsigned',
      send: sealed({}, () => aSystemKey('Người khác').certificate),
    },
    { answer: '422 cannot-decrypt', mark: 'final', send: sealedFileOfAnother },
    {
      answer: '503 scanner-unavailable',
      mark: 'unsigned',
      send: scannedBy('%PDF', 'Can not allocate memory. ERROR\0'),
    },
    {
      answer: '503 scanner-limit',
      mark: 'unsigned',
      send: scannedBy('%PDF', 'INSTREAM size limit exceeded. ERROR\0'),
    },
    { answer: '429 too-many-requests', mark: 'unsigned', send: tooOften },
    { answer: '503 recipient-cannot-sign', mark: 'unsigned', send: withoutKey },
  ];

  for (const { answer, mark, send } of causes) {
    it(`says ${answer}, ${mark}`, async () => {
      const { refused, bytes = new Uint8Array() } = await send();
      expect(`${refused.status} ${refused.code}`).to.equal(answer);
      expect(refused.signed !== undefined).to.equal(mark !== 'unsigned');
      if (!refused.signed) return;
      const { messageId, recipient } = JSON.parse(Buffer.from(bytes).toString());
      const { content, signature } = refused.signed;
      expect(readSignedRefusal(content, { messageId, messageSha256: sha256Of(bytes) })).to.equal(refused.code);
      const { like } = neighbour;
      const addressed = recipient.code === like().sender.code ? 'snv' : 'skhcn';
      await verifySystemSignature(province.agency(addressed).id, content, signature, new Date());
      expect(isMessageRefusal(refused.code) && isFinalRefusal(refused.code)).to.equal(mark === 'final');
    });
  }

  it('stands in the log of the deployment where no known one has signed a request, once for each cause', async () => {
    const told = (await eventsOf(DEPLOYMENT)).flatMap((event) => (event.type === 'attempt-refused' ? event.code : []));
    expect(told).to.have.members(['attempt-malformed', 'attempt-invalid', 'clock-skew', 'attempt-replayed']);
  });

  it('is all that the page says, and nothing else', async () => {
    const page = await readFile(join(import.meta.dirname, '../../docs/exchange-protocol.md'), 'utf8');
    const [, section = ''] = /\n## 12\. Errors\n([\s\S]*?)\n## /.exec(page) ?? [];
    const rows = [...section.matchAll(/^\| \d[^|]*\| ([^|]+)\|/gm)].map(([, codes = '']) => codes);
    const said = rows.flatMap((codes) => [...codes.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code ?? ''));
    const sent = causes.map(({ answer }) => answer.split(' ')[1] ?? '');
    expect(new Set(said)).to.deep.equal(new Set([...sent, ...Object.keys(elsewhere)]));
    for (const [code, file] of Object.entries(elsewhere)) {
      expect(await readFile(join(import.meta.dirname, `${file}.test.ts`), 'utf8'), code).to.include(code);
    }
  });
});
