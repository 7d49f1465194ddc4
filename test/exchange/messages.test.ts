import { expect } from 'chai';
import fc from 'fast-check';
import { DEPLOYMENT, lostPasts } from '../../server/audit/store.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { type ReceiptOrder, sendReceipt } from '../../server/exchange/arrivals/send-receipt.ts';
import { deliverEnvelope } from '../../server/exchange/deliveries/deliver-envelope.ts';
import type { Delivery } from '../../server/exchange/deliveries/delivery.ts';
import { hostedHere } from '../../server/exchange/directory/hosted-here.ts';
import { ownDeploymentInUse } from '../../server/exchange/directory/own-deployment.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { localCarrier } from '../../server/exchange/door/local-carrier.ts';
import { refusedMessagesTold } from '../../server/exchange/door/refused-messages.ts';
import {
  type DocumentMessage,
  type Message,
  messageBytes,
  type ReceiptMessage,
  sha256Of,
} from '../../server/exchange/messages/message.ts';
import { messageRefusals } from '../../server/exchange/messages/message-refusal.ts';
import { MOST_SAID, type Receipt } from '../../server/exchange/messages/receipt.ts';
import { type Transport, useTransport } from '../../server/exchange/messages/transport.ts';
import {
  keptTransportReceipt,
  readTransportReceipt,
  signedTransportReceipt,
} from '../../server/exchange/messages/transport-receipt.ts';
import { arrivals, deliveries, firstSights, givenReceipts, takenMessages } from '../../server/exchange/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { useClock } from '../../server/platform/clock.ts';
import { readAll, readOne, rowsOf } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files, type StoredFile } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { reasonOf } from '../../server/platform/jobs/job-kind.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { agencyCertificates } from '../../server/signing/certificates/store.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { ask } from '../support/ask.ts';
import { commandsAsked } from '../support/commands-asked.ts';
import { anEntry } from '../support/directory.ts';
import { changeRow, eventsOf } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { givingBack, lostMessage, messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3600_000;

describe('messages between agencies', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let issued: OutgoingView;
  let bytes: Uint8Array;
  let signature: Uint8Array;
  let envelope: DocumentMessage;
  let receiptOfSkhcn: ReceiptMessage;

  const deliveryOf = async (): Promise<Delivery> => {
    const delivery = await readOne(deliveries, { documentId: issued.id });
    if (!delivery) throw new Error('There is no delivery');
    return delivery;
  };
  const theMain = () => {
    const [main] = envelope.files;
    if (!main) throw new Error('There is no file');
    return main;
  };
  const signedBy = (key: string, message: Uint8Array) => signAsSystem(province.agency(key).id, message);
  const signed = async (message: Message, by: string) => {
    const made = messageBytes(message);
    return { content: made, signature: await signedBy(by, made) };
  };
  const offerMessage = async (message: Message, by: string, brought: readonly StoredFile[] = []) =>
    await outcome(acceptMessage({ ...(await signed(message, by)), files: brought }));
  /** What the door says to an envelope that is changed so and signed anew: status word and code, or the arrival's id. */
  const offer = async (over: Partial<DocumentMessage>, by = 'snv', brought: readonly StoredFile[] = envelope.files) => {
    const message = messageBytes({ ...envelope, ...over } as DocumentMessage);
    return await outcome(acceptMessage({ content: message, signature: await signedBy(by, message), files: brought }));
  };

  before(async () => {
    bureau = await theBureau(province);
    issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const { envelopeSha256 = '', envelopeSignatureSha256 = '' } = await deliveryOf();
    bytes = await files().read(envelopeSha256);
    signature = await files().read(envelopeSignatureSha256);
    envelope = messageOf('document', bytes);
    const [first] = (await deliveryOf()).receipts;
    receiptOfSkhcn = messageOf('receipt', await files().read(first?.sha256 ?? ''));
  });

  describe('at the receiving door', () => {
    afterEach('nothing was taken in', async () => {
      expect(await arrivals.model.countDocuments({})).to.equal(1);
    });

    it('are taken once: a replay gets the receipt that the sender keeps, byte for byte, and changes nothing', async () => {
      const { transportReceipt } = await deliveryOf();
      const events = (await eventsOf(province.agency('skhcn').id)).length;
      const again = await Promise.all(
        Array.from({ length: 8 }, () => acceptMessage({ content: bytes, signature, files: [] })),
      );
      for (const receipt of again) expect(keptTransportReceipt(receipt)).to.deep.equal(transportReceipt);
      const { content: told } = signedTransportReceipt(transportReceipt ?? expect.fail('It has none'));
      expect(readTransportReceipt(told, { bytes, message: envelope })).to.deep.include({
        ...{ messageSha256: sha256Of(bytes), sender: envelope.sender, recipient: envelope.recipient },
      });
      await province.work();
      expect((await eventsOf(province.agency('skhcn').id)).length).to.equal(events);
    });

    it('are refused whichever bit is changed', async () => {
      const anyBit = fc.tuple(fc.nat(bytes.length - 1), fc.nat(7));
      await fc.assert(
        fc.asyncProperty(anyBit, async ([at, bit]) => {
          const changed = Uint8Array.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ (1 << bit);
          expect(await outcome(acceptMessage({ content: changed, signature, files: envelope.files }))).to.match(
            /^(unauthenticated signature-invalid|invalid (message-malformed|unknown-property|unsupported-(kind|version|member))|malformed (malformed-json|duplicate-key))$/,
          );
        }),
        { numRuns: 60 },
      );
    });

    it('are refused without a signature, and with one that is changed or of other bytes', async () => {
      const cut = signature.subarray(0, signature.length - 1);
      const other = await signedBy('snv', new TextEncoder().encode('{}'));
      for (const wrong of [new Uint8Array(), cut, other]) {
        expect(await outcome(acceptMessage({ content: bytes, signature: wrong, files: envelope.files }))).to.equal(
          'unauthenticated signature-invalid',
        );
      }
    });

    it('are refused when another agency signed them, or nobody of the directory', async () => {
      expect(await offer({ messageId: newId() }, 'thanhbinh')).to.equal('not-permitted sender-mismatch');
      const sender = { code: 'H99.99', name: 'Sở không có' };
      expect(await offer({ messageId: newId(), sender })).to.equal('unauthenticated signature-invalid');
    });

    it('leave an event when they are refused, one for each cause and sender, however many come', async () => {
      await refusedMessagesTold();
      const [deployment, skhcn] = ['deployment', province.agency('skhcn').id];
      const before = (await eventsOf(deployment)).length;
      const recipient = { code: 'H98.01', name: 'Tỉnh khác' };
      const first = newId();
      for (const messageId of [first, newId(), newId()]) {
        expect(await offer({ messageId, recipient })).to.equal('not-permitted wrong-audience');
      }
      expect(await offer({ messageId: first, critical: ['x'] })).to.equal('invalid unsupported-member');
      const told = { type: 'message-refused', senderCode: envelope.sender.code } as const;
      expect((await eventsOf(skhcn)).at(-1)).to.deep.equal({ ...told, code: 'unsupported-member', messageId: first });
      await refusedMessagesTold();
      expect((await eventsOf(deployment)).slice(before)).to.deep.equal([
        { ...told, code: 'wrong-audience', messageId: first },
        { ...told, code: 'wrong-audience', times: 2 },
      ]);
    });

    it('are refused when they are for an agency that is not here', async () => {
      const recipient = { code: 'H98.01', name: 'Tỉnh khác' };
      expect(await offer({ messageId: newId(), recipient })).to.equal('not-permitted wrong-audience');
    });

    it('are refused when the directory says that their recipient moved to another deployment', async () => {
      const { code } = envelope.recipient;
      await inTransaction(systemActor('deployment'), async (tx) => tx.insert(directoryEntries, anEntry(code)));
      expect(await offer({ messageId: newId() })).to.equal('not-permitted wrong-audience');
      await changeRow(directoryEntries, code, { deployment: null });
      expect(await hostedHere({ code })).to.equal(true);
      await changeRow(directoryEntries, code, { deployment: (await ownDeploymentInUse()).id });
      expect(await hostedHere({ code })).to.equal(true);
      await changeRow(directoryEntries, code, { deployment: 'sao-mai-2', listed: false });
      expect(await hostedHere({ code })).to.equal(true);
    });

    it('are refused when a file is missing, another, too much, or not of the size that was said', async () => {
      const main = theMain();
      for (const lie of [{ sha256: '0'.repeat(64) }, { size: main.size + 1 }]) {
        const swapped = { messageId: newId(), files: [{ ...main, ...lie }] };
        expect(await offer(swapped)).to.equal('invalid attachment-mismatch');
        expect(await offer(swapped, 'snv', [{ ...main, ...lie }])).to.equal('invalid attachment-mismatch');
      }
      const anew = { messageId: newId() };
      const more = [main, await files().put(new TextEncoder().encode('một tệp khác'))];
      expect(await offer(anew, 'snv', more)).to.equal('invalid attachment-mismatch');
    });

    it('are given no file of this house for its hash alone: only what was brought with them counts', async () => {
      const { sha256, size } = await files().put(new TextEncoder().encode('văn bản của cơ quan khác'));
      const wanted = { ...theMain(), name: 'phu-luc.pdf', sha256, size, role: 'attachment' } as const;
      const asked = { messageId: newId(), files: [theMain(), wanted] };
      expect(await offer(asked)).to.equal('invalid attachment-mismatch');
      expect(await offer({ messageId: newId() }, 'snv', [])).to.equal('invalid attachment-mismatch');
    });

    it('are refused one by one in the words of the closed list, whatever is wrong with them though well signed', async () => {
      const main = theMain();
      const { document, sender, recipient } = envelope;
      const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString();
      const named = (name: string) => ({ files: [{ ...main, name }] });
      const wrong: Readonly<Record<string, readonly Partial<DocumentMessage>[]>> = {
        'malformed clock-skew': [{ sentAt: fromNow(6 * MINUTE_MS) }, { sentAt: fromNow(DAY_MS) }],
        'malformed message-expired': [{ sentAt: fromNow(-9 * DAY_MS) }, { sentAt: '2001-01-01T00:00:00Z' }],
        'not-permitted sender-mismatch': [{ sender: { ...sender, name: recipient.name } }],
        'invalid self-addressed': [{ recipient: sender }, { recipient: { ...sender, name: 'Tên khác' } }],
        'invalid state-secret': [
          { document: { ...document, subject: 'TỐI MẬT: kế hoạch phòng thủ' } },
          { document: { ...document, description: '(Mật) kèm bản đồ' } },
          { document: { ...document, typeName: 'Mật' } },
        ],
        'invalid main-file-mismatch': [
          { files: [{ ...main, role: 'attachment' }] },
          { files: [main, { ...main, name: 'ban-hai.pdf' }] },
        ],
        'invalid file-name-refused': [
          ...['../../etc/passwd', '..\\..\\boot.ini', '/etc/passwd', '..', '.htaccess', 'con', 'con.pdf'],
          ...['a:b.pdf', 'van-ban.html', 'van-ban.pdf.exe', `${'a'.repeat(200)}.pdf`],
        ].map(named),
        'unsupported file-type-refused': ['text/html', 'image/svg+xml', 'application/PDF', 'toString', ''].map(
          (mediaType) => ({ files: [{ ...main, mediaType }] }),
        ),
        'invalid tree-head-invalid': [
          { treeHead: { ...(envelope.treeHead ?? expect.fail('It has none')), signature: 'AAAA' } },
          { treeHead: receiptOfSkhcn.treeHead },
        ],
      };
      for (const [answer, overs] of Object.entries(wrong)) {
        for (const over of overs) {
          expect(await offer({ messageId: newId(), ...over }), JSON.stringify(over).slice(0, 200)).to.equal(answer);
        }
        expect(Object.keys(messageRefusals)).to.include(answer.split(' ')[1]);
      }
    });

    it('are not even read when they are longer than messages, or signatures, ever are', async () => {
      const long = new Uint8Array(300 * 1024);
      const brought = envelope.files;
      const tooLarge = 'too-large message-too-large';
      expect(await outcome(acceptMessage({ content: long, signature, files: brought }))).to.equal(tooLarge);
      expect(await outcome(acceptMessage({ content: bytes, signature: long, files: brought }))).to.equal(tooLarge);
    });

    it('are refused with a known id and other bytes, however well signed', async () => {
      const document = { ...envelope.document, subject: 'Nội dung khác' };
      expect(await offer({ document })).to.equal('conflict message-id-conflict');
    });

    it('are refused in any form that is not known', async () => {
      const text = new TextDecoder().decode(bytes);
      const forms = {
        'invalid message-malformed': text.replace('"files":[', '"enclosed":['),
        'invalid unsupported-version': text.replace('vanban-message/1', 'vanban-message/2'),
        'invalid unsupported-kind': text.replace('"kind":"document"', '"kind":"telegram"'),
        'invalid unsupported-member': text.replace('"critical":[]', '"critical":["document.burnAfterReading"]'),
        'malformed duplicate-key': text.replace('{', '{"format":"vanban-message/1",'),
        'malformed malformed-json': text.slice(0, -1),
      };
      for (const [answer, form] of Object.entries(forms)) {
        const message = new TextEncoder().encode(form);
        expect(
          await outcome(
            acceptMessage({ content: message, signature: await signedBy('snv', message), files: envelope.files }),
          ),
        ).to.equal(answer);
      }
    });

    it('are refused when the sender’s certificate counts no more', async () => {
      const of = { agencyId: province.agency('snv').id, purpose: 'system' };
      const enrolled = (await readOne(agencyCertificates, of))?.id ?? '';
      const message = messageBytes({ ...envelope, messageId: newId() });
      const signed = await signedBy('snv', message);
      await changeRow(agencyCertificates, enrolled, { revokedAt: new Date() });
      expect(await outcome(acceptMessage({ content: message, signature: signed, files: envelope.files }))).to.equal(
        'unauthenticated signature-invalid',
      );
      // Nor does the sender's own house sign anything more with it.
      expect(await outcome(signedBy('snv', message))).to.equal('conflict agency-certificate-revoked');
      await changeRow(agencyCertificates, enrolled, { revokedAt: undefined });
    });
  });

  it('that only ask whether they arrive change nothing but what is kept of them', async () => {
    const { sender, recipient, treeHead } = envelope;
    const test: Message = {
      ...{ format: envelope.format, kind: 'test', messageId: newId(), sentAt: new Date().toISOString() },
      ...{ sender, recipient, critical: [], links: [], treeHead, text: 'Có tới không?' },
    };
    const eventsOfSkhcn = async () =>
      (await eventsOf(province.agency('skhcn').id)).filter(({ type }) => type !== 'message-refused');
    const events = await eventsOfSkhcn();
    expect(await offerMessage(test, 'snv')).to.equal('taken');
    expect(await outcome(acceptMessage({ ...(await signed(test, 'snv')), files: envelope.files }))).to.equal('taken');
    expect(await offerMessage({ ...test, messageId: newId() }, 'snv', envelope.files)).to.equal(
      'invalid attachment-mismatch',
    );
    const { messageId } = test;
    expect(await readOne(takenMessages, { messageId })).to.include({ kind: 'test', senderCode: sender.code });
    expect(await eventsOfSkhcn()).to.deep.equal([
      ...events,
      { type: 'test-message-taken', messageId, senderCode: sender.code },
    ]);
  });

  describe('receipts', () => {
    let told: ReceiptMessage;

    before(() => {
      told = receiptOfSkhcn;
      expect(told.receipt).to.include({ sequence: 1, code: '01', verdict: 'valid' });
    });

    interface Change extends Partial<Omit<ReceiptMessage, 'receipt'>> {
      readonly receipt?: Partial<Receipt>;
    }
    const give = async ({ receipt, ...over }: Change, by = 'skhcn') =>
      await offerMessage({ ...told, messageId: newId(), ...over, receipt: { ...told.receipt, ...receipt } }, by);
    const done = { sequence: 9, code: '06' } as const;
    const ordered = async (over: Partial<ReceiptOrder>): Promise<ReceiptOrder> => {
      const [given] = await readAll(givenReceipts, {});
      const { arrivalId = '', agencyId = '' } = given ?? {};
      const { of: _of, ...rest } = told.receipt;
      return { ...rest, agencyId, arrivalId, at: new Date().toISOString(), ...over };
    };

    it('are made once: the order repeated, with whatever words, is the original, byte for byte', async () => {
      const [given] = await readAll(givenReceipts, {});
      const kept = (await deliveryOf()).receipts;
      await sendReceipt(await ordered({ by: 'Người khác', verdict: 'invalid', arrivalNumber: 7 }));
      expect(await readAll(givenReceipts, {})).to.deep.equal([given]);
      expect((await deliveryOf()).receipts).to.deep.equal(kept);
      expect(given?.transportReceipt?.text).to.include(told.messageId);
    });

    it('that were told before acts were lost here, and are made anew, are for nobody to see to: their reader holds them', async () => {
      const { receipts } = await deliveryOf();
      const order = await ordered({});
      const rows = await rowsOf(givenReceipts).find().toArray();
      await rowsOf(givenReceipts).deleteMany({});
      const failure = await sendReceipt(order).catch((error: unknown) => reasonOf(error));
      expect(failure, 'as long as nothing is known of a loss').to.equal('receipt-conflict');
      const lost = { _id: DEPLOYMENT, since: new Date(), how: 'restored', version: 1 };
      await rowsOf(lostPasts).insertOne(lost as never);
      await sendReceipt(order);
      await rowsOf(lostPasts).deleteMany({});
      await rowsOf(givenReceipts).deleteMany({});
      await rowsOf(givenReceipts).insertMany(rows);
      expect((await deliveryOf()).receipts).to.deep.equal(receipts);
    });

    it('are refused for a message that was never sent', async () => {
      expect(await give({ receipt: { of: { ...told.receipt.of, messageId: newId() } } })).to.equal(
        'not-found receipt-of-nothing',
      );
    });

    it('are refused from an agency the message was not sent to, even when it signs as itself', async () => {
      const { code, name } = { code: 'H99.27', name: 'Ủy ban nhân dân huyện Thanh Bình' };
      expect(await give({ receipt: done }, 'thanhbinh')).to.equal('not-permitted sender-mismatch');
      expect(await give({ receipt: done, sender: { code, name } }, 'thanhbinh')).to.equal(
        'not-permitted receipt-of-another',
      );
      expect(await give({ receipt: done, sender: { ...told.sender, name } })).to.equal('not-permitted sender-mismatch');
    });

    it('are refused when they are for an agency that did not send it', async () => {
      const recipient = { code: 'H99.27', name: 'Ủy ban nhân dân huyện Thanh Bình' };
      expect(await give({ receipt: done, recipient })).to.equal('not-found receipt-of-nothing');
      expect(await give({ receipt: done, recipient: { ...recipient, code: 'H98.01' } })).to.equal(
        'not-permitted wrong-audience',
      );
      expect(await give({ receipt: done, recipient: told.sender })).to.equal('invalid self-addressed');
    });

    it('are refused for bytes that were never sent, and a second one of a number with other words', async () => {
      const of = { ...told.receipt.of, messageSha256: '0'.repeat(64) };
      expect(await give({ receipt: { ...done, of } })).to.equal('conflict receipt-for-other-bytes');
      expect(await give({ receipt: { by: 'Người khác' } })).to.equal('conflict receipt-conflict');
      expect(await give({ messageId: told.messageId, receipt: { by: 'Người khác' } })).to.equal(
        'conflict message-id-conflict',
      );
    });

    it('are refused when they are more than anybody says: each is shown, and is part of the evidence', async () => {
      const { id, receipts } = await deliveryOf();
      const [first = expect.fail()] = receipts;
      const many = Array.from({ length: MOST_SAID }, (_, index) => ({
        ...first,
        sequence: 1_000 + index,
        sha256: '0',
      }));
      await changeRow(deliveries, id, { receipts: many });
      expect(await give({ receipt: done })).to.equal('conflict receipt-conflict');
      await changeRow(deliveries, id, { receipts });
    });

    it('are refused before their time, in any other form, and with the history of another; not for coming late', async () => {
      const later = new Date(Date.now() + 6 * MINUTE_MS).toISOString();
      expect(await give({ receipt: done, sentAt: later })).to.equal('malformed clock-skew');
      const wrong: readonly object[] = [
        { code: '07' },
        { at: 'hôm nay' },
        { verdict: 'fine' },
        { by: '' },
        { sequence: 0 },
      ];
      for (const over of wrong) {
        const malformed = { ...told, messageId: newId(), receipt: { ...told.receipt, ...over } } as ReceiptMessage;
        expect(await offerMessage(malformed, 'skhcn'), JSON.stringify(over)).to.equal('invalid message-malformed');
      }
      expect(await give({ receipt: done, treeHead: envelope.treeHead })).to.equal('invalid tree-head-invalid');
      const sentAt = new Date(Date.now() - 40 * DAY_MS).toISOString();
      expect(await give({ sentAt })).to.equal('conflict receipt-conflict');
    });

    it('are judged where they are taken, and where they are answered, not again by who has just signed them', async () => {
      const { id, receipts } = await deliveryOf();
      const order = await ordered({ sequence: 2, code: '04' });
      const trustAsked = await commandsAsked('aggregate', () => sendReceipt(order));
      expect((await deliveryOf()).receipts.map(({ code }) => code)).to.deep.equal(['01', '04']);
      expect(trustAsked, 'the trust list, to sign the receipt, to take it, and to sign its answer').to.equal(3);
      await changeRow(deliveries, id, { receipts });
      await rowsOf(givenReceipts).deleteOne({ code: '04' });
    });

    it('may overtake each other, and the last act stands; a refusal after an acceptance does not', async () => {
      for (const sequence of [5, 2, 4, 3, 6]) {
        const code = (['03', '04', '05', '06', '04'] as const)[sequence - 2] ?? '04';
        expect(await give({ receipt: { sequence, code } })).to.equal('taken');
      }
      expect(await deliveryOf()).to.include({ state: 'assigned', recipientVerdict: 'valid' });
      expect(await give({ receipt: { sequence: 7, code: '02', reason: 'Nhầm nơi nhận' } })).to.equal(
        'conflict receipt-contradicts',
      );
      const codes = (await deliveryOf()).receipts.map(({ code }) => code);
      expect(codes).to.deep.equal(['01', '06', '03', '05', '04', '04']);
    });
  });

  it('an arrival whose signatures are still being checked cannot be registered yet', async () => {
    const clerk = await province.signIn('vanthu', 'skhcn');
    const { id, version } = await newestArrival(clerk);
    await arrivals.model.updateOne({ _id: id }, { $set: { verdict: 'pending' } });
    const early = await clerk.post(`/api/arrivals/${id}/register`).set('Idempotency-Key', newId()).send({ version });
    expect([early.status, early.body.type]).to.deep.equal([409, '/problems/verification-pending']);
    expect(Number(early.headers['retry-after'])).to.be.above(0);
    expect(await ask(clerk, arrivalsContract.getArrival, { params: { arrivalId: id } })).to.include({
      state: 'arrived',
    });
  });

  describe('that were sent before acts were lost here', () => {
    const holding = (held: Transport['held']) => useTransport({ carry: givingBack.carry, ...(held && { held }) });
    const sendAnew = async ({ id: deliveryId, agencyId }: Delivery) => {
      const sending = deliverEnvelope({ agencyId, deliveryId }, { attempts: 1 });
      return await sending.then(
        () => 'sent',
        (error: unknown) => reasonOf(error),
      );
    };
    const asItWas = async ({ id, version: _version, ...sent }: Delivery) =>
      await changeRow(deliveries, id, { lastError: undefined, signedRefusal: undefined, ...sent });
    afterEach(() => useTransport(localCarrier));

    it('are made anew under the same id, and stay for a person where their recipient gives nothing that their sender has signed', async () => {
      const sent = await deliveryOf();
      const held = await givingBack.held?.('', { sender: '', messageId: sent.messageId ?? '' });
      const { content } = held ?? expect.fail('It is not held');
      const another = messageBytes({ ...envelope, document: { ...envelope.document, documentId: 'khác' } });
      const lies: readonly Transport['held'][] = [
        undefined,
        async () => undefined,
        async () => ({ content: Buffer.from('{}'), signature }),
        async () => ({ content, signature: await signedBy('skhcn', content) }),
        async () => ({ content: another, signature: await signedBy('snv', another) }),
      ];
      for (const lie of lies) {
        await changeRow(deliveries, sent.id, lostMessage);
        holding(lie);
        expect(await sendAnew(sent)).to.equal('message-id-conflict');
        expect((await deliveryOf()).messageId).to.equal(sent.messageId);
      }
      expect(await arrivals.model.countDocuments({})).to.equal(1);
      await asItWas(sent);
    });

    it('are those that their recipient gives back, with its first receipt; what it says of them waits until they are there', async () => {
      const sent = await deliveryOf();
      const { messageId, envelopeSha256, envelopeSignatureSha256, transportReceipt, treeHead } = sent;
      const told = { ...receiptOfSkhcn, messageId: newId(), receipt: { ...receiptOfSkhcn.receipt, sequence: 20 } };
      await changeRow(deliveries, sent.id, lostMessage);
      expect(await offerMessage(told, 'skhcn')).to.equal('not-found receipt-of-nothing');
      const lost = { _id: DEPLOYMENT, since: new Date(), how: 'restored', version: 1 };
      await rowsOf(lostPasts).insertOne(lost as never);
      expect(await offerMessage(told, 'skhcn'), 'to be made').to.equal('not-found not-held-here');
      holding(async () => Promise.reject(new DomainError('unavailable', 'partner-unanswered', 'Away')));
      expect(await sendAnew(sent)).to.equal('partner-unanswered');
      expect(await offerMessage(told, 'skhcn'), 'to be asked for').to.equal('not-found not-held-here');
      holding(givingBack.held);
      expect(await sendAnew(sent)).to.equal('sent');
      await rowsOf(lostPasts).deleteMany({});
      const kept = { messageId, envelopeSha256, envelopeSignatureSha256, transportReceipt, treeHead };
      expect(await deliveryOf()).to.deep.include(kept);
      expect((await eventsOf(sent.agencyId)).map(({ type }) => type)).to.include('delivery-found-there');
      expect(await offerMessage(told, 'skhcn')).to.equal('taken');
      expect(await arrivals.model.countDocuments({})).to.equal(1);
      await asItWas(sent);
    });
  });

  describe('that waited longer than messages live', () => {
    after(() => useClock(() => new Date()));

    it('are made anew, once, and the recipient gets one', async () => {
      const { id: deliveryId, agencyId, messageId: before } = await deliveryOf();
      const asIfNeverTaken = () =>
        changeRow(deliveries, deliveryId, { sentAt: undefined, receipts: [], state: 'retrying' });
      await rowsOf(arrivals).deleteMany({});
      await rowsOf(takenMessages).deleteMany({});
      await rowsOf(firstSights).deleteMany({});
      useClock(() => new Date(Date.now() + 9 * DAY_MS));
      await asIfNeverTaken();
      await deliverEnvelope({ agencyId, deliveryId }, { attempts: 1 });
      const { messageId: anew, sentAt } = await deliveryOf();
      expect(sentAt).to.be.an.instanceOf(Date);
      expect(anew).not.to.equal(before);
      await asIfNeverTaken();
      useClock(() => new Date(Date.now() + 30 * DAY_MS));
      await deliverEnvelope({ agencyId, deliveryId }, { attempts: 1 });
      expect((await deliveryOf()).messageId).to.equal(anew);
      expect((await readAll(arrivals, {})).map(({ messageId }) => messageId)).to.deep.equal([anew]);
      const types = (await eventsOf(province.agency('snv').id)).map(({ type }) => type);
      expect(types.filter((type) => type === 'delivery-made-anew')).to.have.length(1);
    });
  });
});

/** How the door answers: kind and code of its refusal, or `taken`. */
async function outcome(answer: Promise<unknown>): Promise<string> {
  return await answer.then(
    () => 'taken',
    (error: unknown) => {
      if (error instanceof DomainError) return `${error.kind} ${error.code}`;
      throw error;
    },
  );
}
