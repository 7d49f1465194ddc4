import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { messageBytes } from '../../server/exchange/messages/message.ts';
import { arrivals, deliveries } from '../../server/exchange/store.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { ask } from '../support/ask.ts';
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

  before(async () => {
    asking = await theBureau(province);
    answering = await theBureau(province, 'skhcn');
    askedId = (await issuedLetter(asking, aLetter(province, { to: ['skhcn'] }))).id;
  });

  const delivery = async (documentId: string) =>
    (await readOne(deliveries, { documentId })) ?? expect.fail('It was not sent');
  const messageSent = async (documentId: string) =>
    await files().read((await delivery(documentId)).envelopeSha256 ?? expect.fail('It has no message'));

  it('is a reply that names the message it answers, and its recipient knows which document of its own that was', async () => {
    const { id: arrivalId, version } = await newestArrival(answering.clerk);
    const params = { arrivalId };
    const { id: letterId } = await ask(answering.clerk, arrivalsContract.registerArrival, {
      params,
      body: { version },
    });
    const mainPositionId = province.actor('chuyenvien', 'skhcn').positionId;
    const directive = { params: { documentId: letterId }, body: { text: 'Trả lời.', mainPositionId } };
    await ask(answering.leader, routingContract.giveDirective, directive);
    const signerPositionId = province.actor('giamdoc', 'skhcn').positionId;
    const body = aLetter(province, { to: ['snv', 'thanhbinh'] }, { signerPositionId, answersDocumentId: letterId });
    const answer = await issuedLetter(answering, body);
    const { id: agencyId } = province.agency('snv');
    const { messageId } = await delivery(askedId);
    const toAsker = await readOne(deliveries, { documentId: answer.id, 'recipient.agencyId': agencyId });
    const reply = messageOf('reply', await files().read(toAsker?.envelopeSha256 ?? ''));
    const { documentId } = messageOf('document', await messageSent(askedId)).document;
    const sender = reply.recipient.code;
    expect(reply.links).to.deep.equal([{ type: 'answers', sender, messageId, documentId }]);
    const arrived = await readOne(arrivals, { agencyId, messageId: reply.messageId });
    expect(arrived?.answers).to.deep.equal([askedId]);

    const other = province.agency('thanhbinh').id;
    const toOther = await readOne(deliveries, { documentId: answer.id, 'recipient.agencyId': other });
    messageOf('document', await files().read(toOther?.envelopeSha256 ?? ''));
    expect((await readOne(arrivals, { agencyId: other }))?.answers, 'who did not ask is answered nothing').to.equal(
      undefined,
    );
  });

  it('is shown on both sides, and the letter that asked is done (06) from the issue of its answer on', async () => {
    const asker = asking.clerk;
    const states = async () => {
      await province.work();
      const {
        items: [to],
      } = await ask(asker, deliveriesContract.listDeliveries, { params: { documentId: askedId } });
      return { state: to?.state, codes: to?.receipts.map(({ code }) => code) };
    };
    expect(await states()).to.deep.equal({ state: 'done', codes: ['01', '03', '04', '06'] });
    const { id: arrivalId, version, code } = await newestArrival(asker);
    const { answers } = await ask(asker, arrivalsContract.getArrival, { params: { arrivalId } });
    const asked = await ask(asker, outgoingContract.getOutgoing, { params: { documentId: askedId } });
    expect(answers).to.deep.equal([{ documentId: askedId, code: asked.code, subject: asked.subject }]);
    const of = { params: { documentId: askedId } };
    const [answer] = await ask(asker, arrivalsContract.listAnswers, of);
    expect(answer).to.include({ arrivalId, code, state: 'arrived', documentId: null });
    const seenByDrafter = await ask(asking.drafter, arrivalsContract.listAnswers, of);
    expect(seenByDrafter, 'what is not registered only clerks and leaders read').to.deep.equal([]);

    const body = { version, reasonCode: 'incomplete', reason: 'Thiếu biểu số 2' } as const;
    const back = await ask(asker, arrivalsContract.returnArrival, { params: { arrivalId }, body });
    expect(back.answers).to.deep.equal(answers);
    expect(await states()).to.deep.equal({ state: 'in-progress', codes: ['01', '03', '04', '06', '05'] });
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
});
