import { expect } from 'chai';
import { outgoingView } from '../../../server/registry/outgoing/view-contract.ts';

describe('the view of an outgoing document', () => {
  it('that an earlier release kept for a repetition is given again, although it does not say what it answers', () => {
    expect(outgoingView.shape.answersDocumentIds.parse(undefined)).to.deep.equal([]);
  });
});
