import { record } from '../../audit/record.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { changedFields, demandSeen, type Seen } from '../correction.ts';
import { people, positions } from '../store.ts';
import { assertFreeUsername } from './assert-free-username.ts';
import { nameTakesTwo, type Person } from './person.ts';

/** How a person is called and reached from now on, and why. */
export interface PersonCorrection extends Pick<Person, 'username' | 'fullName' | 'phone' | 'email'>, Seen {
  readonly personId: string;
  readonly reason: string;
}

/**
 * Sets right an account of the actor's agency; what the person signed and did before keeps the name it was done under. The name of one who
 * signs, numbers or administers waits for a second administrator, the rest does not. Refuses to write over what was changed meanwhile.
 */
export async function correctPerson(
  tx: Transaction,
  { personId, reason, version, ...given }: PersonCorrection,
): Promise<Person> {
  const person = await tx.load(people, personId);
  const { actor } = tx;
  if (person.agencyId !== actor.agencyId) throw notFound();
  demandSeen(person, { version });
  const { username, fullName, phone, email } = person;
  const changed = changedFields({ username, fullName, phone, email }, given);
  await assertFreeUsername(tx, given.username, personId);
  const about = { subjectPersonId: personId, reason };
  const waits =
    given.fullName !== fullName &&
    !actor.roles.includes('system') &&
    nameTakesTwo(await tx.list(positions, { personId }));
  if (!waits) {
    record(tx, { type: 'person-corrected', ...about, changed });
    const settled = given.fullName === fullName ? {} : { correction: undefined };
    return tx.change(people, person, { ...given, ...settled });
  }
  const rest = changed.filter((field) => field !== 'fullName');
  if (rest.length > 0) record(tx, { type: 'person-corrected', ...about, changed: rest });
  record(tx, { type: 'person-correction-asked', ...about, changed: ['fullName'] });
  const correction = { fullName: given.fullName, proposedBy: actor.personId };
  return tx.change(people, person, { ...given, fullName, correction });
}
