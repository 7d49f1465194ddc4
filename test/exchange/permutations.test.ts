import { expect } from 'chai';
import fc from 'fast-check';
import { concludeVerification } from '../../server/exchange/arrivals/conclude-verification.ts';
import { registerArrival } from '../../server/exchange/arrivals/register-arrival.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { type DocumentMessage, type Message, messageBytes } from '../../server/exchange/messages/message.ts';
import { arrivals, deliveries, notices, takenMessages } from '../../server/exchange/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readAll, readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files, type StoredFile } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { aLetter, issuedLetter, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { messageOf } from '../support/messages.ts';
import { useFreshDatabase } from '../support/mongo.ts';

/** What two senders send, one of whose documents each is taken back, and what the clerk of their recipient does meanwhile. */
type Happening =
  | { readonly what: 'document' | 'revoke'; readonly by: Sender; readonly nth: 0 | 1 }
  | { readonly what: 'register'; readonly by: Sender; readonly nth: 0 | 1 };
type Sender = 'snv' | 'thanhbinh';

const senders: readonly Sender[] = ['snv', 'thanhbinh'];
const all: readonly Happening[] = senders.flatMap((by): Happening[] => [
  ...([0, 1] as const).flatMap((nth) => [
    { what: 'document', by, nth } as const,
    { what: 'register', by, nth } as const,
  ]),
  { what: 'revoke', by, nth: 0 },
]);

/** Each at least once, some again, in any order. */
const anyOrder = fc.array(fc.constantFrom(...all), { maxLength: 6 }).chain((again) =>
  fc.shuffledSubarray([...all, ...again], {
    minLength: all.length + again.length,
    maxLength: all.length + again.length,
  }),
);

describe('what two senders send, in whatever order it comes and however often', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let original: DocumentMessage;
  let brought: readonly StoredFile[];
  let recipientId: string;

  before(async () => {
    const { id } = await issuedLetter(await theBureau(province), aLetter(province, { to: ['skhcn'] }));
    const sent = await readOne(deliveries, { documentId: id });
    original = messageOf('document', await files().read(sent?.envelopeSha256 ?? ''));
    brought = original.files;
    recipientId = province.agency('skhcn').id;
  });

  /** The log of a run: the same messages, byte for byte, however often they are sent in it. */
  const aLog = async () => {
    const ids = new Map(senders.map((by) => [by, [newId(), newId()] as const]));
    const idOf = ({ by, nth }: Pick<Happening, 'by' | 'nth'>) => ids.get(by)?.[nth] ?? expect.fail();
    const sent = new Map<string, { bytes: Uint8Array; signature: Uint8Array; files: readonly StoredFile[] }>();
    for (const happening of all) {
      if (happening.what === 'register') continue;
      const { what, by } = happening;
      const { id: agencyId, name } = province.agency(by);
      const code = by === 'snv' ? original.sender.code : 'H99.27';
      const common = {
        ...{ format: original.format, sentAt: new Date().toISOString(), recipient: original.recipient },
        ...{ sender: { code, name }, critical: [], treeHead: null },
      };
      const { documentId } = original.document;
      const link = { type: 'revokes' as const, sender: code, messageId: idOf(happening), documentId };
      const message: Message =
        what === 'document'
          ? { ...original, ...common, messageId: idOf(happening) }
          : { ...common, kind: 'revoke', messageId: newId(), links: [link], reason: 'Sai ngày', by: 'Lê Hòa' };
      const bytes = messageBytes(message);
      const signature = await signAsSystem(agencyId, bytes);
      sent.set(keyOf(happening), { bytes, signature, files: what === 'document' ? brought : [] });
    }
    return { idOf, sent };
  };
  const keyOf = ({ what, by, nth }: Happening) => `${what} ${by} ${nth}`;

  /** Registers what is here and may be registered; anything else the clerk cannot do yet, or any more. */
  const register = async (messageId: string): Promise<void> => {
    const arrival = await readOne(arrivals, { agencyId: recipientId, messageId });
    if (!arrival) return;
    await inTransaction(systemActor(recipientId), (tx) => concludeVerification(tx, arrival.id, 'valid', '{}'));
    const { version } = (await readOne(arrivals, { _id: arrival.id })) ?? expect.fail();
    const given = { dueOn: null, description: null, duplicateReason: 'Cùng một tệp' };
    await inTransaction(province.actor('vanthu', 'skhcn'), (tx) =>
      registerArrival(tx, { ...given, arrivalId: arrival.id, version }),
    ).catch((error: unknown) => {
      const isDecided = error instanceof DomainError && ['already-decided', 'document-recalled'].includes(error.code);
      if (!isDecided) throw error;
    });
  };

  /** What is left of a document once everything has come and the clerk has done all there is to do. */
  const endOf = async (messageId: string) => {
    const arrival = (await readOne(arrivals, { agencyId: recipientId, messageId })) ?? expect.fail('It did not come');
    const document = arrival.documentId && (await readOne(incomingDocuments, { _id: arrival.documentId }));
    const held = await readAll(notices, { agencyId: recipientId, 'of.messageId': messageId });
    const answered = held.map(({ id }) => readAll(jobs, { kind: 'send-receipt', key: id }));
    return {
      // Whether its number was given before it was taken back is what happened here, not what was sent.
      inForce: arrival.state === 'registered' && !arrival.recalled,
      handled: document ? document.state !== 'recalled' : null,
      agrees:
        document === undefined || document === '' || (document.state === 'recalled') === Boolean(arrival.recalled),
      notices: held.map(({ state }) => state),
      answers: (await Promise.all(answered)).map((found) => found.map(({ payload }) => payload.code)),
      taken: await takenMessages.model.countDocuments({ agencyId: recipientId, messageId }),
    };
  };

  it('ends in the same state', async () => {
    const property = fc.asyncProperty(anyOrder, async (order) => {
      const { idOf, sent } = await aLog();
      for (const happening of order) {
        const message = sent.get(keyOf(happening));
        if (message) await acceptMessage(message);
        else await register(idOf(happening));
      }
      for (const happening of all) await register(idOf(happening));
      for (const by of senders) {
        const { handled, ...recalled } = await endOf(idOf({ by, nth: 0 }));
        expect(recalled).to.deep.equal({
          ...{ inForce: false, agrees: true, notices: ['applied'], answers: [['15']], taken: 1 },
        });
        expect(handled).to.not.equal(true);
        expect(await endOf(idOf({ by, nth: 1 }))).to.deep.equal({
          ...{ inForce: true, handled: true, agrees: true, notices: [], answers: [], taken: 1 },
        });
      }
    });
    await fc.assert(property, { numRuns: 6 });
  });
});
