import { expect } from 'chai';
import { contracts } from '../../server/application.ts';
import { auditEntries } from '../../server/audit/store.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { mailsContract } from '../../server/intake/mails/contract.ts';
import { fileKeyOf } from '../../server/intake/scans/scanned-page.ts';
import { scannedPages } from '../../server/intake/scans/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import type { Contract, Endpoint, Right } from '../../server/platform/api/contract.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { booksContract } from '../../server/registry/books/contract.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { printsContract } from '../../server/signing/prints/contract.ts';
import { type Asked, ask, send } from '../support/ask.ts';
import type { Agent } from '../support/identity.ts';
import { aLetter, issuedLetter, newestArrival, recallLetter, theBureau, upload } from '../support/letters.ts';
import { aMail } from '../support/mails.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { aLetterPdf } from '../support/signing.ts';

/** One’s own file before an act uses it, and one’s own words as pages: nobody else’s document. */
const ownOnly = ['readUpload', 'previewLetter'];
/** What another deployment collects; that it has is told by its receipt. */
const collected = ['waitingFile'];

describe('whatever can be downloaded', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  type Texts = Readonly<Record<string, string>>;
  const asked = new Map<string, { readonly agent: Agent; readonly params: Texts; readonly query?: Texts }>();

  before(async () => {
    const bureau = await theBureau(province);
    const { clerk } = bureau;
    const issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    const recipient = await province.signIn('vanthu', 'skhcn');
    const { id: arrivalId } = await newestArrival(recipient);
    const arrival = await ask(recipient, arrivalsContract.getArrival, { params: { arrivalId } });
    const register = { params: { arrivalId }, body: { version: arrival.version } };
    const incoming = await ask(recipient, arrivalsContract.registerArrival, register);
    const {
      items: [delivery],
    } = await ask(clerk, deliveriesContract.listDeliveries, { params: { documentId: issued.id } });
    const [receipt] = delivery?.receipts ?? [];
    const ofDelivery = { agent: clerk, params: { deliveryId: delivery?.id ?? '', sha256: receipt?.sha256 ?? '' } };
    const arrivalFile = { arrivalId, fileId: arrival.files[0]?.id ?? '' };
    const outgoingFile = { documentId: issued.id, fileId: issued.files[0]?.id ?? '' };
    const incomingFile = { documentId: incoming.id, fileId: incoming.files[0]?.id ?? '' };
    asked.set('getArrivalFile', { agent: recipient, params: arrivalFile });
    asked.set('getIncomingFile', { agent: recipient, params: incomingFile });
    // Another person: who gets the same file in two ways within a quarter of an hour has looked at it once.
    const leader = await province.signIn('giamdoc', 'skhcn');
    asked.set('stampedRendition', { agent: leader, params: { documentId: incoming.id } });
    const print = await ask(bureau.leader, printsContract.printOutgoing, {
      params: { documentId: issued.id },
      body: { copies: 2, form: 'marked' },
    });
    asked.set('printedFile', { agent: bureau.leader, params: { printId: print.id } });
    asked.set('searchableRendition', { agent: recipient, params: { documentId: await aScannedDocument(recipient) } });
    const { books } = await ask(recipient, booksContract.readBooks, { query: {} });
    const book = books.find(({ kind }) => kind === 'incoming');
    for (const name of ['printBook', 'exportBook'])
      asked.set(name, { agent: recipient, params: { registerId: book?.id ?? '' } });
    const year = { from: '2026-01-01', to: '2026-12-31' };
    asked.set('takePostBook', { agent: recipient, params: {}, query: year });
    asked.set('takeReport', { agent: recipient, params: {}, query: { kind: 'incoming', ...year } });
    asked.set('exportFound', { agent: clerk, params: {}, query: { q: 'họp' } });
    const mail = await ask(recipient, mailsContract.openMail, {
      body: { uploadId: await upload(recipient, aMail('Kính gửi quý cơ quan.'), 'thu.eml') },
    });
    asked.set('getMailFile', { agent: recipient, params: { mailId: mail.id, fileId: mail.original?.id ?? '' } });
    asked.set('getOutgoingFile', { agent: clerk, params: outgoingFile });
    asked.set('getArrivalEvidence', { agent: recipient, params: { arrivalId } });
    for (const name of [
      'getReceipt',
      'getReceiptSignature',
      'getEnvelope',
      'getEnvelopeSignature',
      'getDeliveryEvidence',
    ])
      asked.set(name, ofDelivery);
    expect(await recallLetter(bureau, issued.id)).to.include({ state: 'recalled' });
    const {
      items: [{ followUps } = expect.fail()],
    } = await ask(clerk, deliveriesContract.listDeliveries, {
      params: { documentId: issued.id },
    });
    const ofFollowUp = { agent: clerk, params: { ...ofDelivery.params, followUpId: followUps[0]?.id ?? '' } };
    for (const name of ['getFollowUp', 'getFollowUpSignature']) asked.set(name, ofFollowUp);
  });

  /** A registered document in which a word was recognised. */
  async function aScannedDocument(clerk: Agent): Promise<string> {
    const uploadId = await upload(clerk, await aLetterPdf());
    const fields = { typeCode: 'cong-van', issuedOn: '2026-01-05', issuer: { name: 'Công ty' }, subject: 'Bản quét' };
    const document = await ask(clerk, incomingContract.registerIncoming, { body: { ...fields, uploadId } });
    const recognised = { engine: 'a', turn: 0, width: 595, height: 842, words: '[["Số:",70,700,20,13,0.9]]' } as const;
    await inTransaction(systemActor(province.agency('skhcn').id), async (tx) => {
      const file = fileKeyOf(document.files[0]?.sha256 ?? '');
      tx.insert(scannedPages, { file, page: 1, pages: 1, state: 'read', ...recognised, readAt: tx.now });
    });
    return document.id;
  }

  it('leaves its trace in the log, whichever endpoint gives it', async () => {
    const giving = Object.values<Contract<Right>>(contracts)
      .flatMap((contract) => Object.entries<Endpoint>(contract))
      .filter(([name, { response }]) => response === 'file' && !ownOnly.includes(name) && !collected.includes(name));
    expect(giving.map(([name]) => name)).to.have.members([...asked.keys()]);
    for (const [name, endpoint] of giving) {
      const { agent, params, query = {} } = asked.get(name) ?? expect.fail(name);
      const named = Object.keys(endpoint.params?.shape ?? {});
      const theirs = Object.fromEntries(Object.entries(params).filter(([key]) => named.includes(key)));
      const before = (await downloads()).length;
      const answer = await send(agent, endpoint, { params: theirs, query } as Asked<Endpoint>);
      expect(answer.status, name).to.equal(200);
      expect(answer.body.length, name).to.be.greaterThan(0);
      expect(await downloads(), name).to.have.length(before + 1);
    }
    const kinds = new Set((await downloads()).filter((type) => /arrival|evidence/.test(type)));
    expect([...kinds]).to.have.members([
      ...['arrival-downloaded', 'evidence-downloaded', 'delivery-evidence-downloaded', 'arrival-evidence-downloaded'],
    ]);
  });

  async function downloads(): Promise<string[]> {
    return (await readAll(auditEntries, {}))
      .map(({ type }) => type)
      .filter((type) => /-(downloaded|printed)$/.test(type));
  }
});
