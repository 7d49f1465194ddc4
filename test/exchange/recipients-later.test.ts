import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { localCarrier } from '../../server/exchange/door/local-carrier.ts';
import { useTransport } from '../../server/exchange/messages/transport.ts';
import { agencies } from '../../server/identity/store.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { type Asked, ask, refused } from '../support/ask.ts';
import { type Agent, eventsOf } from '../support/identity.ts';
import {
  aLetter,
  type Bureau,
  issuedLetter,
  newestArrival,
  numberedLetter,
  recallLetter,
  recipientsOf,
  theBureau,
} from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('recipients of a document after its issue', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let other: Agent;

  before(async () => {
    bureau = await theBureau(province);
    other = await province.signIn('vanthu', 'thanhbinh');
  });

  /** Runs it while no agency can be reached. */
  const failing = async (run: () => Promise<unknown>): Promise<void> => {
    useTransport({ carry: () => Promise.reject(new DomainError('unavailable', 'recipient-away', 'Nobody answers')) });
    await run();
    useTransport(localCarrier);
  };
  const deliveriesOf = async (id: string) =>
    (await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId: id } })).items;

  describe('that are added', () => {
    const reason = 'Theo đề nghị của phường';
    const person = { kind: 'person' as const, name: 'Ông Nguyễn Văn An', address: 'Số 5, đường Lê Lợi' };
    let issued: OutgoingView;
    const added = (over: object = {}) => ({
      params: { documentId: issued.id },
      body: {
        version: issued.version,
        recipients: [
          ...recipientsOf(province, { to: ['thanhbinh'], outside: ['Công ty Sao Mai'] }).map((one) =>
            one.agencyId === null ? one : { ...one, unit: 'phong noi vu' },
          ),
          { ...person, paperCopies: 1 },
          {
            kind: 'unit' as const,
            unitId: province.agency('snv').units.get('CCHC') ?? '',
            name: 'Phòng Cải cách hành chính',
          },
        ],
        reason,
        ...over,
      },
    });

    before(async () => {
      issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
    });

    it('are nobody who has it already, and no business of its drafter', async () => {
      const recipients = recipientsOf(province, { to: ['skhcn'] });
      const named = await refused(bureau.clerk, outgoingContract.addRecipients, added({ recipients }));
      expect(named).to.equal('422 recipient-repeated');
      expect(await refused(bureau.drafter, outgoingContract.addRecipients, added())).to.match(/^403 /);
    });

    it('get the same sealed bytes, and are told from the others with who and why', async () => {
      const { recipients } = await ask(bureau.clerk, outgoingContract.addRecipients, added());
      expect(recipients.map((one) => one.added?.reason)).to.deep.equal([
        ...[undefined, reason, reason, reason, reason],
      ]);
      await province.work();
      const sent = await deliveriesOf(issued.id);
      expect(sent.map(({ recipient, state, added: one }) => [recipient.name, state, one?.reason])).to.deep.equal([
        [province.agency('skhcn').name, 'arrived', undefined],
        [province.agency('thanhbinh').name, 'arrived', reason],
        ['Công ty Sao Mai', 'paper', reason],
        [person.name, 'paper', reason],
        ['Phòng Cải cách hành chính', 'internal', reason],
      ]);
      expect(sent.map(({ recipient: { kind, address } }) => [kind, address]).slice(2)).to.deep.equal([
        ['organisation', null],
        ['person', person.address],
        ['unit', null],
      ]);
      const arrival = await ask(other, arrivalsContract.getArrival, {
        params: { arrivalId: (await newestArrival(other)).id },
      });
      expect(arrival.files[0]?.sha256).to.equal(issued.files[0]?.sha256);
      const told = (await eventsOf(province.agency('snv').id)).filter(({ type }) => type === 'recipients-added');
      expect(told).to.have.length(1);
      expect(told[0]).to.deep.include({ documentId: issued.id, recipients: 4, reason });
    });

    it('among them a unit of one’s own, whose people read it from then on', async () => {
      const head = await province.signIn('truongphong', 'snv');
      const params = { documentId: issued.id };
      expect((await ask(head, outgoingContract.getOutgoing, { params })).id).to.equal(issued.id);
      const told = (await eventsOf(province.agency('snv').id)).find(({ type }) => type === 'document-handed-to-units');
      expect(told).to.deep.include({ documentId: issued.id, unitIds: [province.agency('snv').units.get('CCHC')] });
    });

    it('among them a unit of an agency, for which its clerk registers it', async () => {
      const { id: arrivalId, version, forUnit } = await newestArrival(other);
      expect(forUnit).to.equal('phong noi vu');
      const registered = await ask(other, arrivalsContract.registerArrival, {
        params: { arrivalId },
        body: { version },
      });
      expect(registered).to.include({ forUnit, toPlaces: null });
      await province.work();
    });

    it('count in the share: one more on paper and it was not sent electronically to everybody', async () => {
      const query = { from: issued.issuedOn ?? '', to: issued.issuedOn ?? '' };
      const { figures } = await ask(bureau.clerk, statisticsContract.share, { query });
      expect(figures[0]).to.include({ numerator: 0, denominator: 1 });
    });

    it('are none of a document that was taken back', async () => {
      const { version } = await recallLetter(bureau, issued.id);
      const recipients = recipientsOf(province, { to: ['ubnd'] });
      const late = await refused(bureau.clerk, outgoingContract.addRecipients, added({ version, recipients }));
      expect(late).to.equal('409 wrong-state');
    });
  });

  describe('that change', () => {
    const reason = 'Đã sáp nhập vào phường Thanh Bình';
    let issued: OutgoingView;
    const code = async (key: string) => (await readOne(agencies, { _id: province.agency(key).id }))?.code ?? '';
    const shares = async () => {
      const query = { from: issued.issuedOn ?? '', to: issued.issuedOn ?? '' };
      const { figures } = await ask(bureau.clerk, statisticsContract.share, { query });
      return figures[0];
    };

    before(async () => {
      issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn', 'ubnd'] }));
      const reception = await province.signIn('vanthu', 'skhcn');
      const { id: arrivalId, version } = await newestArrival(reception);
      const body = { version, reasonCode: 'wrong-recipient', reason: 'Không thuộc thẩm quyền' } as const;
      await ask(reception, arrivalsContract.returnArrival, { params: { arrivalId }, body });
      await province.work();
    });

    it('are agencies of the directory that have no delivery of the document, in the place of one who does not hold it', async () => {
      const [refusedOne, held] = await deliveriesOf(issued.id);
      const to = async (deliveryId: string | undefined, key: string) =>
        await refused(bureau.clerk, deliveriesContract.readdressDelivery, {
          params: { deliveryId: deliveryId ?? '' },
          body: { code: await code(key), reason },
        });
      expect(held).to.deep.include({ state: 'arrived', acts: ['ask-back'] });
      expect(await to(held?.id, 'thanhbinh')).to.equal('409 not-to-readdress');
      expect(await to(refusedOne?.id, 'ubnd')).to.equal('422 recipient-repeated');
      expect(await to(refusedOne?.id, 'snv')).to.equal('422 recipient-is-sender');
      const unknown = { params: { deliveryId: refusedOne?.id ?? '' }, body: { code: 'H99.77', reason } };
      expect(await refused(bureau.clerk, deliveriesContract.readdressDelivery, unknown)).to.equal('422 unknown-agency');
      expect(await refused(bureau.drafter, deliveriesContract.readdressDelivery, unknown)).to.match(/^403 /);
    });

    it('leave the first delivery to be read, and count by the second', async () => {
      const [first] = await deliveriesOf(issued.id);
      const params = { deliveryId: first?.id ?? '' };
      const body = { code: await code('thanhbinh'), reason };
      const anew = await ask(bureau.clerk, deliveriesContract.readdressDelivery, { params, body });
      const [before, after] = [province.agency('skhcn').name, province.agency('thanhbinh').name];
      expect(anew).to.deep.nested.include({ 'recipient.name': after, 'recipient.insteadOf': before, state: 'waiting' });
      expect((await eventsOf(province.agency('snv').id)).slice(-2)).to.deep.equal([
        { type: 'delivery-created', documentId: issued.id, deliveryId: anew.id },
        { type: 'delivery-readdressed', documentId: issued.id, deliveryId: first?.id, anewId: anew.id, reason },
      ]);
      await province.work();
      const sent = await deliveriesOf(issued.id);
      const shown = sent.map(({ state, sentAnewAs, readdressedTo }) => [state, sentAnewAs, readdressedTo]);
      expect(shown).to.have.deep.members([
        ['readdressed', anew.id, after],
        ['arrived', null, null],
        ['arrived', null, null],
      ]);
      expect((await ask(bureau.clerk, statisticsContract.dueWork)).counts.outgoing).to.equal(0);
      expect(await shares()).to.include({ numerator: 1, denominator: 1 });
    });

    it('get nothing any more, although their message was still being tried', async () => {
      const { id } = await numberedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
      await failing(() => province.work());
      const [tried] = await deliveriesOf(id);
      expect(tried).to.deep.include({ state: 'retrying', acts: ['retry', 'readdress', 'paper'] });
      const body = { code: await code('thanhbinh'), reason };
      await ask(bureau.clerk, deliveriesContract.readdressDelivery, { params: { deliveryId: tried?.id ?? '' }, body });
      await province.work(new Date(Date.now() + 24 * 3600_000));
      const sent = await deliveriesOf(id);
      expect(sent.map(({ state, sentAt }) => [state, sentAt !== null])).to.have.deep.members([
        ['readdressed', false],
        ['arrived', true],
      ]);
    });
  });

  describe('that are many', () => {
    const names = Array.from({ length: 12 }, (_, place) => `Công ty số ${place + 1}`);
    let issued: OutgoingView;
    const listed = (query: NonNullable<Asked<typeof deliveriesContract.listDeliveries>['query']>) =>
      ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId: issued.id }, query });

    before(async () => {
      issued = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'], outside: names }));
    });

    it('are agencies of the directory, each of them, however many are named', async () => {
      const nobody = Array.from({ length: 21 }, (_, place) => ({ agencyId: `khong-co-${place}`, name: `Xã ${place}` }));
      const body = aLetter(province, { to: [] }, { recipients: nobody });
      expect(await refused(bureau.drafter, outgoingContract.createDraft, { body })).to.equal('422 unknown-agency');
    });

    it('are summed up first', async () => {
      const progress = await ask(bureau.clerk, deliveriesContract.getProgress, { params: { documentId: issued.id } });
      expect(progress).to.deep.include({ total: 13, added: 0, paperless: false });
      expect(progress.parts).to.include({ arrived: 1, paper: 12, refused: 0 });
    });

    it('come a page at a time, each once, by a cursor of this list alone', async () => {
      const first = await listed({ limit: '8' });
      expect(first.total).to.equal(13);
      const second = await listed({ limit: '8', cursor: first.next ?? '' });
      expect(second.next).to.equal(null);
      const got = [...first.items, ...second.items].map(({ recipient }) => recipient.name);
      expect(got).to.deep.equal([province.agency('skhcn').name, ...names]);
      const params = { documentId: issued.id };
      const query = { cursor: 'made-up' };
      expect(await refused(bureau.clerk, deliveriesContract.listDeliveries, { params, query })).to.equal(
        '400 bad-cursor',
      );
    });

    it('are found by their words, and by where the document stands', async () => {
      expect((await listed({ q: 'cong ty so 12' })).items.map(({ recipient }) => recipient.name)).to.deep.equal([
        'Công ty số 12',
      ]);
      expect((await listed({ part: 'arrived' })).total).to.equal(1);
      expect((await listed({ part: 'refused' })).items).to.deep.equal([]);
    });

    it('are told on paper from those to whom it went, as the clerk records: how, on which day, under which number', async () => {
      const { items } = await listed({ part: 'paper' });
      const [first] = items;
      expect(first?.acts).to.deep.equal(['record-posting']);
      const today = issued.issuedOn ?? '';
      const posting = { way: 'post', sentOn: today, reference: 'EB 123 456 789 VN' } as const;
      const of = { params: { deliveryId: first?.id ?? '' }, body: posting };
      const { recordPosting } = deliveriesContract;
      const early = { ...of, body: { ...posting, sentOn: '2026-01-01' } };
      expect(await refused(bureau.clerk, recordPosting, early)).to.equal('422 date-out-of-range');
      const late = { ...of, body: { ...posting, sentOn: '2199-01-01' } };
      expect(await refused(bureau.clerk, recordPosting, late)).to.equal('422 date-out-of-range');
      expect(await refused(bureau.drafter, recordPosting, of)).to.match(/^403 /);
      const arrived = (await listed({ part: 'arrived' })).items[0]?.id ?? '';
      const there = { ...of, params: { deliveryId: arrived } };
      expect(await refused(bureau.clerk, recordPosting, there)).to.equal('409 not-on-paper');
      expect((await ask(bureau.clerk, recordPosting, of)).posted).to.include(posting);
      expect((await eventsOf(province.agency('snv').id)).at(-1)).to.deep.equal({
        ...{ type: 'delivery-posted', documentId: issued.id, deliveryId: first?.id },
        ...posting,
      });
      expect([(await listed({ part: 'paper' })).total, (await listed({ part: 'posted' })).total]).to.deep.equal([
        11, 1,
      ]);
    });
  });
});
