import { expect } from 'chai';
import fc from 'fast-check';
import { acceptEnvelope } from '../../server/exchange/accept-envelope.ts';
import { acceptReceipt } from '../../server/exchange/accept-receipt.ts';
import { exchangeContract } from '../../server/exchange/contract.ts';
import type { Delivery } from '../../server/exchange/delivery.ts';
import { type Envelope, envelopeBytes, readEnvelope } from '../../server/exchange/envelope.ts';
import { type Receipt, readReceipt, receiptBytes } from '../../server/exchange/receipt.ts';
import { sendReceipt } from '../../server/exchange/send-receipt.ts';
import { arrivals, deliveries, givenReceipts } from '../../server/exchange/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { readAll, readOne } from '../../server/platform/store.ts';
import type { OutgoingView } from '../../server/registry/contract.ts';
import { agencyCertificates } from '../../server/signing/store.ts';
import { signAsSystem } from '../../server/signing/system-signature.ts';
import { ask } from '../support/ask.ts';
import { changeRow, eventsOf } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('messages between agencies', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let issued: OutgoingView;
  let bytes: Uint8Array;
  let signature: Uint8Array;
  let envelope: Envelope;

  const deliveryOf = async (): Promise<Delivery> => {
    const delivery = await readOne(deliveries, { documentId: issued.id });
    if (!delivery) throw new Error('There is no delivery');
    return delivery;
  };
  const signedBy = (key: string, message: Uint8Array) => signAsSystem(province.agency(key).id, message);
  /** What the door says to an envelope that is changed so and signed anew: status word and code, or the arrival's id. */
  const offer = async (over: Partial<Envelope>, by = 'snv') => {
    const message = envelopeBytes({ ...envelope, ...over });
    return await outcome(acceptEnvelope(message, await signedBy(by, message)));
  };

  before(async () => {
    bureau = await theBureau(province);
    issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const { envelopeSha256 = '', envelopeSignatureSha256 = '' } = await deliveryOf();
    bytes = await files().read(envelopeSha256);
    signature = await files().read(envelopeSignatureSha256);
    envelope = readEnvelope(bytes);
  });

  describe('at the receiving door', () => {
    afterEach('nothing was taken in', async () => {
      expect(await arrivals.model.countDocuments({})).to.equal(1);
    });

    it('are taken once: a replay gives the same arrival and nothing new', async () => {
      const [known] = await readAll(arrivals, {});
      const events = (await eventsOf(province.agency('skhcn').id)).length;
      const again = await Promise.all(Array.from({ length: 8 }, () => acceptEnvelope(bytes, signature)));
      expect(new Set(again.map(({ id }) => id))).to.deep.equal(new Set([known?.id]));
      await province.work();
      expect((await eventsOf(province.agency('skhcn').id)).length).to.equal(events);
    });

    it('are refused whichever bit is changed', async () => {
      const anyBit = fc.tuple(fc.nat(bytes.length - 1), fc.nat(7));
      await fc.assert(
        fc.asyncProperty(anyBit, async ([at, bit]) => {
          const changed = Uint8Array.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ (1 << bit);
          expect(await outcome(acceptEnvelope(changed, signature))).to.match(
            /^(unauthenticated signature-invalid|invalid envelope-malformed|malformed |invalid unknown-property)/,
          );
        }),
        { numRuns: 60 },
      );
    });

    it('are refused without a signature, and with one that is changed or of other bytes', async () => {
      const cut = signature.subarray(0, signature.length - 1);
      const other = await signedBy('snv', new TextEncoder().encode('{}'));
      for (const wrong of [new Uint8Array(), cut, other]) {
        expect(await outcome(acceptEnvelope(bytes, wrong))).to.equal('unauthenticated signature-invalid');
      }
    });

    it('are refused when another agency signed them, or nobody of the directory', async () => {
      expect(await offer({ messageId: newId() }, 'thanhbinh')).to.equal('unauthenticated signature-invalid');
      const sender = { code: 'H99.99', name: 'Sở không có' };
      expect(await offer({ messageId: newId(), sender })).to.equal('unauthenticated signature-invalid');
    });

    it('are refused when they are for an agency that is not here', async () => {
      const recipient = { code: 'H98.01', name: 'Tỉnh khác' };
      expect(await offer({ messageId: newId(), recipient })).to.equal('not-permitted wrong-audience');
    });

    it('are refused when a file is missing, another, or not of the size that was said', async () => {
      const [main] = envelope.files;
      if (!main) throw new Error('There is no file');
      for (const lie of [{ sha256: '0'.repeat(64) }, { size: main.size + 1 }]) {
        const swapped = { messageId: newId(), files: [{ ...main, ...lie }] };
        expect(await offer(swapped)).to.equal('invalid attachment-mismatch');
      }
    });

    it('are refused with a known id and other bytes, however well signed', async () => {
      const document = { ...envelope.document, subject: 'Nội dung khác' };
      expect(await offer({ document })).to.equal('conflict message-id-conflict');
    });

    it('are refused in any form that is not known', async () => {
      const text = new TextDecoder().decode(bytes);
      const forms = {
        'invalid envelope-malformed': text.replace('{', '{"isAdmin":true,'),
        'malformed duplicate-key': text.replace('{', '{"format":"vanban-envelope/1",'),
        'malformed malformed-json': text.slice(0, -1),
      };
      for (const [answer, form] of Object.entries(forms)) {
        const message = new TextEncoder().encode(form);
        expect(await outcome(acceptEnvelope(message, await signedBy('snv', message)))).to.equal(answer);
      }
    });

    it('are refused when the sender’s certificate counts no more', async () => {
      const of = { agencyId: province.agency('snv').id, purpose: 'system' };
      const enrolled = (await readOne(agencyCertificates, of))?.id ?? '';
      const message = envelopeBytes({ ...envelope, messageId: newId() });
      const signed = await signedBy('snv', message);
      await changeRow(agencyCertificates, enrolled, { revokedAt: new Date() });
      expect(await outcome(acceptEnvelope(message, signed))).to.equal('unauthenticated signature-invalid');
      // Nor does the sender's own house sign anything more with it.
      expect(await outcome(signedBy('snv', message))).to.equal('conflict agency-certificate-revoked');
      await changeRow(agencyCertificates, enrolled, { revokedAt: undefined });
    });
  });

  describe('receipts', () => {
    let receipt: Receipt;

    before(async () => {
      const [first] = (await deliveryOf()).receipts;
      receipt = readReceipt(await files().read(first?.sha256 ?? ''));
      expect(receipt).to.include({ code: '01', verdict: 'valid' });
    });

    const give = async (over: Partial<Receipt>, by = 'skhcn') => {
      const message = receiptBytes({ ...receipt, ...over });
      return await outcome(acceptReceipt(message, await signedBy(by, message)));
    };

    it('given again for a repeated message are the original, byte for byte', async () => {
      const [given] = await readAll(givenReceipts, {});
      const kept = (await deliveryOf()).receipts;
      const { arrivalId = '', agencyId = '' } = given ?? {};
      const order = { agencyId, arrivalId, code: '01', at: new Date().toISOString(), verdict: 'invalid' } as const;
      await sendReceipt({ ...order, by: 'Người khác', reason: null, arrivalNumber: 7 });
      expect(await readAll(givenReceipts, {})).to.deep.equal([given]);
      expect((await deliveryOf()).receipts).to.deep.equal(kept);
    });

    it('are refused for a message that was never sent', async () => {
      expect(await give({ messageId: newId() })).to.equal('not-found not-found');
    });

    it('are refused from an agency the message was not sent to, even when it signs as itself', async () => {
      const { code, name } = { code: 'H99.27', name: 'Ủy ban nhân dân huyện Thanh Bình' };
      expect(await give({ code: '06' }, 'thanhbinh')).to.equal('unauthenticated signature-invalid');
      expect(await give({ code: '06', from: { code, name } }, 'thanhbinh')).to.equal(
        'not-permitted receipt-of-another',
      );
    });

    it('are refused when they are for an agency that did not send it', async () => {
      const to = { code: 'H99.27', name: 'Ủy ban nhân dân huyện Thanh Bình' };
      expect(await give({ code: '06', to })).to.equal('not-found not-found');
      expect(await give({ code: '06', to: { ...to, code: 'H98.01' } })).to.equal('not-permitted wrong-audience');
    });

    it('are refused for bytes that were never sent, and a second one of a code with other words', async () => {
      const other = { code: '06', envelopeSha256: '0'.repeat(64) } as const;
      expect(await give(other)).to.equal('conflict receipt-for-other-bytes');
      expect(await give({ by: 'Người khác' })).to.equal('conflict receipt-conflict');
    });

    it('may overtake each other, and the furthest stands; a refusal after an acceptance does not', async () => {
      for (const code of ['06', '03', '05', '04'] as const) await give({ code });
      expect(await deliveryOf()).to.include({ state: 'done', recipientVerdict: 'valid' });
      expect(await give({ code: '02', reason: 'Nhầm nơi nhận' })).to.equal('conflict receipt-contradicts');
      expect((await deliveryOf()).receipts.map(({ code }) => code)).to.deep.equal(['01', '06', '03', '05', '04']);
    });
  });

  it('an arrival whose signatures are still being checked cannot be registered yet', async () => {
    const clerk = await province.signIn('vanthu', 'skhcn');
    const { id, version } = await newestArrival(clerk);
    await arrivals.model.updateOne({ _id: id }, { $set: { verdict: 'pending' } });
    const early = await clerk.post(`/api/arrivals/${id}/register`).set('Idempotency-Key', newId()).send({ version });
    expect([early.status, early.body.type]).to.deep.equal([409, '/problems/verification-pending']);
    expect(Number(early.headers['retry-after'])).to.be.above(0);
    expect(await ask(clerk, exchangeContract.getArrival, { params: { arrivalId: id } })).to.include({
      state: 'arrived',
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
