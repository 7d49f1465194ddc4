import { disablePerson } from '../../server/identity/people/change-account.ts';
import { createPerson } from '../../server/identity/people/create-person.ts';
import { createPosition } from '../../server/identity/positions/create-position.ts';
import { endPosition } from '../../server/identity/positions/end-position.ts';
import { actorIn } from '../../server/identity/sessions/authorize.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { actorOf, agencyOf, type DemoLife } from './desk.ts';
import { at, type Life } from './lives.ts';
import type { Newcomer } from './traffic/staff.ts';

/** What becomes of somebody the administrator takes on: a second position, or the end of the first one. */
export async function* takeOn(life: DemoLife, newcomer: Newcomer, passwordHash: string): Life {
  const { ago, key, post, fullName, title, roles, unit, also, leaves } = newcomer;
  const agency = agencyOf(life, key);
  const administrator = actorOf(agency, 'quantri');
  const unitOf = (symbol: string | undefined) => (symbol && agency.units.get(symbol)) ?? null;
  const account = { username: `${post}.${key}`, fullName, phone: null, email: null, passwordHash };

  yield at(ago, '8:10');
  const { person, position } = await inTransaction(administrator, async (tx) => {
    const created = await createPerson(tx, { ...account, mustChangePassword: false });
    const held = { unitId: unitOf(unit), title, capacity: [], roles, from: dayInVietnam(tx.now), until: null };
    return { person: created, position: await createPosition(tx, { ...held, personId: created.id }) };
  });
  agency.actors.set(post, actorIn(person, position));

  if (also) {
    yield at(also.ago, '16:30');
    await inTransaction(administrator, (tx) =>
      createPosition(tx, {
        personId: person.id,
        unitId: unitOf(also.unit),
        title: also.title,
        capacity: [],
        roles: also.roles,
        from: dayInVietnam(tx.now),
        until: null,
      }),
    );
  }

  if (!leaves) return;
  yield at(leaves.ago, '16:30');
  await inTransaction(administrator, async (tx) => {
    await endPosition(tx, { positionId: position.id, until: dayInVietnam(tx.now) });
    await disablePerson(tx, { personId: person.id, reason: leaves.reason });
  });
}
