import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { ownDeploymentInUse } from '../../server/exchange/directory/own-deployment.ts';
import { directoryEntries } from '../../server/exchange/directory/store.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { messageBytes } from '../../server/exchange/messages/message.ts';
import { arrivals, deliveries } from '../../server/exchange/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { ask } from '../support/ask.ts';
import { anEntry } from '../support/directory.ts';
import { eventsOf } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('a document that answers one of the exchange', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let asking: Bureau;
  let answering: Bureau;
  let askedId: string;
  let askedAgainId: string;

  before(async () => {
    asking = await theBureau(province);
    answering = await theBureau(province, 'skhcn');
    askedId = (await issuedLetter(asking, aLetter(province, { to: ['skhcn'] }))).id;
    askedAgainId = (await issuedLetter(asking, aLetter(province, { to: ['skhcn'] }))).id;
  });

  /** What the agency that answers has registered of the asking one's document. */
  const registered = async (documentId: string): Promise<string> => {
    const { messageId = '' } = await delivery(documentId);
    const { id: arrivalId, version } = (await readOne(arrivals, { messageId })) ?? expect.fail('It did not arrive');
    const of = { params: { arrivalId }, body: { version } };
    return (await ask(answering.clerk, arrivalsContract.registerArrival, of)).id;
  };

  const delivery = async (documentId: string) =>
    (await readOne(deliveries, { documentId })) ?? expect.fail('It was not sent');
  const codesOf = (ids: readonly string[]) =>
    Promise.all(
      ids.map(async (documentId) => {
        const document = await ask(asking.clerk, outgoingContract.getOutgoing, { params: { documentId } });
        return document.code;
      }),
    );
  const messageSent = async (documentId: string) =>
    await files().read((await delivery(documentId)).envelopeSha256 ?? expect.fail('It has no message'));

  it('is a reply that names each message it answers, and its recipient knows which documents of its own those were', async () => {
    const answersDocumentIds = [await registered(askedId), await registered(askedAgainId)];
    const mainPositionId = province.actor('chuyenvien', 'skhcn').positionId;
    for (const documentId of answersDocumentIds) {
      const directive = { params: { documentId }, body: { text: 'Trả lời.', mainPositionId } };
      await ask(answering.leader, routingContract.giveDirective, directive);
    }
    const signerPositionId = province.actor('giamdoc', 'skhcn').positionId;
    const body = aLetter(province, { to: ['snv', 'thanhbinh'] }, { signerPositionId, answersDocumentIds });
    const answer = await issuedLetter(answering, body);
    const { id: agencyId } = province.agency('snv');
    const asked = await Promise.all(
      [askedId, askedAgainId].map(async (one) => {
        const { documentId } = messageOf('document', await messageSent(one)).document;
        return { messageId: (await delivery(one)).messageId, documentId };
      }),
    );
    const toAsker = await readOne(deliveries, { documentId: answer.id, 'recipient.agencyId': agencyId });
    const reply = messageOf('reply', await files().read(toAsker?.envelopeSha256 ?? ''));
    const sender = reply.recipient.code;
    expect(reply.links).to.deep.equal(asked.map((one) => ({ type: 'answers', sender, ...one })));
    const arrived = await readOne(arrivals, { agencyId, messageId: reply.messageId });
    expect(arrived?.answers).to.deep.equal([askedId, askedAgainId]);
    const [issued] = (await eventsOf(province.agency('skhcn').id)).filter(({ type }) => type === 'document-issued');
    expect(issued).to.include({ answers: (await codesOf([askedId, askedAgainId])).join(', ') });

    const other = province.agency('thanhbinh').id;
    const toOther = await readOne(deliveries, { documentId: answer.id, 'recipient.agencyId': other });
    messageOf('document', await files().read(toOther?.envelopeSha256 ?? ''));
    expect((await readOne(arrivals, { agencyId: other }))?.answers, 'who did not ask is answered nothing').to.equal(
      undefined,
    );
  });

  it('is shown on both sides, and the letters that asked are done (06) from the issue of their answer on', async () => {
    const asker = asking.clerk;
    const states = async (documentId: string) => {
      await province.work();
      const {
        items: [to],
      } = await ask(asker, deliveriesContract.listDeliveries, { params: { documentId } });
      return { state: to?.state, codes: to?.receipts.map(({ code }) => code) };
    };
    for (const id of [askedId, askedAgainId]) {
      expect(await states(id)).to.deep.equal({ state: 'done', codes: ['01', '03', '04', '06'] });
    }
    const { id: arrivalId, version, code } = await newestArrival(asker);
    const { answers } = await ask(asker, arrivalsContract.getArrival, { params: { arrivalId } });
    const ids = [askedId, askedAgainId];
    const codes = await codesOf(ids);
    expect(answers.map((one) => [one.documentId, one.code])).to.deep.equal(ids.map((id, index) => [id, codes[index]]));
    const of = { params: { documentId: askedId } };
    const [answer] = await ask(asker, arrivalsContract.listAnswers, of);
    expect(answer).to.include({ arrivalId, code, state: 'arrived', documentId: null });
    const seenByDrafter = await ask(asking.drafter, arrivalsContract.listAnswers, of);
    expect(seenByDrafter, 'what is not registered only clerks and leaders read').to.deep.equal([]);

    const body = { version, reasonCode: 'incomplete', reason: 'Thiếu biểu số 2' } as const;
    const back = await ask(asker, arrivalsContract.returnArrival, { params: { arrivalId }, body });
    expect(back.answers).to.deep.equal(answers);
    for (const id of ids) {
      expect(await states(id)).to.deep.equal({ state: 'in-progress', codes: ['01', '03', '04', '06', '05'] });
    }
  });

  it('is refused when it answers what its recipient never sent to its sender', async () => {
    const asked = messageOf('document', await messageSent(askedId));
    const { code: sender } = asked.sender;
    const reply = async (by: string, messageId: string) => {
      const { code, name } = by === 'skhcn' ? asked.recipient : { code: 'H99.27', name: province.agency(by).name };
      const bytes = messageBytes({
        ...{ ...asked, kind: 'reply', messageId: newId(), sentAt: new Date().toISOString(), treeHead: null },
        ...{ sender: { code, name }, recipient: asked.sender },
        links: [{ type: 'answers', sender, messageId, documentId: asked.document.documentId }],
      });
      const signature = await signAsSystem(province.agency(by).id, bytes);
      return await acceptMessage({ content: bytes, signature, files: asked.files }).then(
        () => 'taken',
        (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
      );
    };
    expect(await reply('skhcn', asked.messageId)).to.equal('taken');
    expect(await reply('thanhbinh', asked.messageId)).to.equal('link-not-yours');
    expect(await reply('skhcn', newId())).to.equal('link-not-yours');
  });

  it('goes to the agency into which the one that asked was merged, and names what that had asked', async () => {
    const { code: former, name } = messageOf('document', await messageSent(askedId)).sender;
    const successor = { code: 'H99.27', name: province.agency('thanhbinh').name };
    const { id: deployment } = await ownDeploymentInUse();
    await inTransaction(systemActor('deployment'), async (tx) => {
      const merged = { deployment, successor: { code: successor.code, from: '2026-01-01' } };
      tx.insert(directoryEntries, anEntry(former, { ...merged, name }));
      tx.insert(directoryEntries, anEntry('H99.91', { ...merged, deployment: null }));
      tx.insert(directoryEntries, anEntry(successor.code, { deployment, name: successor.name }));
    });
    const { documentId = '' } =
      (await readOne(arrivals, { messageId: (await delivery(askedId)).messageId ?? '' })) ?? {};
    const signerPositionId = province.actor('giamdoc', 'skhcn').positionId;
    const recipients = [{ agencyId: null, code: former, name, paperCopies: 0, paperReason: null }];
    const body = aLetter(province, { to: [] }, { recipients, signerPositionId, answersDocumentIds: [documentId] });
    const answer = await issuedLetter(answering, body);
    const { messageId = '' } = await delivery(answer.id);
    const reply = messageOf('reply', await messageSent(answer.id));
    expect([reply.recipient.code, reply.links[0]?.sender]).to.deep.equal([successor.code, former]);
    expect(await readOne(arrivals, { messageId })).to.deep.include({
      ...{ agencyId: province.agency('thanhbinh').id, answers: [askedId] },
    });

    const links = [{ ...(reply.links[0] ?? expect.fail()), sender: 'H99.91', messageId: newId() }];
    const anew = messageBytes({ ...reply, messageId: newId(), treeHead: null, links });
    const signature = await signAsSystem(province.agency('skhcn').id, anew);
    await acceptMessage({ content: anew, signature, files: reply.files });
    const found = await readOne(arrivals, { messageId: messageOf('reply', anew).messageId });
    expect(found?.answers, 'nobody here knows what one had asked whose records are elsewhere').to.equal(undefined);
  });
});
