import { record } from '../../audit/record.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { people } from '../store.ts';
import { assertAnother, type Person } from './person.ts';

/** What an administrator does to an account of their agency, and why; the reason stays in the log. */
export interface AccountChange {
  readonly personId: string;
  readonly reason: string;
}

/** Locks an account and ends its sessions, within the same act. */
export async function disablePerson(tx: Transaction, { personId, reason }: AccountChange): Promise<Person> {
  const person = await accountOf(tx, personId);
  if (person.disabled) throw new DomainError('conflict', 'person-disabled', 'This account is locked already');
  record(tx, { type: 'person-disabled', subjectPersonId: personId, reason });
  return tx.change(people, person, { disabled: true, sessionEpoch: person.sessionEpoch + 1 });
}

/** Unlocks an account. */
export async function enablePerson(tx: Transaction, { personId, reason }: AccountChange): Promise<Person> {
  const person = await accountOf(tx, personId);
  if (!person.disabled) throw new DomainError('conflict', 'person-enabled', 'This account is not locked');
  record(tx, { type: 'person-enabled', subjectPersonId: personId, reason });
  return tx.change(people, person, { disabled: false });
}

/** Gives a new start password, which must be changed at once, and ends the person's sessions. */
export async function resetPassword(
  tx: Transaction,
  { personId, reason, passwordHash }: AccountChange & { readonly passwordHash: string },
): Promise<Person> {
  const person = await accountOf(tx, personId);
  record(tx, { type: 'password-reset', subjectPersonId: personId, reason });
  return tx.change(people, person, {
    passwordHash,
    mustChangePassword: true,
    sessionEpoch: person.sessionEpoch + 1,
  });
}

async function accountOf(tx: Transaction, personId: string): Promise<Person> {
  const person = await tx.load(people, personId);
  if (person.agencyId !== tx.actor.agencyId) throw notFound();
  assertAnother(tx.actor, personId);
  return person;
}
