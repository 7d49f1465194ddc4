import { expect } from 'chai';
import { type Held, sideFaults } from '../../scripts/faults/exchange/compare.ts';
import { restoredFaults } from '../../scripts/faults/exchange/compare-restored.ts';

const receipt = { text: '{"storedAt":"2026-11-30T01:00:00.000Z"}', signature: 'AAAA' };
const told = { code: '01', sha256: 'b1', signatureSha256: 'b2' };
const nothing: Held = {
  deliveries: [],
  followUps: [],
  given: [],
  taken: [],
  arrivals: [],
  notices: [],
  registered: [],
};

/** What both hold after one document, registered, and its receipt; changed as the test says. */
function held(
  change: (sender: Record<string, object[]>, recipient: Record<string, object[]>) => void = () => undefined,
) {
  const delivery = { id: 'd', state: 'accepted', messageId: 'm', envelopeSha256: 'a1', sentAt: new Date(0) };
  const sender = {
    ...nothing,
    deliveries: [{ ...delivery, transportReceipt: receipt, receipts: [told] }],
    taken: [{ envelopeSha256: 'b1', transportReceipt: receipt }],
  };
  const recipient = {
    ...nothing,
    taken: [{ envelopeSha256: 'a1', transportReceipt: receipt }],
    arrivals: [{ id: 'a', messageId: 'm', state: 'registered' }],
    registered: [{ arrivalId: 'a' }],
    given: [{ ...told, id: 'g', arrivalId: 'a', transportReceipt: receipt }],
  };
  change(sender as never, recipient as never);
  return [sender, recipient] as unknown as [Held, Held];
}

describe('what two deployments hold of one exchange', () => {
  it('agrees when each message was taken in once, registered once and receipted alike', () => {
    const [sender, recipient] = held();
    expect(sideFaults(sender, recipient)).to.deep.equal([]);
    expect(sideFaults(recipient, sender)).to.deep.equal([]);
  });

  it('finds the receipts of what came in the place of another, which is arrival and notice at once', () => {
    const [sender, recipient] = held((_sender, there) => there.notices?.push({ id: 'n', messageId: 'm' }));
    expect(sideFaults(sender, recipient)).to.deep.equal([]);
  });

  const wrong: Readonly<Record<string, [Parameters<typeof held>[0], RegExp]>> = {
    'lost at its recipient': [(_sender, recipient) => recipient.taken?.pop(), /never taken in/],
    'taken in twice': [(_sender, recipient) => recipient.taken?.push(recipient.taken[0] as object), /2 times/],
    'never sent': [(_sender, recipient) => recipient.taken?.push({ envelopeSha256: 'c1' }), /never sent/],
    'held, and its sender does not know': [
      (sender) => sender.deliveries?.splice(0, 1, { ...sender.deliveries[0], transportReceipt: undefined }),
      /does not know/,
    ],
    'receipted with other bytes': [
      (_sender, recipient) =>
        recipient.taken?.splice(0, 1, { envelopeSha256: 'a1', transportReceipt: { ...receipt, signature: 'BBBB' } }),
      /two transport receipts/,
    ],
    'arrived twice': [
      (_sender, recipient) => recipient.arrivals?.push({ id: 'a2', messageId: 'm', state: 'arrived' }),
      /arrived 2/,
    ],
    'registered twice': [(_sender, recipient) => recipient.registered?.push({ arrivalId: 'a' }), /2 documents/],
    'without the receipt that was given': [
      (sender) => sender.deliveries?.splice(0, 1, { ...sender.deliveries[0], receipts: [] }),
      /has the receipts , its recipient gave 01/,
    ],
  };
  for (const [title, [change, says]] of Object.entries(wrong)) {
    it(`differs when a message was ${title}`, () => {
      expect(sideFaults(...held(change)).join()).to.match(says);
    });
  }
});

describe('what two deployments hold once one of them has gone back to a backup', () => {
  const envelope = { document: { documentId: 'H98.15,2026/11/30,1/SYT' } };
  /** The one that lost nothing has sent a document and taken one in; the other one was brought the first again, and knows its own. */
  const sides = (change: (keeper: Record<string, object[]>, restored: Record<string, object[]>) => void) => {
    const [sender, recipient] = held();
    const arrival = {
      id: 'b',
      agencyId: 'h',
      senderCode: 'H98.15',
      messageId: 'n',
      envelope,
      files: [{ sha256: 'f1' }],
    };
    const keeper = {
      ...sender,
      arrivals: [{ ...arrival }],
      given: [{ id: 'h', code: '01', arrivalId: 'b', sha256: 'e1' }],
    };
    const restored = { ...recipient, deliveries: [] };
    change(keeper as never, restored as never);
    return [keeper, restored] as unknown as [Held, Held];
  };

  it('agrees when all that was sent there is there again; what it forgot to have sent is at its recipient alone', () => {
    expect(restoredFaults(...sides(() => undefined))).to.deep.equal([]);
  });

  it('differs when a document did not come back', () => {
    const [keeper, restored] = sides((_keeper, other) => other.taken?.pop());
    expect(restoredFaults(keeper, restored)).to.deep.equal(['document d was taken in 0 times']);
  });

  it('differs when what it sent before came once more by another message', () => {
    const again = (keeper: Record<string, object[]>) =>
      keeper.arrivals?.push({
        id: 'c',
        agencyId: 'h',
        senderCode: 'H98.15',
        messageId: 'o',
        envelope,
        files: [{ sha256: 'f1' }],
      });
    expect(restoredFaults(...sides(again)).join()).to.match(/1\/SYT,f1 has arrived 2 times/);
  });
});
