import { record } from '../../../audit/record.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { DirectoryEntry } from '../directory-entry.ts';
import { directoryEntries } from '../store.ts';

/** Agencies whose changed keys or ways somebody agrees to, as the list with this number brought them. */
interface Confirmation {
  readonly serial: number;
  readonly codes: readonly string[];
}

/**
 * Agrees, as the second person, to keys and ways that the list changed without the agency's own word: they count from now on. Refuses the
 * person who took the list in (403), what does not wait (409), and what a later list changed since it was shown (412).
 */
export async function confirmEntries(tx: Transaction, { serial, codes }: Confirmation): Promise<DirectoryEntry[]> {
  const confirmed: DirectoryEntry[] = [];
  for (const code of new Set(codes)) {
    const entry = await tx.load(directoryEntries, code);
    const { deployment, address, deploymentKeys, certificates, successor } = waitingOf(
      entry,
      serial,
      tx.actor.personId,
    );
    record(tx, { type: 'directory-entry-confirmed', code, serial });
    const way = { deployment, address, deploymentKeys, certificates, successor };
    confirmed.push(tx.change(directoryEntries, entry, { ...way, waiting: undefined }));
  }
  return confirmed;
}

function waitingOf({ id, waiting }: DirectoryEntry, serial: number, personId: string) {
  if (!waiting) throw new DomainError('conflict', 'entry-not-waiting', `Nothing of ${id} waits to be confirmed`);
  if (waiting.serial !== serial)
    throw new DomainError('stale', 'stale', `A later list changed ${id} since it was shown`);
  if (waiting.by.personId === personId)
    throw new DomainError(
      'not-permitted',
      'entry-needs-another',
      'Another person must agree to the list that you took in',
    );
  return waiting;
}
