import { expect } from 'chai';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { keyOfAttempts } from '../../server/exchange/directory/learnt-keys.ts';
import {
  keysFolderInUse,
  ownDeploymentInUse,
  renewDeploymentKey,
} from '../../server/exchange/directory/own-deployment.ts';
import { directoryVersions } from '../../server/exchange/directory/store.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { keptTransportReceipt } from '../../server/exchange/messages/transport-receipt.ts';
import { arrivals, deliveries, firstSights, givenReceipts, takenMessages } from '../../server/exchange/store.ts';
import { agencies } from '../../server/identity/store.ts';
import { detachedSignature } from '../../server/pdf-signatures/crypto/verify-detached.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { useClock } from '../../server/platform/clock.ts';
import { readAll, readOne, rowsOf } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { expireKey, renewKey } from '../support/agency-keys.ts';
import { ask } from '../support/ask.ts';
import { aDirectoryList, aListedAgency, aListedCertificate, aListedDeployment } from '../support/directory.ts';
import { changeRow, eventsOf } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, numberedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const DAY_MS = 24 * 3600_000;

describe('a system key that ends', function () {
  this.timeout(240_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;

  before(async () => {
    bureau = await theBureau(province);
  });
  after(() => useClock(() => new Date()));

  const deliveryOf = async ({ id: documentId }: OutgoingView) => {
    const {
      items: [only],
    } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId } });
    if (!only) throw new Error('There is no delivery');
    return only;
  };
  const jobsOf = (deliveryId: string) =>
    jobs.model.countDocuments({ kind: 'deliver-envelope', 'payload.deliveryId': deliveryId });
  const typesOf = async (key: string) => (await eventsOf(province.agency(key).id)).map(({ type }) => type);
  const atHome = (key: string, active: boolean) => changeRow(agencies, province.agency(key).id, { active });

  it('signs nothing that would be refused: the delivery stops at once with the reason, and a retry is the same job', async () => {
    const letter = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    await expireKey(province, 'snv', 'system');
    await province.work();
    const stuck = await deliveryOf(letter);
    expect(stuck).to.include({ state: 'stuck', lastError: 'agency-certificate-expired', attempts: 1, messageId: null });
    expect(await arrivals.model.countDocuments({})).to.equal(0);
    const retry = { params: { deliveryId: stuck.id }, body: {} };
    await ask(bureau.clerk, deliveriesContract.retryDelivery, retry);
    await ask(bureau.clerk, deliveriesContract.retryDelivery, retry);
    expect(await jobsOf(stuck.id)).to.equal(1);
    await province.work();
    expect(await deliveryOf(letter)).to.include({ state: 'stuck', attempts: 2 });

    await renewKey(province, 'snv', 'system');
    await province.work();
    expect(await deliveryOf(letter)).to.include({ state: 'arrived', recipientVerdict: 'valid', lastError: null });
    expect(await jobsOf(stuck.id)).to.equal(1);
  });

  it('leaves what was signed and not delivered to the renewed key: the same message, signed anew', async () => {
    const letter = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const back = await expireKey(province, 'snv', 'system');
    await province.work();
    await back();
    await atHome('skhcn', false);
    const { id: deliveryId } = await deliveryOf(letter);
    await ask(bureau.clerk, deliveriesContract.retryDelivery, { params: { deliveryId }, body: {} });
    await province.work();
    const waiting = await readOne(deliveries, { _id: deliveryId });
    expect(waiting).to.include({ state: 'retrying', lastError: 'wrong-audience' });
    await expireKey(province, 'snv', 'system');
    await rowsOf(firstSights).deleteMany({}); // as if no door had seen it yet
    await atHome('skhcn', true);
    await renewKey(province, 'snv', 'system');
    await province.work();
    const sent = await readOne(deliveries, { _id: deliveryId });
    expect(sent).to.include({
      state: 'arrived',
      envelopeSha256: waiting?.envelopeSha256,
      messageId: waiting?.messageId,
    });
    expect(sent?.envelopeSignatureSha256).not.to.equal(waiting?.envelopeSignatureSha256);
    expect(await typesOf('snv')).to.include('delivery-signed-anew');
  });

  it('leaves a receipt that nobody took yet to the renewed key as well', async () => {
    const letter = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const [given] = await readAll(givenReceipts, {}, { sort: { at: -1 }, limit: 1 });
    if (!given) throw new Error('No receipt was given');
    await expireKey(province, 'skhcn', 'system');
    await renewKey(province, 'skhcn', 'system');
    await rowsOf(firstSights).deleteMany({});
    // The sender lost it: the job that carries it runs again.
    const job = await rowsOf(jobs).findOne({
      kind: 'send-receipt',
      'payload.arrivalId': given.arrivalId,
      'payload.code': given.code,
    });
    await rowsOf(takenMessages).deleteOne({ kind: 'receipt', envelopeSha256: given.sha256 });
    await changeRow(givenReceipts, given.id, { transportReceipt: undefined });
    await rowsOf(jobs).updateOne({ _id: job?._id ?? '' }, { $set: { state: 'waiting', runAt: new Date(0) } });
    await province.work();
    const signed = await readOne(givenReceipts, { _id: given.id });
    expect(signed).to.include({ sha256: given.sha256 });
    expect(signed?.signatureSha256).not.to.equal(given.signatureSha256);
    expect((await deliveryOf(letter)).receipts.map(({ code }) => code)).to.include('01');
    expect(await typesOf('skhcn')).to.include('receipt-signed-anew');
  });

  it('is replaced without loss: the old one signs until others have had a week to learn of the new one', async () => {
    const { id: agencyId } = province.agency('snv');
    const signer = async () => signerOf(await signAsSystem(agencyId, bytes));
    const former = await ownDeploymentInUse();
    const old = await signer();
    const renewed = Buffer.from((await renewKey(province, 'snv', 'system')).certificate).toString('base64');
    const own = await renewDeploymentKey(keysFolderInUse(), new Date(Date.now() + 60 * DAY_MS));
    const used = async (days: number) => {
      const at = new Date(Date.now() + days * DAY_MS);
      useClock(() => at);
      const found = { system: await signer(), deployment: (await keyOfAttempts(own, at)).publicKey };
      useClock(() => new Date());
      return found;
    };
    const [before, after] = [
      { system: old, deployment: former.publicKey },
      { system: renewed, deployment: own.publicKey },
    ];
    const naming = (...all: (typeof before)[]) => {
      const certificates = all.map(({ system }) => aListedCertificate({ certificate: Buffer.from(system, 'base64') }));
      const keys = all.map(({ deployment: key }) => ({ key, from: '2026-01-01T00:00:00.000Z', until: null }));
      const hosted = aListedAgency('H99.08', { deployment: own.id, certificates });
      return aDirectoryList({ deployments: [aListedDeployment({ id: own.id, keys })], agencies: [hosted] });
    };
    expect(await used(0), 'no list names it').to.deep.equal(after);
    await holdList(1, naming(before));
    expect(await used(0)).to.deep.equal(before);
    await holdList(2, naming(before, after));
    expect(await used(6)).to.deep.equal(before);
    expect(await used(8)).to.deep.equal(after);
    const { deployment } = await used(61);
    expect(deployment, 'the former one has ended').to.equal(own.publicKey);
  });

  it('does not undo what a door has seen while it was in force: messages and receipts are judged by first sight', async () => {
    await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const [newest] = await readAll(deliveries, {}, { sort: { createdAt: -1 }, limit: 1 });
    const [receipt] = newest?.receipts ?? [];
    const read = async (sha256 = '') => await files().read(sha256);
    const bytes = await read(newest?.envelopeSha256);
    const envelope = { content: bytes, signature: await read(newest?.envelopeSignatureSha256), files: [] };
    const [receiptBytes, receiptSignature] = [await read(receipt?.sha256), await read(receipt?.signatureSha256)];
    const answer = { content: receiptBytes, signature: receiptSignature, files: [] };
    for (const one of [envelope, answer]) expect(await codeOf(acceptMessage(one)), 'once more').to.equal('taken');
    useClock(() => new Date(Date.now() + 4_000 * DAY_MS));
    expect(keptTransportReceipt(await acceptMessage(envelope))).to.deep.equal(newest?.transportReceipt);
    expect(await codeOf(acceptMessage(answer))).to.equal('taken');
    await rowsOf(firstSights).deleteMany({});
    expect(await codeOf(acceptMessage(envelope))).to.equal('signature-invalid');
    expect(await codeOf(acceptMessage(answer))).to.equal('signature-invalid');
  });
});

const bytes = Buffer.from('{}');

function signerOf(signature: Uint8Array): string {
  const made = detachedSignature(bytes, signature);
  return 'signer' in made ? made.signer.der.toString('base64') : expect.fail('it is no signature');
}

/** The list is the newest from now on. */
async function holdList(serial: number, list: object): Promise<void> {
  const { sha256 } = await files().put(Buffer.from(JSON.stringify(list)));
  await inTransaction(systemActor('deployment'), async (tx) => {
    const held = await tx.find(directoryVersions, { newest: true });
    if (held) tx.change(directoryVersions, held, { newest: false });
    const validUntil = new Date(tx.now.getTime() + 90 * DAY_MS);
    tx.insert(directoryVersions, {
      ...{ id: String(serial), serial, name: 'Danh bạ', sha256, signature: '', issuedAt: tx.now, validUntil },
      ...{ importedAt: tx.now, importedBy: 'Mai Văn Lộc', newest: true },
    });
  });
}

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'taken',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
