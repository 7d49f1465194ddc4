import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { people } from '../store.ts';
import { assertFreeUsername } from './assert-free-username.ts';
import type { Person } from './person.ts';

/** A new account; the password comes hashed, since hashing is too slow for an act. */
export interface NewPerson {
  /** The agency that keeps the account; the actor's when not given. */
  readonly agencyId?: string;
  readonly username: string;
  readonly fullName: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
}

/** Adds a person with an account; what they may do comes with a position. */
export async function createPerson(tx: Transaction, fields: NewPerson): Promise<Person> {
  const { username, fullName, phone, email, passwordHash, mustChangePassword } = fields;
  await assertFreeUsername(tx, username);
  const person = tx.insert(people, {
    agencyId: fields.agencyId ?? tx.actor.agencyId,
    username,
    fullName,
    phone,
    email,
    passwordHash,
    mustChangePassword,
    disabled: false,
    sessionEpoch: 0,
    signatureImage: null,
  });
  record(tx, { type: 'person-created', subjectPersonId: person.id });
  return person;
}
