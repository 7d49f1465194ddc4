import { expect } from 'chai';
import { type Held, sideFaults } from '../../scripts/faults/exchange/compare.ts';

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
