import { expect } from 'chai';
import fc from 'fast-check';
import {
  contradicts,
  type DeliveryState,
  isUnsettled,
  mayRetry,
  maySendAnew,
  stateAfter,
  verdictAfter,
} from '../../../server/exchange/deliveries/delivery.ts';
import type { ReceiptCode } from '../../../server/exchange/messages/receipt.ts';

const positive: readonly ReceiptCode[] = ['01', '03', '04', '05', '06'];
const any: readonly ReceiptCode[] = [...positive, '02'];
const onTheWay = fc.constantFrom<DeliveryState>('waiting', 'retrying', 'stuck');
const having = (state: DeliveryState, codes: readonly ReceiptCode[]) => codes.reduce(stateAfter, state);

describe('a delivery', () => {
  it('ends the same in whatever order its receipts come', () => {
    const orders = fc.shuffledSubarray([...positive], { minLength: positive.length });
    fc.assert(fc.property(onTheWay, orders, (state, codes) => having(state, codes) === 'done'));
  });

  it('stands where its furthest receipt says, whichever came last, however often each came', () => {
    const some = fc.shuffledSubarray([...positive], { minLength: 1 });
    fc.assert(
      fc.property(onTheWay, some, (state, codes) => {
        const inOrder = having(state, codes.toSorted());
        expect(having(state, codes)).to.equal(inOrder);
        expect(having(state, [...codes, ...codes])).to.equal(inOrder);
      }),
    );
  });

  it('is not changed by anything after a refusal', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...any)), (codes) => having('refused', codes) === 'refused'));
    expect(having('waiting', ['01', '02'])).to.equal('refused');
    expect(having('waiting', ['02', '01'])).to.equal('refused');
  });

  it('on paper hears no receipts', () => {
    for (const code of any) expect(stateAfter('paper', code)).to.equal('paper');
  });

  it('is both refused and accepted for nobody', () => {
    const kept = (...codes: ReceiptCode[]) => codes.map((code) => ({ code }));
    expect(contradicts(kept('01'), '02')).to.equal(false);
    expect(contradicts(kept('02'), '01')).to.equal(false);
    for (const code of ['03', '04', '05', '06'] as const) {
      expect(contradicts(kept('01', '02'), code)).to.equal(true);
      expect(contradicts(kept('01', code), '02')).to.equal(true);
    }
  });

  it('keeps a verdict that is known when an earlier receipt comes late', () => {
    expect(verdictAfter(undefined, 'pending')).to.equal('pending');
    expect(verdictAfter('valid', 'pending')).to.equal('valid');
    expect(verdictAfter('pending', 'invalid')).to.equal('invalid');
  });

  it('may be sent again only while it has not arrived, and is not refused for what the document is', () => {
    const states = ['waiting', 'retrying', 'stuck', 'arrived', 'refused', 'accepted', 'done', 'paper'] as const;
    expect(states.filter((state) => mayRetry({ state }))).to.deep.equal(['retrying', 'stuck']);
    expect(mayRetry({ state: 'stuck', lastError: 'wrong-audience' })).to.equal(true);
    for (const lastError of ['file-type-refused', 'state-secret', 'envelope-unfit'])
      expect(mayRetry({ state: 'stuck', lastError })).to.equal(false);
  });

  it('is sent once more by another delivery only after a refusal that nobody has seen to', () => {
    const states = ['waiting', 'retrying', 'stuck', 'arrived', 'refused', 'accepted', 'done', 'paper'] as const;
    expect(states.filter((state) => maySendAnew({ state }))).to.deep.equal(['refused']);
    const settled = { at: new Date(), by: 'Bùi Thị Yến', reason: 'Gửi bản giấy' };
    expect(maySendAnew({ state: 'refused', settled })).to.equal(false);
  });

  it('is somebody’s to see to while it is refused or stands still, until it is said what was done', () => {
    const settled = { at: new Date('2026-11-22T02:00:00Z'), by: 'Bùi Thị Yến', reason: 'Gửi bản giấy' };
    const states = ['waiting', 'retrying', 'stuck', 'arrived', 'refused', 'accepted', 'done', 'paper'] as const;
    expect(states.filter((state) => isUnsettled({ state }))).to.deep.equal(['stuck', 'refused']);
    expect(states.filter((state) => isUnsettled({ state, settled }))).to.deep.equal([]);
  });
});
