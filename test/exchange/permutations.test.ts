import { expect } from 'chai';
import fc from 'fast-check';
import { carriedDocument } from '../../server/exchange/arrivals/carried-document.ts';
import { concludeVerification } from '../../server/exchange/arrivals/conclude-verification.ts';
import { giveBackArrival } from '../../server/exchange/arrivals/give-back-arrival.ts';
import { registerArrival } from '../../server/exchange/arrivals/register-arrival.ts';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import {
  bringsDocument,
  type DocumentMessage,
  type Message,
  messageBytes,
  sha256Of,
} from '../../server/exchange/messages/message.ts';
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

/**
 * What two senders send – each takes one of its documents back and corrects another twice, one has another in its place, one asks for one back –, and what the clerk of their
 * recipient does meanwhile.
 */
interface Happening {
  readonly what: 'document' | 'register' | 'revoke' | 'replace' | 'ask-back' | 'give-back' | 'update' | 'update-again';
  readonly by: Sender;
  readonly nth: 0 | 1 | 2;
}
type Sender = 'snv' | 'thanhbinh';

const senders: readonly Sender[] = ['snv', 'thanhbinh'];
const all: readonly Happening[] = [
  ...senders.flatMap((by): Happening[] => [
    ...([0, 1, 2] as const).flatMap((nth) => [
      { what: 'document', by, nth } as const,
      { what: 'register', by, nth } as const,
    ]),
    { what: 'revoke', by, nth: 0 },
    { what: 'update', by, nth: 1 },
    { what: 'update-again', by, nth: 1 },
  ]),
  { what: 'replace', by: 'snv', nth: 2 },
  { what: 'ask-back', by: 'thanhbinh', nth: 2 },
  { what: 'give-back', by: 'thanhbinh', nth: 2 },
];

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
    const ids = new Map(senders.map((by) => [by, [newId(), newId(), newId()] as const]));
    const idOf = ({ by, nth }: Pick<Happening, 'by' | 'nth'>) => ids.get(by)?.[nth] ?? expect.fail();
    const sent = new Map<string, { content: Uint8Array; signature: Uint8Array; files: readonly StoredFile[] }>();
    const replacementId = newId();
    const messageOfIt = ({ what, by, nth }: Happening): Message => {
      const { name } = province.agency(by);
      const code = by === 'snv' ? original.sender.code : 'H99.27';
      const at = new Date().toISOString();
      const common = {
        ...{ format: original.format, sentAt: at, recipient: original.recipient },
        ...{ sender: { code, name }, critical: [], treeHead: null, messageId: newId() },
      };
      const messageId = idOf({ by, nth });
      const link = { sender: code, messageId, documentId: original.document.documentId };
      const reason = 'Sai ngày';
      if (what === 'document') return { ...original, ...common, messageId };
      if (what === 'revoke')
        return { ...common, kind: 'revoke', links: [{ type: 'revokes', ...link }], reason, by: 'Lê Hòa' };
      if (what === 'update' || what === 'update-again') {
        const sequence = what === 'update' ? 1 : 2;
        const document = { ...original.document, subject: `sửa lần ${sequence}` };
        const links = [{ type: 'updates' as const, ...link }];
        return { ...common, kind: 'update', links, document, sequence, reason, by: 'Lê Hòa' };
      }
      if (what === 'replace') {
        const links = [{ type: 'replaces' as const, ...link }];
        return { ...original, ...common, kind: 'replace', messageId: replacementId, links, reason };
      }
      const { content } =
        sent.get(keyOf({ what: 'document', by, nth })) ?? expect.fail('The document comes first here');
      const receipt = {
        ...{
          of: { messageId, messageSha256: sha256Of(content) },
          sequence: 1,
          code: '13' as const,
          at,
          by: null,
          reason,
        },
        ...{ reasonCode: null, verdict: 'pending' as const, arrivalNumber: null },
      };
      return { ...common, kind: 'receipt', links: [], receipt };
    };
    for (const happening of all) {
      const { what, by } = happening;
      if (what === 'register' || what === 'give-back') continue;
      const message = messageOfIt(happening);
      const bytes = messageBytes(message);
      const signature = await signAsSystem(province.agency(by).id, bytes);
      sent.set(keyOf(happening), { content: bytes, signature, files: bringsDocument(message) ? brought : [] });
    }
    return { idOf, sent, replacementId };
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
      const isDecided =
        error instanceof DomainError && ['already-decided', 'document-recalled', 'asked-back'].includes(error.code);
      if (!isDecided) throw error;
    });
  };

  /** Gives back what is here and asked for. */
  const giveBack = async (messageId: string): Promise<void> => {
    const arrival = await readOne(arrivals, { agencyId: recipientId, messageId });
    if (!arrival?.askedBack?.open) return;
    await inTransaction(province.actor('vanthu', 'skhcn'), async (tx) => {
      await giveBackArrival(tx, arrival.id);
    });
  };

  const happen = async ({ what }: Happening, messageId: string): Promise<void> =>
    what === 'register' ? await register(messageId) : await giveBack(messageId);

  /** What is left of a document once everything has come and the clerk has done all there is to do. */
  const endOf = async (messageId: string) => {
    const arrival = (await readOne(arrivals, { agencyId: recipientId, messageId })) ?? expect.fail('It did not come');
    const document = arrival.documentId && (await readOne(incomingDocuments, { _id: arrival.documentId }));
    const held = await readAll(notices, { agencyId: recipientId, 'of.messageId': messageId });
    const answered = held.map(({ id }) => readAll(jobs, { kind: 'send-receipt', key: id }));
    return {
      // Whether its number was given before it was taken back is what happened here, not what was sent.
      inForce: arrival.state === 'registered' && !arrival.recalled,
      way: arrival.recalled?.way ?? null,
      handled: document ? document.state !== 'recalled' : null,
      subjects: document && arrival.state === 'registered' ? [document.subject, carriedDocument(arrival).subject] : [],
      agrees:
        document === undefined || document === '' || (document.state === 'recalled') === Boolean(arrival.recalled),
      notices: held.map(({ state }) => state),
      answers: (await Promise.all(answered)).map((found) => found.map(({ payload }) => payload.code)),
      taken: await takenMessages.model.countDocuments({ agencyId: recipientId, messageId }),
    };
  };

  it('ends in the same state', async () => {
    const property = fc.asyncProperty(anyOrder, async (order) => {
      const { idOf, sent, replacementId } = await aLog();
      for (const happening of order) {
        const message = sent.get(keyOf(happening));
        if (message) await acceptMessage(message);
        else await happen(happening, idOf(happening));
      }
      for (const happening of all) if (!sent.has(keyOf(happening))) await happen(happening, idOf(happening));
      const over = { inForce: false, agrees: true, notices: ['applied'], taken: 1 };
      const endOfIt = async (by: Sender, nth: Happening['nth']) => {
        const { handled, subjects: _, ...end } = await endOf(idOf({ by, nth }));
        expect(handled).to.not.equal(true);
        return end;
      };
      for (const by of senders) {
        expect(await endOfIt(by, 0)).to.deep.equal({ ...over, way: 'recalled', answers: [['15']] });
        expect(await endOf(idOf({ by, nth: 1 }))).to.deep.equal({
          ...{ inForce: true, handled: true, agrees: true, taken: 1, way: null },
          ...{ notices: ['applied', 'applied'], answers: [['15'], ['15']], subjects: ['sửa lần 2', 'sửa lần 2'] },
        });
      }
      expect(await endOfIt('snv', 2)).to.deep.equal({ ...over, way: 'replaced', answers: [[]] });
      expect(await endOfIt('thanhbinh', 2)).to.deep.equal({ ...over, way: 'given-back', answers: [['15']] });
      const replacement = await readOne(arrivals, { agencyId: recipientId, messageId: replacementId });
      const replaced = await readOne(arrivals, { agencyId: recipientId, messageId: idOf({ by: 'snv', nth: 2 }) });
      expect(replacement).to.include({ state: 'arrived', replaces: replaced?.id, told: '15', announced: 1 });
      expect(replaced).to.include({ replacedBy: replacement?.id });
    });
    await fc.assert(property, { numRuns: 6 });
  });
});
