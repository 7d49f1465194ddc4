import { expect } from 'chai';
import { shownParts, stepsOf } from '../../../../../client/features/exchange/deliveries/deliveries.ts';
import { trackingText } from '../../../../../client/features/exchange/deliveries/tracking-text.ts';

const { codes } = trackingText.vi;
type Receipt = Parameters<typeof stepsOf>[0]['receipts'][number];
const receipt = (code: Receipt['code']): Receipt => ({
  code,
  at: '2026-11-18T02:13:05.000Z',
  by: null,
  reasonCode: null,
  reason: null,
  incomingCode: null,
  sha256: '',
  signatureValid: true,
});
const line = (...got: Receipt['code'][]) =>
  stepsOf({ receipts: got.map(receipt) }, codes).map((step) => `${step.code} ${step.state}`);

describe('the line of a delivery', () => {
  it('is open from end to end before anything came back', () =>
    expect(line()).to.deep.equal(['01 open', '03 open', '04 open', '05 open', '06 open']));

  it('stands at the last receipt, and everything before it is done though its receipt never came', () =>
    expect(line('01', '05')).to.deep.equal(['01 done', '03 done', '04 done', '05 current', '06 open']));

  it('is done to the end when the recipient says so', () =>
    expect(line('01', '03', '06')).to.deep.equal(['01 done', '03 done', '04 done', '05 done', '06 done']));

  it('ends in red when the recipient refused', () => expect(line('01', '02')).to.deep.equal(['01 done', '02 refused']));
});

describe('the sums of deliveries', () => {
  it('are said where there is something to say, who has to be seen to first', () => {
    const none = { stuck: 0, refused: 0, late: 0, moving: 0, arrived: 0, accepted: 0, paper: 0, recalled: 0 };
    expect(
      shownParts({
        ...none,
        'taken-back': 0,
        replaced: 0,
        ...{ posted: 0, internal: 0, readdressed: 0 },
        accepted: 3,
        late: 1,
        refused: 2,
      }),
    ).to.deep.equal([...['refused', 'late', 'accepted']]);
  });
});
