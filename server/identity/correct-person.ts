import { record } from '../audit/record.ts';
import { notFound } from '../platform/errors.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { assertFreeUsername } from './assert-free-username.ts';
import { changedFields } from './correction.ts';
import type { Person } from './person.ts';
import { people } from './store.ts';

/** How a person is called and reached from now on, and why. */
export interface PersonCorrection extends Pick<Person, 'username' | 'fullName' | 'phone' | 'email'> {
  readonly personId: string;
  readonly reason: string;
}

/** Sets right an account of the actor's agency; what the person signed and did before keeps the name it was done under. */
export async function correctPerson(
  tx: Transaction,
  { personId, reason, ...given }: PersonCorrection,
): Promise<Person> {
  const person = await tx.load(people, personId);
  if (person.agencyId !== tx.actor.agencyId) throw notFound();
  const { username, fullName, phone, email } = person;
  const changed = changedFields({ username, fullName, phone, email }, given);
  await assertFreeUsername(tx, given.username, personId);
  record(tx, { type: 'person-corrected', subjectPersonId: personId, changed, reason });
  return tx.change(people, person, given);
}
