import { correctedBetween } from '../../audit/corrected.ts';
import { record } from '../../audit/record.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandSeen, type Seen } from '../seen.ts';
import { people, positions } from '../store.ts';
import { assertFreeUsername } from './assert-free-username.ts';
import { nameTakesTwo, type Person } from './person.ts';

type Account = Pick<Person, 'username' | 'fullName' | 'phone' | 'email'>;

/** How a person is called and reached from now on, and why. */
export interface PersonCorrection extends Account, Seen {
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
  const { fullName } = person;
  const changed = correctedBetween(saidOf(person), saidOf(given));
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
  const asked = changed.filter(({ field }) => field === 'fullName');
  const rest = changed.filter(({ field }) => field !== 'fullName');
  if (rest.length > 0) record(tx, { type: 'person-corrected', ...about, changed: rest });
  record(tx, { type: 'person-correction-asked', ...about, changed: asked });
  const correction = { fullName: given.fullName, proposedBy: actor.personId };
  return tx.change(people, person, { ...given, fullName, correction });
}

/** The account as people read it in the log. */
function saidOf({ username, fullName, phone, email }: Account) {
  return { username, fullName, phone: phone ?? '', email: email ?? '' };
}
