import { expect } from 'chai';
import { assertUsable } from '../../server/identity/deployment/deployment.ts';
import { hashPassword, inHashingLane, isRight } from '../../server/identity/people/password.ts';
import { assertGoodPassword } from '../../server/identity/people/person.ts';
import { newStartPassword, startPasswordFor } from '../../server/identity/people/start-password.ts';
import {
  assertMayConfirm,
  endOf,
  isInForce,
  needsSecondPerson,
  type Position,
} from '../../server/identity/positions/position.ts';
import { roles } from '../../server/platform/actor.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { aClerk, refusalOf } from '../support/identity.ts';

function aPosition(over: Partial<Position> = {}): Position {
  return {
    id: 'p1',
    version: 1,
    agencyId: 'so-noi-vu',
    personId: 'lan',
    unitId: null,
    title: 'Văn thư',
    capacity: [],
    roles: ['clerk'],
    from: '2026-01-01',
    until: null,
    ended: false,
    ...over,
  };
}

describe('a position', () => {
  it('is in force from its first day to its last, both counted', () => {
    const position = aPosition({ from: '2026-03-01', until: '2026-03-31' });
    const days = ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'];
    expect(days.map((day) => isInForce(position, day))).to.deep.equal([false, true, true, false]);
  });

  it('is in force without end until it is ended', () => {
    expect(isInForce(aPosition(), '2099-01-01')).to.equal(true);
    expect(isInForce(aPosition({ ended: true }), '2026-05-01')).to.equal(false);
  });

  it('has no rights while it waits for a second person, who is neither its giver nor its holder', () => {
    const waiting = aPosition({ proposedBy: 'minh' });
    expect(isInForce(waiting, '2026-05-01')).to.equal(false);
    expect(() => assertMayConfirm(waiting, { personId: 'minh' })).to.throw(DomainError, 'Another administrator');
    expect(() => assertMayConfirm(waiting, { personId: 'lan' })).to.throw(DomainError, 'Another administrator');
    expect(() => assertMayConfirm(waiting, { personId: 'hoa' })).not.to.throw();
    expect(() => assertMayConfirm(aPosition(), { personId: 'hoa' })).to.throw(DomainError, 'waits for nobody');
    expect(() => assertMayConfirm({ ...waiting, ended: true }, { personId: 'hoa' })).to.throw(DomainError);
  });

  it('takes two people with each role that signs, numbers or administers, whatever stands beside it', () => {
    expect(roles.filter((role) => needsSecondPerson([role]))).to.deep.equal(['clerk', 'leader', 'administrator']);
    expect(needsSecondPerson(['specialist', 'clerk'])).to.equal(true);
    expect(needsSecondPerson(['specialist', 'unit-head', 'inspector'])).to.equal(false);
  });

  it('ended today is over at once, ended later keeps its rights until then', () => {
    expect(endOf(aPosition(), '2026-11-22', '2026-11-22')).to.deep.equal({ until: '2026-11-22', ended: true });
    expect(endOf(aPosition(), '2026-12-31', '2026-11-22')).to.deep.equal({ until: '2026-12-31', ended: false });
  });

  it('cannot end before it began', () => {
    expect(() => endOf(aPosition(), '2025-12-31', '2026-11-22')).to.throw(DomainError, '2025-12-31');
  });
});

describe('a password', () => {
  it('is right only as it was given, however the letters are composed', async () => {
    const hash = await hashPassword('hoà bình thế giới');
    expect(await isRight(hash, 'hoà bình thế giới'.normalize('NFD'))).to.equal(true);
    expect(await isRight(hash, 'hoa binh the gioi')).to.equal(false);
  });

  it('is never right for nobody', async () => {
    expect(await isRight(undefined, 'nobody has this password')).to.equal(false);
  });

  it('takes as long to refuse when nobody has the user name', async () => {
    const passwordHash = await hashPassword('hoà bình thế giới');
    const shortest = { somebody: Number.POSITIVE_INFINITY, nobody: Number.POSITIVE_INFINITY };
    for (let index = 0; index < 20; index += 1) {
      for (const [who, hash] of [
        ['somebody', passwordHash],
        ['nobody', undefined],
      ] as const) {
        const begun = performance.now();
        await isRight(hash, 'wrong password');
        shortest[who] = Math.min(shortest[who], performance.now() - begun);
      }
    }
    expect(shortest.nobody / shortest.somebody).to.be.within(0.5, 2);
  });

  it('must not be among those that are tried first', () => {
    for (const weak of ['123456789012', 'aaaabbbbaaaa', 'Matkhau123456', 'xx-lan.sao-mai-xx']) {
      expect(() => assertGoodPassword(weak, 'lan.sao-mai'), weak).to.throw(DomainError);
    }
    assertGoodPassword('một buổi sáng mùa thu', 'lan.sao-mai');
  });

  it('is hashed a few at a time, and too many at once are told to come back', async () => {
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 1_100 }, () => inHashingLane(work)));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(most).to.equal(3);
    expect(refused).to.have.length(97);
    expect(await refusalOf(Promise.reject(refused[0]?.status === 'rejected' && refused[0].reason))).to.include({
      kind: 'unavailable',
    });
    await inHashingLane(work);
  });
});

describe('a start password', () => {
  const request = { requestId: 'r', idempotency: { key: 'k-1', endpoint: 'POST /api/people', bodyHash: 'h' } };
  const actor = aClerk({ request });

  it('is the same for a repeated request, and another for any other', () => {
    const password = startPasswordFor(actor, 'secret');
    expect(password).to.match(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(startPasswordFor({ ...actor }, 'secret')).to.equal(password);
    const others = [
      newStartPassword(),
      startPasswordFor(actor, 'other'),
      startPasswordFor({ ...actor, personId: 'binh' }, 'secret'),
      startPasswordFor({ ...actor, request: { requestId: 'r' } }, 'secret'),
    ];
    expect(others).not.to.include(password);
  });
});

describe('a first administrator’s link', () => {
  const now = new Date('2026-11-22T02:00:00Z');
  const link = { id: 'h', version: 1, expiresAt: new Date('2026-11-23T02:00:00Z'), used: false };

  it('is good once and for a day', () => {
    assertUsable(link, now);
    expect(() => assertUsable({ ...link, used: true }, now)).to.throw(DomainError, 'was used');
    expect(() => assertUsable(link, link.expiresAt)).to.throw(DomainError, 'has ended');
    expect(() => assertUsable(undefined, now)).to.throw(DomainError, 'not one of this deployment');
  });
});
