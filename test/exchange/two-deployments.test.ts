import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { exportPkcs12 } from '../../scripts/demo/export-pkcs12.ts';
import { DEPLOYMENT, headChecks, heldHeads } from '../../server/audit/store.ts';
import { readTreeHead } from '../../server/audit/tree/read-tree-head.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { type DeliveryView, deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { evidenceContract } from '../../server/exchange/evidence/contract.ts';
import { operationsContract } from '../../server/exchange/operations/contract.ts';
import { recipientsContract } from '../../server/exchange/recipients/contract.ts';
import { compareLogs } from '../../server/exchange/witness/compare-logs.ts';
import { logComparisons } from '../../server/exchange/witness/store.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { OutboundClient } from '../../server/platform/outbound/outbound-client.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { certificatesContract } from '../../server/signing/certificates/contract.ts';
import { ask, refused } from '../support/ask.ts';
import { dueFor } from '../support/due.ts';
import { judged } from '../support/evidence.ts';
import { type Agent, eventsOf } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, theBureau, upload } from '../support/letters.ts';
import { provinceIngredients } from '../support/main-job.ts';
import { useTwoDeployments } from '../support/two-deployments.ts';

describe('two deployments', function () {
  this.timeout(180_000);
  const { saoMai, binhMinh, settled, restoreBinhMinh, command, listAnew } = useTwoDeployments({
    binhMinh: { ATTACHMENT_MB: '10' },
  });
  let home: Bureau;
  let health: Bureau;
  let asked: OutgoingView;
  let letterId: string;

  before(async () => {
    home = await theBureau(saoMai());
    health = await theBureau(binhMinh(), 'sytbm');
  });

  const listed = async (agent: Agent, code: string) => {
    const found = await ask(agent, recipientsContract.listRecipients, { query: { q: code } });
    return found[0] ?? expect.fail(`${code} is not listed`);
  };
  const sentTo = async (from: Bureau, code: string, over: object = {}) => {
    const { name } = await listed(from.drafter, code);
    const issued = await issuedLetter(from, aLetter(saoMai(), { to: [] }, { recipients: [{ code, name }], ...over }));
    await settled();
    return issued;
  };
  const deliveryOf = async (clerk: Agent, documentId: string): Promise<DeliveryView> => {
    const {
      items: [delivery],
    } = await ask(clerk, deliveriesContract.listDeliveries, { params: { documentId } });
    return delivery ?? expect.fail('It was not sent');
  };
  const codesOf = ({ receipts }: DeliveryView) => receipts.map(({ code }) => code);
  const signedByHealth = () => ({ signerPositionId: binhMinh().actor('giamdoc', 'sytbm').positionId });

  it('find each other’s agencies in the directory, and none of them has a row at the other', async () => {
    const there = { agencyId: null, hosting: 'elsewhere', electronic: true };
    const { limits, ...named } = await listed(home.drafter, 'H98.15');
    expect(named).to.include({ ...there, name: binhMinh().agency('sytbm').name });
    expect(limits?.attachmentBytes, 'as it is configured there').to.equal(10 * 1024 ** 2);
    expect(await listed(health.drafter, 'H99.08')).to.include({ ...there, name: saoMai().agency('snv').name });
  });

  it('bring a document from one to the other with its files, a long one in parts, and valid signatures: sent, and arrived (01)', async () => {
    const annex = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(9 * 1024 ** 2), Buffer.from('\n%%EOF')]);
    asked = await sentTo(home, 'H98.15', { attachmentUploadIds: [await upload(home.drafter, annex, 'phu-luc.pdf')] });
    const delivery = await deliveryOf(home.clerk, asked.id);
    expect(delivery).to.include({
      state: 'arrived',
      recipientVerdict: 'valid',
      channel: 'electronic',
      lastError: null,
    });
    expect([delivery.sentAt, codesOf(delivery)]).to.deep.equal([delivery.sentAt ?? expect.fail('not sent'), ['01']]);
    const arrival = await newestArrival(health.clerk);
    expect(arrival).to.include({ code: asked.code, subject: asked.subject, senderCode: 'H99.08', verdict: 'valid' });
    const { files } = await ask(health.clerk, arrivalsContract.getArrival, { params: { arrivalId: arrival.id } });
    expect(files.map(({ sha256 }) => sha256)).to.deep.equal(asked.files.map(({ sha256 }) => sha256));
    const { body: sent } = await home.clerk.get(`/api/deliveries/${delivery.id}/envelope`);
    const keys = sent.files.map(({ sealed }: { sealed?: { key: string } }) => sealed?.key);
    expect(new Set(keys).size, 'each file sealed with a key of its own').to.equal(files.length);
    expect(JSON.stringify(files)).not.to.include(keys[0]);
    const params = { deliveryId: delivery.id };
    const container = await ask(home.clerk, evidenceContract.getDeliveryEvidence, { params });
    const { authority } = await provinceIngredients();
    const proven = await judged(container, [authority.root.certificate]);
    expect(proven.verdict).to.equal('proven');
    const { log, partnerLog } = proven.found ?? {};
    expect(log?.entries.map(({ type }) => type)).to.include('delivery-sent');
    expect(
      partnerLog?.entries.map(({ type }) => type),
      'asked for there',
    ).to.deep.equal(['document-arrived']);
  });

  it('bring back what becomes of it: registered (03), assigned (04), in progress (05), done (06)', async () => {
    const { id: arrivalId, version } = await newestArrival(health.clerk);
    const registered = await ask(health.clerk, arrivalsContract.registerArrival, {
      params: { arrivalId },
      body: { version },
    });
    letterId = registered.id;
    expect(registered.issuer).to.include({ agencyId: null, code: 'H99.08' });
    const mainPositionId = binhMinh().actor('chuyenvien', 'sytbm').positionId;
    const of = { params: { documentId: letterId } };
    const { assignments } = await ask(health.leader, routingContract.giveDirective, {
      ...of,
      body: { text: 'Tham mưu trả lời.', mainPositionId },
    });
    const params = { assignmentId: assignments.find(({ role }) => role === 'main')?.id ?? '' };
    await ask(health.drafter, routingContract.startAssignment, { params, body: {} });
    await settled();
    expect(codesOf(await deliveryOf(home.clerk, asked.id))).to.deep.equal(['01', '03', '04', '05']);
    const result = { result: 'Đã tham mưu.' };
    await ask(health.drafter, routingContract.finishAssignment, { params, body: result });
    await settled();
    const delivery = await deliveryOf(home.clerk, asked.id);
    expect(delivery.state).to.equal('done');
    expect(codesOf(delivery)).to.deep.equal(['01', '03', '04', '05', '06']);
  });

  it('bring the answer back to whoever asked, who sees which of its documents it answers', async () => {
    const answer = await sentTo(health, 'H99.08', { ...signedByHealth(), answersDocumentIds: [letterId] });
    const { id: arrivalId, version } = await newestArrival(home.clerk);
    const { id: documentId } = await ask(home.clerk, arrivalsContract.registerArrival, {
      params: { arrivalId },
      body: { version },
    });
    await settled();
    expect(codesOf(await deliveryOf(health.clerk, answer.id))).to.deep.equal(['01', '03']);
    const received = await ask(home.clerk, incomingContract.getIncoming, { params: { documentId } });
    expect(received).to.include({ code: answer.code, issuerName: binhMinh().agency('sytbm').name });
    const answered = await ask(health.clerk, incomingContract.getIncoming, { params: { documentId: letterId } });
    expect(answered.answeredBy.map(({ code, refused }) => [code, refused])).to.deep.equal([[answer.code, false]]);
  });

  it('tell the sender that its document was refused (02), and why', async () => {
    const { id } = await sentTo(health, 'H99.12', signedByHealth());
    const clerk = await saoMai().signIn('vanthu', 'skhcn');
    const { id: arrivalId, version } = await newestArrival(clerk);
    const reason = 'Không thuộc thẩm quyền của sở';
    await ask(clerk, arrivalsContract.returnArrival, {
      params: { arrivalId },
      body: { version, reasonCode: 'not-competent', reason },
    });
    await settled();
    const delivery = await deliveryOf(health.clerk, id);
    expect(delivery).to.include({ state: 'refused', acts: delivery.acts });
    expect(delivery.receipts.map(({ code, reason: why }) => [code, why])).to.deep.equal([
      ['01', null],
      ['02', reason],
    ]);
    const shown = await ask(health.clerk, outgoingContract.getOutgoing, { params: { documentId: id } });
    expect(shown.state).to.equal('issued');
  });

  describe('witness each other’s logs', () => {
    let administrator: Agent;
    const compared = async () => {
      const client = new OutboundClient({ networks: ['127.0.0.0/8'], ports: [Number(new URL(saoMai().address).port)] });
      await compareLogs(client, new Date());
      client.close();
      const { partners } = await ask(administrator, operationsContract.getOperations);
      return partners[0] ?? expect.fail('No other deployment is known');
    };

    before(async () => {
      administrator = await binhMinh().signIn('quantri', 'ubndbm');
    });

    it('have nothing to compare while they hold one head of each', async () => {
      expect((await compared()).log).to.include({ state: 'unchecked', compared: 0, comparedAt: null });
    });

    it('find a head that another agency got later to go on from the one before, which the other proves', async () => {
      await sentTo(home, 'H98.01');
      const { log, contradictions } = await compared();
      expect(log, 'of the others there is one head').to.include({ state: 'partly', compared: 1 });
      expect(log.comparedAt).to.be.a('string');
      expect(contradictions).to.deep.equal([]);
    });

    it('find a log whose past was changed, which waits for an administrator until somebody has noted why', async () => {
      for (const findings of [headChecks, logComparisons]) await findings.model.deleteMany({});
      const log = saoMai().agency('snv').id;
      const entries = saoMai().database.collection('auditEvents');
      const entry = await entries.findOneAndUpdate({ agencyId: log, sequence: 1 }, { $set: { leaf: '{}' } });
      const partner = await compared();
      await entries.updateOne({ agencyId: log, sequence: 1 }, { $set: { leaf: entry?.leaf } });
      expect(partner.log.state).to.equal('contradicted');
      const [found = expect.fail('nothing was found')] = partner.contradictions;
      expect(found).to.include({ code: 'H99.08', name: saoMai().agency('snv').name, epoch: 1 });
      const proof = await readOne(heldHeads, { _id: found.id });
      expect([
        proof?.contradicted,
        readTreeHead(proof?.contradicts ?? expect.fail('one head alone')).log,
      ]).to.deep.equal([true, log]);
      expect((await dueFor(administrator)).map(({ kind, id }) => [kind, id])).to.deep.include([
        'log-contradicted',
        found.id,
      ]);
      const note = { params: { contradictionId: found.id }, body: { reason: 'Khôi phục từ bản sao lưu ngày 29/11' } };
      const noted = [1, 2].map(() => refused(administrator, operationsContract.noteContradiction, note));
      expect((await Promise.all(noted)).toSorted(), 'two at once').to.deep.equal(['200', '409 contradiction-noted']);
      expect((await compared()).contradictions).to.deep.equal([]);
      const told = (await eventsOf(DEPLOYMENT)).map(({ type }) => type).filter((type) => /contradict/.test(type));
      expect(told).to.deep.equal(['log-contradicted', 'log-contradiction-noted']);
    });
  });

  describe('renew every key that others know while messages are on their way', () => {
    const DAY_MS = 24 * 3600_000;
    let folder: string;
    let onItsWay: OutgoingView;
    let formerSystemKey: string;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'vanban-test-renewal-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    /** Once its recipient has said something of it: what failed while one was away comes again after a pause. */
    const answered = async (clerk: Agent, documentId: string): Promise<DeliveryView> => {
      for (;;) {
        const delivery = await deliveryOf(clerk, documentId);
        if (delivery.receipts.length > 0) return delivery;
        await wait(100);
      }
    };
    const arrivedAt = async (code: string | null) => {
      const { items } = await ask(health.clerk, arrivalsContract.listArrivals, { query: {} });
      return items.filter((one) => one.code === code).length;
    };
    const certificates = async () => {
      const administrator = await saoMai().signIn('quantri', 'snv');
      const all = await ask(administrator, certificatesContract.listAgencyCertificates);
      return { administrator, system: all.filter(({ purpose }) => purpose === 'system') };
    };
    const renewSystemKey = async () => {
      const { authority } = await provinceIngredients();
      const { name } = saoMai().agency('snv');
      const notAfter = new Date(Date.now() + 3_650 * DAY_MS);
      const made = await authority.issue({ purpose: 'system', commonName: name, agency: name, notAfter });
      const [p12, pin] = [join(folder, 'system.p12'), join(folder, 'pin')];
      await writeFile(p12, await exportPkcs12(made, '246810'));
      await writeFile(pin, '246810');
      const words = ['agency', 'keys', '--agency', 'H99.08', '--purpose', 'system', '--p12', p12, '--pin-file', pin];
      await command('saoMai', ...words);
      const { administrator, system } = await certificates();
      const pending = system.find(({ state }) => state === 'pending') ?? expect.fail('nothing waits');
      const params = { certificateId: pending.id };
      await ask(administrator, certificatesContract.confirmCertificate, { params, body: {} });
    };

    it('lose and double nothing: what the old keys signed and sealed arrives, and what is sent meanwhile too', async () => {
      const { system } = await certificates();
      formerSystemKey = system[0]?.sha256 ?? '';
      await binhMinh().leave();
      onItsWay = await sentTo(home, 'H98.15');
      expect((await deliveryOf(home.clerk, onItsWay.id)).state).to.equal('retrying');
      for (const place of ['saoMai', 'binhMinh'] as const) await command(place, 'directory', 'renew-key');
      await command('binhMinh', 'directory', 'renew-key', '--agency', 'H98.15');
      await renewSystemKey();
      await listAnew();
      await binhMinh().comeBack();
      await saoMai().leave();
      await saoMai().comeBack();
      const meanwhile = await sentTo(home, 'H98.15');
      const answering = await sentTo(health, 'H99.08', signedByHealth());
      for (const { id } of [onItsWay, meanwhile]) {
        const delivery = await answered(home.clerk, id);
        expect([delivery.state, codesOf(delivery)]).to.deep.equal(['arrived', ['01']]);
      }
      expect(codesOf(await answered(health.clerk, answering.id))).to.deep.equal(['01']);
      expect(await arrivedAt(onItsWay.code)).to.equal(1);
      expect(await arrivedAt(meanwhile.code)).to.equal(1);
    });

    it('use the new ones alone, at once, when the old ones were laid open', async () => {
      const { administrator, system } = await certificates();
      const old = system.find(({ sha256 }) => sha256 === formerSystemKey) ?? expect.fail('it is gone');
      const revoked = { params: { certificateId: old.id }, body: { since: null, reason: 'Máy chủ bị xâm nhập' } };
      await ask(administrator, certificatesContract.revokeCertificate, revoked);
      await command('saoMai', 'directory', 'renew-key', '--exposed');
      await listAnew();
      await saoMai().leave();
      await saoMai().comeBack();
      const fetched = await command('binhMinh', 'directory', 'import', '--from', 'H99.08', '--json');
      expect(JSON.parse(fetched), 'the same that it holds').to.include({ serial: 3, added: 0, changed: 0 });
      const { id, code } = await sentTo(home, 'H98.15');
      expect(codesOf(await answered(home.clerk, id))).to.deep.equal(['01']);
      expect(await arrivedAt(code)).to.equal(1);
    });
  });

  describe('after a database was lost', () => {
    /** The line of Bình Minh to its partner rests, or goes on. */
    const line = async (restsUntil: Date | undefined) => {
      const { database } = binhMinh();
      const partner = await database
        .collection<{ _id: string; deployment: string }>('directoryEntries')
        .findOne({ _id: 'H99.08' });
      const lines = database.collection<{ _id: string }>('partnerLines');
      const $set = { failures: 0, probing: false, version: 1, restsUntil: restsUntil ?? new Date(0) };
      await lines.updateOne({ _id: String(partner?.deployment) }, { $set }, { upsert: true });
      if (restsUntil) return;
      await database.collection('jobs').updateMany({ state: 'waiting' }, { $set: { runAt: new Date() } });
    };

    it('has the other send again what came since the backup, which is there once, and says above what it had said before; what it sends itself comes to nobody twice', async () => {
      let lost: OutgoingView | undefined;
      await line(new Date(Date.now() + 1_800_000));
      const unsent = await sentTo(health, 'H99.08', signedByHealth());
      await restoreBinhMinh(async () => {
        await line(undefined);
        await settled();
        expect(codesOf(await deliveryOf(health.clerk, unsent.id)), 'sent after the backup').to.deep.equal(['01']);
        lost = await sentTo(home, 'H98.15');
        const { id: arrivalId, version } = await newestArrival(health.clerk);
        await ask(health.clerk, arrivalsContract.registerArrival, { params: { arrivalId }, body: { version } });
        await settled();
      });
      const clerk = await binhMinh().signIn('vanthu', 'sytbm');
      while ((await deliveryOf(clerk, unsent.id)).receipts.length === 0) {
        await line(undefined); // what was just refused by the line that rested in the backup too waits for longer
        await wait(100);
      }
      await settled();
      const arrived = await ask(home.clerk, arrivalsContract.listArrivals, { query: {} });
      expect(arrived.items.filter(({ code }) => code === unsent.code)).to.have.length(1);
      const { items } = await ask(clerk, arrivalsContract.listArrivals, { query: { state: 'arrived' } });
      expect(items.filter(({ code }) => code === lost?.code)).to.have.length(1);
      expect(codesOf(await deliveryOf(home.clerk, lost?.id ?? ''))).to.deep.equal(['01', '03', '01']);
      expect(await binhMinh().database.collection('jobs').countDocuments({ state: 'dead' })).to.equal(0);
      const again = await saoMai()
        .database.collection('auditEvents')
        .find({ type: 'messages-offered-again' })
        .toArray();
      expect(again.map(({ event }) => event.refused)).to.deep.equal(again.map(() => 0));
      expect(again.some(({ agencyId }) => agencyId === saoMai().agency('snv').id)).to.equal(true);
      const asking = await binhMinh().database.collection('auditEvents').findOne({ type: 'partners-asked-again' });
      const asked = await saoMai().database.collection('auditEvents').findOne({ type: 'asked-to-send-again' });
      expect(asking?.event).to.include({ asked: 1, unreachable: 0, since: asked?.event.since });
    });
  });
});
