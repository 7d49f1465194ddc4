import { expect } from 'chai';
import { Refusals } from '../../server/audit/refusals.ts';
import { DomainError, notFound } from '../../server/platform/errors.ts';
import { aClerk, eventsOf, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const unknownProperty = new DomainError('invalid', 'unknown-property', 'isAdmin is not known here');

describe('refusals', () => {
  let refusals: Refusals;
  const actor = aClerk();
  useFreshDatabase({ each: true });
  useAuditedLedger();
  beforeEach(() => {
    refusals = new Refusals();
  });

  it('are recorded for the agency of the one who was refused', async () => {
    refusals.note({ error: unknownProperty, endpoint: 'POST /units', actor, requestId: 'r1' });
    await refusals.stop();
    expect(await eventsOf('so-noi-vu')).to.deep.equal([
      { type: 'refused', code: 'unknown-property', endpoint: 'POST /units' },
    ]);
  });

  it('of somebody who is not signed in fall to the deployment', async () => {
    const error = new DomainError('not-permitted', 'cross-site', 'Another site');
    refusals.note({ error, endpoint: 'POST /session', actor: undefined, requestId: 'r1' });
    await refusals.stop();
    expect(await eventsOf('deployment')).to.have.length(1);
  });

  it('include ids of others that a signed-in person tries, and leave out slips of the pen', async () => {
    const required = new DomainError('invalid', 'required', 'subject is missing');
    refusals.note({ error: notFound(), endpoint: 'GET /documents/:documentId', actor, requestId: 'r1' });
    refusals.note({ error: notFound(), endpoint: 'GET ', actor: undefined, requestId: 'r2' });
    refusals.note({ error: required, endpoint: 'POST /documents', actor, requestId: 'r3' });
    await refusals.stop();
    expect(await eventsOf('so-noi-vu')).to.have.length(1);
    expect(await eventsOf('deployment')).to.have.length(0);
  });

  it('are told by what tells, whatever slips of the pen stand beside it', async () => {
    const fields = ['required', 'unknown-property'].map((code) => ({ pointer: '/body/a', code, detail: '' }));
    const mixed = new DomainError('invalid', 'invalid-request', 'two', { fields });
    refusals.note({ error: mixed, endpoint: 'POST /units', actor, requestId: 'r1' });
    await refusals.stop();
    expect(await eventsOf('so-noi-vu')).to.deep.equal([
      { type: 'refused', code: 'unknown-property', endpoint: 'POST /units' },
    ]);
  });

  it('that flood in are one event and its number', async () => {
    for (let index = 0; index < 5_000; index += 1) {
      refusals.note({ error: unknownProperty, endpoint: 'POST /units', actor, requestId: `r${index}` });
    }
    await refusals.stop();
    expect(await eventsOf('so-noi-vu')).to.deep.equal([
      { type: 'refused', code: 'unknown-property', endpoint: 'POST /units' },
      { type: 'refused', code: 'unknown-property', endpoint: 'POST /units', times: 4_999 },
    ]);
  });

  it('of very many kinds are kept to a hundred', async () => {
    for (let index = 0; index < 300; index += 1) {
      refusals.note({ error: unknownProperty, endpoint: `POST /${index}`, actor, requestId: 'r' });
    }
    await refusals.stop();
    expect(await eventsOf('so-noi-vu')).to.have.length(100);
  });
});
