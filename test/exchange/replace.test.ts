import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { heldCapabilities } from '../../server/exchange/carriage/store.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { CAPABILITY_FORMAT } from '../../server/exchange/messages/capability-document.ts';
import { messageBytes } from '../../server/exchange/messages/message.ts';
import { arrivals, deliveries, notices } from '../../server/exchange/store.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { type IncomingView, incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { statisticsContract } from '../../server/statistics/contract.ts';
import { ask, refused } from '../support/ask.ts';
import { type Agent, eventsOf } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const reason = 'Sai thời hạn ở mục 2';

describe('a document in whose place another is issued', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let reception: Agent;
  let other: Agent;
  let former: OutgoingView;
  let registered: IncomingView;
  let replacement: OutgoingView;

  const deliveriesOf = async (documentId: string) =>
    (await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId } })).items;
  const read = (id: string) => ask(bureau.clerk, outgoingContract.getOutgoing, { params: { documentId: id } });

  /** The system of the province’s office takes no replacements. */
  const statesNoReplacing = async () => {
    const limits = { mainFileBytes: 1e8, attachmentBytes: 1e8, files: 50, messageBytes: 131_072 };
    const says = { format: CAPABILITY_FORMAT, code: 'H99.01', serial: 1, versions: [1], kinds: ['document', 'revoke'] };
    const text = JSON.stringify({ ...says, mediaTypes: [], limits });
    await heldCapabilities.model.create({ _id: 'H99.01', text, askedAt: new Date(), version: 1 });
  };

  before(async () => {
    bureau = await theBureau(province);
    reception = await province.signIn('vanthu', 'skhcn');
    other = await province.signIn('vanthu', 'thanhbinh');
    former = await issuedLetter(bureau, aLetter(province, { to: ['skhcn', 'thanhbinh', 'ubnd'] }));
    const { id: arrivalId, version } = await newestArrival(reception);
    const of = { params: { arrivalId }, body: { version } };
    registered = await ask(reception, arrivalsContract.registerArrival, of);
    const replaces = { documentId: former.id, reason };
    await statesNoReplacing();
    replacement = await issuedLetter(bureau, aLetter(province, { to: ['skhcn', 'ubnd'] }, { replaces }));
    await province.work();
  });

  it('ends here, each linked to the other, and no figure counts it', async () => {
    const { code } = former;
    expect((await read(replacement.id)).replaces).to.deep.equal({ documentId: former.id, code, reason });
    const ended = await read(former.id);
    expect(ended).to.deep.include({ state: 'recalled', isReplaced: true, number: former.number, allowed: ['track'] });
    expect(ended.recalled?.replacedBy).to.deep.equal({ documentId: replacement.id, code: replacement.code });
    const types = (await eventsOf(province.agency('snv').id)).map(({ type }) => type);
    expect(types).to.include('document-replaced').and.not.to.include('document-recalled');
    const query = { from: former.issuedOn ?? '', to: former.issuedOn ?? '' };
    const { figures } = await ask(bureau.clerk, statisticsContract.share, { query });
    expect(figures.map(({ denominator }) => denominator)).to.deep.equal([1, 1]);
    const again = aLetter(province, { to: ['skhcn'] }, { replaces: { documentId: former.id, reason } });
    expect(await refused(bureau.drafter, outgoingContract.createDraft, { body: again })).to.equal('409 not-in-force');
  });

  it('ends at its recipient by the message that brings the other, which acknowledges it; who gets no other, or takes none as such, is told of a recall', async () => {
    const [sent, alone] = await deliveriesOf(replacement.id);
    const byName = new Map((await deliveriesOf(former.id)).map((one) => [one.recipient.name, one]));
    const replaced = byName.get(province.agency('skhcn').name);
    expect(replaced).to.deep.include({ state: 'replaced', followUps: [], acts: [] });
    expect(byName.get(province.agency('thanhbinh').name)).to.include({ state: 'recalled' });
    expect(byName.get(province.agency('ubnd').name)).to.include({ state: 'recalled' });
    expect(alone).to.include({ state: 'arrived', replaces: null });
    expect(sent?.replaces).to.equal(replaced?.id);
    expect(sent?.receipts.map(({ code }) => code)).to.include('15');
    const { envelopeSha256 = '' } = (await readOne(deliveries, { _id: sent?.id ?? '' })) ?? {};
    const { links, reason: told } = messageOf('replace', await files().read(envelopeSha256));
    expect([links.map(({ type }) => type), told]).to.deep.equal([['replaces'], reason]);
    const { items } = await ask(other, arrivalsContract.listArrivals);
    expect(items.map(({ back }) => back)).to.deep.equal(['recalled']);
  });

  it('names before it is corrected or recalled whose system takes no such message', async () => {
    const params = { documentId: replacement.id };
    const [, office] = await deliveriesOf(replacement.id);
    const name = province.agency('ubnd').name;
    const toldAbout = (about: 'revoke' | 'update' | 'replace' | 'ask-back') =>
      ask(bureau.leader, deliveriesContract.listToldOtherwise, { params, query: { about } });
    for (const about of ['update', 'ask-back'] as const)
      expect(await toldAbout(about), about).to.deep.equal([{ deliveryId: office?.id, name, why: 'not-taken' }]);
    for (const about of ['revoke', 'replace'] as const) expect(await toldAbout(about), about).to.deep.equal([]);
    const ofFormer = { params: { documentId: former.id }, query: { about: 'update' } } as const;
    expect(await ask(bureau.clerk, deliveriesContract.listToldOtherwise, ofFormer)).to.deep.equal([]);
  });

  it('is greyed there, no base for another act, linked both ways, and told to whoever acted on it', async () => {
    const params = { documentId: registered.id };
    const there = await ask(reception, incomingContract.getIncoming, { params });
    expect(there).to.deep.include({ state: 'recalled', back: 'replaced', allowed: ['note-recall'] });
    expect(there.recalled).to.include({ way: 'replaced', reason });
    const arrival = await newestArrival(reception);
    const came = await ask(reception, arrivalsContract.getArrival, { params: { arrivalId: arrival.id } });
    expect(came).to.include({ state: 'arrived', back: null });
    expect(came.replaces).to.include({ documentId: registered.id, code: former.code });
    const said = await ask(reception, arrivalsContract.getSaidLater, { params });
    expect(said.replacedBy).to.include({ arrivalId: arrival.id, code: replacement.code });
    const { fresh } = await ask(reception, statisticsContract.dueWork);
    expect(fresh.map(({ kind }) => kind)).to.include.members(['arrival', 'incoming-recalled']);
  });

  describe('by a message that comes before it, or is not its sender’s', () => {
    const offer = async (over: object, by = 'snv') => {
      const [sent] = await deliveriesOf(replacement.id);
      const { envelopeSha256 = '' } = (await readOne(deliveries, { _id: sent?.id ?? '' })) ?? {};
      const original = messageOf('replace', await files().read(envelopeSha256));
      const fresh = { messageId: newId(), sentAt: new Date().toISOString(), treeHead: null };
      const bytes = messageBytes({ ...original, ...fresh, ...over });
      const signature = await signAsSystem(province.agency(by).id, bytes);
      return await acceptMessage({ content: bytes, signature, files: original.files }).then(
        () => 'taken',
        (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
      );
    };
    let senderCode: string;
    before(async () => {
      senderCode = (await newestArrival(reception)).senderCode;
    });
    const replaces = (over: object) => {
      const documentId = 'H99.05,2026/01/01,01/SNV';
      return { links: [{ type: 'replaces', sender: senderCode, messageId: newId(), documentId, ...over }] };
    };

    it('is refused for another agency, another document, and without what it replaces', async () => {
      const { messageId } = (await readOne(arrivals, { documentId: registered.id })) ?? expect.fail();
      const { name } = province.agency('thanhbinh');
      expect(await offer({ sender: { code: 'H99.27', name } }, 'thanhbinh')).to.equal('link-not-yours');
      expect(await offer(replaces({ messageId }))).to.equal('link-not-yours');
      expect(await offer({ links: [] })).to.equal('message-malformed');
    });

    it('arrives at once, and has the other come in as replaced', async () => {
      const { envelopeSha256 = '' } = (await readOne(arrivals, { documentId: registered.id })) ?? {};
      const first = messageOf('document', await files().read(envelopeSha256));
      const messageId = newId();
      expect(await offer(replaces({ messageId, documentId: first.document.documentId }))).to.equal('taken');
      expect((await readOne(notices, { 'of.messageId': messageId }))?.state).to.equal('held');
      const bytes = messageBytes({ ...first, messageId, sentAt: new Date().toISOString(), treeHead: null });
      const signature = await signAsSystem(province.agency('snv').id, bytes);
      await acceptMessage({ content: bytes, signature, files: first.files });
      const came = (await readOne(arrivals, { messageId })) ?? expect.fail('It did not come');
      expect([came.state, came.recalled?.way]).to.deep.equal(['recalled', 'replaced']);
      expect(await readOne(arrivals, { _id: came.replacedBy ?? '' })).to.include({
        replaces: came.id,
        state: 'arrived',
      });
    });
  });
});
