import { expect } from 'chai';
import { toldOnce } from '../../../../client/ui/documents/told-once.ts';

describe('the history of a document', () => {
  const [earlier, later] = ['2026-11-30T01:00:00.000Z', '2026-11-30T02:00:00.000Z'];
  const shown = (...events: readonly (readonly [type: string, at: string])[]) =>
    toldOnce(events.map(([type, at]) => ({ type, at }))).map(({ type }) => type);

  it('says once what a sender has corrected or taken back, of the document where that was registered', () => {
    expect(
      shown(
        ['arrival-updated', earlier],
        ['arrival-updated', later],
        ['incoming-updated', later],
        ['arrival-recalled', later],
        ['incoming-recalled', later],
      ),
    ).to.deep.equal(['arrival-updated', 'incoming-updated', 'incoming-recalled']);
  });

  it('leaves to the log that a receipt is held', () => {
    expect(shown(['receipt-sent', earlier], ['receipt-held', later])).to.deep.equal(['receipt-sent']);
  });
});
