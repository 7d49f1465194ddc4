import { expect } from 'chai';
import { systemActor } from '../../../server/platform/actor.ts';
import { patienceMs } from '../../../server/platform/ledger/waiting-act.ts';
import { aClerk } from '../../support/identity.ts';

describe('an act that waits', () => {
  it('keeps a person who sits before it for seconds, and work that nobody sits before for a minute', () => {
    const atDesk = { ...aClerk(), request: { requestId: 'r1' } };
    expect(patienceMs(atDesk, 'ordinary')).to.equal(7_000);
    expect(patienceMs(atDesk, 'import')).to.equal(60_000);
    expect(patienceMs(systemActor('snv'), 'ordinary')).to.equal(60_000);
  });
});
