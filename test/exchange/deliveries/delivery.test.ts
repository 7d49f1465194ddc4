import { expect } from 'chai';
import fc from 'fast-check';
import {
  contradicts,
  type DeliveryState,
  stateBy,
  verdictAfter,
} from '../../../server/exchange/deliveries/delivery.ts';
import { isUnsettled, mayRetry, maySendAnew } from '../../../server/exchange/deliveries/delivery-acts.ts';
import { partOf } from '../../../server/exchange/deliveries/delivery-parts.ts';
import type { ReceiptCode } from '../../../server/exchange/messages/receipt.ts';

const any: readonly ReceiptCode[] = ['01', '02', '03', '04', '05', '06'];
const onTheWay = fc.constantFrom<DeliveryState>('waiting', 'retrying', 'stuck');
/** Receipts as the recipient numbered them: in the order of its acts. */
const numbered = (codes: readonly ReceiptCode[]) => codes.map((code, index) => ({ sequence: index + 1, code }));
const acts = fc.array(fc.constantFrom<ReceiptCode>('01', '03', '04', '05', '06', '13', '15', '16'), { minLength: 1 });

describe('a delivery', () => {
  it('stands the same in whatever order its receipts come, however often each came', () => {
    const property = fc.property(onTheWay, acts, fc.infiniteStream(fc.nat(1_000)), (state, codes, dice) => {
      const kept = numbered(codes);
      const shuffled = [...kept, ...kept].toSorted(() => (dice.next().value % 2 === 0 ? 1 : -1));
      expect(stateBy(state, shuffled)).to.equal(stateBy(state, kept));
    });
    fc.assert(property);
  });

  it('stands where the recipient’s last act put it: assigned again after it was begun, begun again after it was done', () => {
    expect(stateBy('waiting', numbered(['01', '03', '04', '05', '04']))).to.equal('assigned');
    expect(stateBy('waiting', numbered(['01', '03', '06', '05']))).to.equal('in-progress');
    expect(stateBy('arrived', numbered(['01', '02']))).to.equal('refused');
  });

  it('stays where it is by what only asks for it back, or answers that', () => {
    expect(stateBy('waiting', numbered(['01', '13', '16']))).to.equal('arrived');
    expect(stateBy('stuck', numbered(['13']))).to.equal('stuck');
    expect(stateBy('retrying', [])).to.equal('retrying');
  });

  it('on paper hears no receipts', () => {
    for (const code of any) expect(stateBy('paper', numbered([code]))).to.equal('paper');
  });

  it('is both refused and accepted for nobody, unless its recipient has lost acts and decided anew', () => {
    const says = (codes: readonly ReceiptCode[], code: ReceiptCode, sequence = codes.length + 1) =>
      contradicts(numbered(codes), { code, sequence });
    expect(says(['01'], '02')).to.equal(false);
    expect(says(['02'], '01')).to.equal(false);
    for (const code of ['03', '04', '05', '06'] as const) {
      expect(says(['01', '02'], code)).to.equal(true);
      expect(says(['01', code], '02')).to.equal(true);
      expect(says(['01', code], '02', 498_001)).to.equal(false);
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

  it('is summed up by where it stands; what takes long is told from what was just left to be sent', () => {
    expect((['accepted', 'assigned', 'in-progress', 'done'] as const).map((state) => partOf({ state }))).to.deep.equal(
      Array(4).fill('accepted'),
    );
    const late = { state: 'retrying', lateSince: new Date() } as const;
    expect([partOf({ state: 'retrying' }), partOf(late), partOf({ ...late, sentAt: new Date() })]).to.deep.equal([
      ...['moving', 'late', 'moving'],
    ]);
  });
});
