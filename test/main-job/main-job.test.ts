import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { evidenceContract } from '../../server/exchange/evidence/contract.ts';
import { readMessage } from '../../server/exchange/messages/message.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { ask } from '../support/ask.ts';
import { type Agent, eventsOf } from '../support/identity.ts';
import { aLetter, anUploadedLetter, type Bureau, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { openSslAccepts } from '../support/openssl.ts';
import { judgeWithPyHanko } from '../support/pyhanko.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

for (const from of ['a text written in the app', 'an uploaded PDF'] as const) {
  describe(`the main job, from ${from}`, function () {
    this.timeout(180_000);
    useFreshDatabase();
    const province = useProvince();
    let bureau: Bureau;
    let clerk: Agent;
    let leader: Agent;
    let handler: Agent;
    let issued: OutgoingView;
    let pdf: Buffer;
    let documentId: string;

    before(async () => {
      bureau = await theBureau(province);
      clerk = await province.signIn('vanthu', 'skhcn');
      leader = await province.signIn('giamdoc', 'skhcn');
      handler = await province.signIn('chuyenvien', 'skhcn');
    });

    it('is drafted, prepared, signed by the leader’s own key, numbered, sealed and issued', async () => {
      const to = { to: ['skhcn'] };
      const body =
        from === 'an uploaded PDF' ? await anUploadedLetter(province, bureau.drafter, to) : aLetter(province, to);
      issued = await issuedLetter(bureau, body);
      expect(issued).to.include({ state: 'issued', number: 1, verdict: 'valid', medium: 'electronic' });
      expect(issued.code).to.equal('01/SNV-CCHC');
      const [main] = issued.files;
      const ofFile = { params: { documentId: issued.id, fileId: main?.id ?? '' } };
      pdf = await ask(bureau.clerk, outgoingContract.getOutgoingFile, ofFile);
      expect(sha256(pdf)).to.equal(main?.sha256);
    });

    it('bears two signatures that pyHanko calls valid', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'vanban-main-job-'));
      const file = join(folder, 'issued.pdf');
      await writeFile(file, pdf);
      const { root } = province.authority();
      const [judged] = await judgeWithPyHanko({ files: [file], roots: [root.certificate], at: new Date() });
      expect(judged?.signatures.map(({ field, accepted, docmdpOk }) => ({ field, accepted, docmdpOk }))).to.deep.equal([
        { field: 'leader', accepted: true, docmdpOk: true },
        { field: 'seal', accepted: true, docmdpOk: true },
      ]);
      await rm(folder, { recursive: true });
    });

    it('arrives with the SHA-256 of what was sent and the verdict valid, and registers in two calls', async () => {
      const { id: arrivalId } = await newestArrival(clerk);
      const arrival = await ask(clerk, arrivalsContract.getArrival, { params: { arrivalId } });
      expect(arrival).to.include({ state: 'arrived', verdict: 'valid', code: issued.code, subject: issued.subject });
      const registered = await ask(clerk, arrivalsContract.registerArrival, {
        params: { arrivalId },
        body: { version: arrival.version },
      });
      documentId = registered.id;
      expect(registered).to.include({ arrivalNumber: 1, code: issued.code, source: 'exchange', verdict: 'valid' });
      const [main] = registered.files;
      const ofFile = { params: { documentId, fileId: main?.id ?? '' } };
      const received = await ask(clerk, incomingContract.getIncomingFile, ofFile);
      expect(sha256(received)).to.equal(sha256(pdf));
      const verified = await ask(clerk, signingContract.verifyIncoming, { params: { documentId } });
      expect(verified.verdict).to.equal('valid');
      expect(verified.signatures.map(({ field, verdict }) => `${field} ${verdict}`)).to.deep.equal([
        'leader valid',
        'seal valid',
      ]);
    });

    it('is directed to a handler, begun and done', async () => {
      const leaderPositionId = province.actor('giamdoc', 'skhcn').positionId;
      const of = { params: { documentId } };
      await ask(clerk, routingContract.presentDocument, { ...of, body: { leaderPositionId } });
      const { assignments } = await ask(leader, routingContract.giveDirective, {
        ...of,
        body: { text: 'Chủ trì tham mưu trả lời.', mainPositionId: province.actor('chuyenvien', 'skhcn').positionId },
      });
      const assignmentId = assignments.find(({ role }) => role === 'main')?.id ?? '';
      await ask(handler, routingContract.startAssignment, { params: { assignmentId }, body: {} });
      await ask(handler, routingContract.finishAssignment, {
        params: { assignmentId },
        body: { result: 'Đã tham mưu văn bản trả lời.' },
      });
      const done = await ask(clerk, incomingContract.getIncoming, of);
      expect(done.state).to.equal('done');
    });

    it('brings the sender the receipts 01, 03, 04, 05 and 06, each signed by the recipient', async () => {
      await province.work();
      const of = { params: { documentId: issued.id } };
      const {
        items: [delivery],
      } = await ask(bureau.clerk, deliveriesContract.listDeliveries, of);
      expect(delivery).to.include({ state: 'done', recipientVerdict: 'valid', channel: 'electronic' });
      expect(delivery?.receipts.map(({ code }) => code)).to.deep.equal(['01', '03', '04', '05', '06']);
      expect(delivery?.receipts.find(({ code }) => code === '03')?.incomingCode).to.equal('1');
      const { root } = province.authority();
      for (const { code, sha256: digest } of delivery?.receipts ?? []) {
        const ofReceipt = { params: { deliveryId: delivery?.id ?? '', sha256: digest } };
        const bytes = await ask(bureau.clerk, evidenceContract.getReceipt, ofReceipt);
        const { receipt } = messageOf('receipt', bytes);
        expect(receipt).to.deep.nested.include({ code, 'of.messageId': delivery?.messageId, verdict: 'valid' });
        const signature = await ask(bureau.clerk, evidenceContract.getReceiptSignature, ofReceipt);
        expect(await openSslAccepts(bytes, signature, root.certificate), `receipt ${code}`).to.equal(true);
        const changed = Buffer.concat([bytes, Buffer.from(' ')]);
        expect(await openSslAccepts(changed, signature, root.certificate)).to.equal(false);
      }
    });

    it('leaves the sender the envelope with its signature, as the receipts name it', async () => {
      const of = { params: { documentId: issued.id } };
      const {
        items: [delivery],
      } = await ask(bureau.clerk, deliveriesContract.listDeliveries, of);
      const ofDelivery = { params: { deliveryId: delivery?.id ?? '' } };
      const envelope = await ask(bureau.clerk, evidenceContract.getEnvelope, ofDelivery);
      const signature = await ask(bureau.clerk, evidenceContract.getEnvelopeSignature, ofDelivery);
      expect(await openSslAccepts(envelope, signature, province.authority().root.certificate)).to.equal(true);
      expect(readMessage(envelope)).to.deep.nested.include({ kind: 'document', 'files[0].sha256': sha256(pdf) });
      const receipt = { params: { ...ofDelivery.params, sha256: delivery?.receipts[0]?.sha256 ?? '' } };
      expect(readMessage(await ask(bureau.clerk, evidenceContract.getReceipt, receipt))).to.deep.nested.include({
        ...{ kind: 'receipt', 'receipt.of.messageSha256': sha256(envelope) },
      });
    });

    it('leaves its history with both agencies, in order', async () => {
      const of = { params: { documentId: issued.id } };
      const sent = await ask(bureau.clerk, outgoingContract.historyOfOutgoing, of);
      const acts = sent.map(({ type }) => type).filter((type) => !/viewed|downloaded/.test(type));
      expect(acts).to.deep.equal([
        'draft-created',
        'draft-submitted',
        'draft-prepared',
        'signature-begun',
        'document-signed',
        'document-numbered',
        'document-sealed',
        'document-issued',
        'delivery-created',
        'delivery-sent',
        ...Array.from({ length: 5 }, () => 'receipt-recorded'),
      ]);
      const received = await ask(clerk, incomingContract.historyOfIncoming, { params: { documentId } });
      const handled = received.map(({ type }) => type).filter((type) => !/viewed|downloaded/.test(type));
      expect(handled.filter((type) => !type.startsWith('receipt-'))).to.deep.equal([
        'document-arrived',
        'arrival-verified',
        'document-registered',
        'arrival-registered',
        'document-presented',
        'directive-given',
        'assignment-started',
        'assignment-done',
        'document-handled',
      ]);
      for (const told of ['receipt-sent', 'receipt-held'])
        expect(
          handled.filter((type) => type === told),
          told,
        ).to.have.length(5);
    });

    it('records every act once, under its person, with the hash of the bytes', async () => {
      const events = await eventsOf(province.agency('snv').id);
      const [main] = issued.files;
      const sealed = events.filter(({ type }) => type === 'document-sealed');
      expect(sealed).to.have.length(1);
      expect(sealed[0]).to.deep.include({ documentId: issued.id, fileSha256: main?.sha256 });
      const history = await ask(bureau.clerk, outgoingContract.historyOfOutgoing, {
        params: { documentId: issued.id },
      });
      const by = (type: string) => history.find((event) => event.type === type)?.name;
      expect([by('draft-created'), by('document-signed'), by('document-numbered')]).to.deep.equal([
        'Đỗ Minh Tuấn',
        'Trần Quốc Bảo',
        'Phạm Thị Ngọc Ánh',
      ]);
    });
  });
}
