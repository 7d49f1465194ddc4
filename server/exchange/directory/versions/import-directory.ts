import { createPublicKey } from 'node:crypto';
import { record } from '../../../audit/record.ts';
import { agencies } from '../../../identity/store.ts';
import type { Actor } from '../../../platform/actor.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readAll, readOne } from '../../../platform/database/store.ts';
import { DomainError } from '../../../platform/errors.ts';
import { files } from '../../../platform/files/files.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { sha256Of } from '../../messages/message.ts';
import type { SignedThing } from '../../messages/signed-thing.ts';
import type { DirectoryVersion } from '../directory-entry.ts';
import { heldVersion } from '../queries.ts';
import { directoryEntries, directoryPins, directoryVersions } from '../store.ts';
import { type DirectoryChange, directoryChanges } from './directory-changes.ts';
import type { DirectoryList } from './directory-list.ts';
import { DIRECTORY_PIN } from './directory-pin.ts';
import { directoryFileIn, readDirectory, refuseOutdated } from './read-directory.ts';

/** A list that the pinned authority signed. */
interface SignedList extends SignedThing {
  readonly list: DirectoryList;
  readonly sha256: string;
}

/** What taking a list in changed; nothing when it was the one that is held. */
interface ImportedDirectory {
  readonly version: DirectoryVersion;
  readonly changes: readonly DirectoryChange[];
}

/**
 * Reads the file of a list. Refuses with `no-directory-key` where no authority's key was pinned yet, and what `readDirectory` refuses.
 */
export async function signedListIn(file: Uint8Array): Promise<SignedList> {
  const thing = directoryFileIn(file);
  const pin = await readOne(directoryPins, { _id: DIRECTORY_PIN });
  if (!pin)
    throw new DomainError('conflict', 'no-directory-key', 'No key of a directory’s authority is pinned here yet');
  const key = Buffer.from(pin.publicKey, 'base64');
  const list = readDirectory(thing, createPublicKey({ key, format: 'der', type: 'spki' }));
  return { ...thing, list, sha256: sha256Of(thing.content) };
}

/** The same, with its bytes in the file store: before they are taken in by an act. */
export async function keepSignedList(file: Uint8Array): Promise<SignedList> {
  const signed = await signedListIn(file);
  await files().put(signed.content);
  return signed;
}

/** What taking a list in would change now; refuses what taking it in would. */
export async function previewDirectory(
  { list, sha256 }: SignedList,
  { personId, name }: Actor,
): Promise<{ readonly isHeld: boolean; readonly changes: readonly DirectoryChange[] }> {
  const since = currentTime();
  const isHeld = refuseOutdated({ ...list, sha256 }, await heldVersion(), since);
  const entries = isHeld ? [] : await readAll(directoryEntries, {});
  return { isHeld, changes: isHeld ? [] : directoryChanges(entries, list, { since, by: { personId, name } }) };
}

/**
 * Takes a newer list in: from now on it says which agencies there are. Keys and ways it changes without the agency's word wait for a second
 * person (`confirmEntries`). The held list again changes nothing. Refuses what `refuseOutdated` does.
 */
export async function importDirectory(tx: Transaction, signed: SignedList): Promise<ImportedDirectory> {
  const { list, sha256, signature } = signed;
  const { serial, name, issuedAt, validUntil } = list;
  const { personId, name: importedBy } = tx.actor;
  const held = await tx.find(directoryVersions, { newest: true });
  if (refuseOutdated({ serial, sha256, validUntil }, held, tx.now) && held) return { version: held, changes: [] };
  if (held) tx.change(directoryVersions, held, { newest: false });
  const version = tx.insert(directoryVersions, {
    ...{ id: String(serial), serial, name, sha256, issuedAt, validUntil, importedBy, newest: true },
    signature: Buffer.from(signature).toString('base64'),
    importedAt: tx.now,
  });
  const taken = { since: tx.now, by: { personId, name: importedBy } };
  const changes = directoryChanges(await tx.list(directoryEntries, {}), list, taken);
  await writeEntries(tx, changes);
  if (held && held.validUntil <= tx.now) await resumeAfterEnd(tx, serial);
  record(tx, { type: 'directory-imported', serial, listSha256: sha256, ...countsOf(changes) });
  return { version, changes };
}

/** How many agencies a list adds, changes and drops, and how many of the changed ones wait. */
export function countsOf(changes: readonly DirectoryChange[]) {
  const of = (kind: DirectoryChange['kind']) => changes.filter((change) => change.kind === kind).length;
  const waiting = changes.filter(({ waits }) => waits).length;
  return { added: of('added'), changed: of('changed'), gone: of('gone'), waiting };
}

/** What waited for a list in force goes on at once, and not only when its pause is over. */
async function resumeAfterEnd(tx: Transaction, serial: number): Promise<void> {
  for (const { id: agencyId } of await tx.list(agencies, { active: true })) {
    tx.enqueue({ kind: 'resume-sending', key: `${agencyId}/list ${serial}`, payload: { agencyId } });
  }
}

async function writeEntries(tx: Transaction, changes: readonly DirectoryChange[]): Promise<void> {
  for (const { code, entry } of changes) {
    const held = await tx.find(directoryEntries, { id: code });
    if (held) tx.change(directoryEntries, held, entry);
    else tx.insert(directoryEntries, { id: code, ...entry });
  }
}
