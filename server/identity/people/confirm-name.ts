import { correctedBetween } from '../../audit/corrected.ts';
import { record } from '../../audit/record.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandSeen, type Seen } from '../seen.ts';
import { people } from '../store.ts';
import { nameToConfirm, type Person } from './person.ts';

/**
 * Agrees, as a second administrator, to the name another one asked for; the person bears it from now on. Refuses when it is no longer the
 * one that was shown.
 */
export async function confirmName(
  tx: Transaction,
  { personId, version }: Seen & { readonly personId: string },
): Promise<Person> {
  const person = await tx.load(people, personId);
  if (person.agencyId !== tx.actor.agencyId) throw notFound();
  const fullName = nameToConfirm(person, tx.actor);
  demandSeen(person, { version });
  const changed = correctedBetween({ fullName: person.fullName }, { fullName });
  record(tx, { type: 'person-name-confirmed', subjectPersonId: personId, changed });
  return tx.change(people, person, { fullName, correction: undefined });
}
