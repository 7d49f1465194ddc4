import { type KeyObject, verify } from 'node:crypto';
import { type SignedThing, signedThingIn } from '../../messages/signed-thing.ts';
import { type DirectoryList, readDirectoryList } from './directory-list.ts';
import { directoryRefusal } from './directory-refusal.ts';

/** A version of the list, told from any other that bears its number by the hash of its bytes. */
export interface ListVersion {
  readonly serial: number;
  readonly sha256: string;
}

/** The list and its signature in the file that goes round; refuses with `directory-malformed` what is no signed thing. */
export function directoryFileIn(file: Uint8Array): SignedThing {
  const thing = signedThingIn(file);
  if (!thing) throw directoryRefusal('directory-malformed', 'The file is no signed list', { extra: { where: '' } });
  return thing;
}

/**
 * Reads a list that the authority signed: Ed25519 over exactly these bytes. Refuses with `directory-signature-invalid` anything else
 * before it is looked into, and then what is not in the form of a list.
 */
export function readDirectory({ content, signature }: SignedThing, pinnedKey: KeyObject): DirectoryList {
  if (verify(null, content, pinnedKey, signature)) return readDirectoryList(content);
  throw directoryRefusal('directory-signature-invalid', 'The list is not signed by the authority whose key is pinned');
}

/**
 * Refuses a list with a number below the held one (`directory-older`), with the same number and other bytes (`directory-forked`), and one
 * whose end has passed (`directory-expired`); gives whether it is the held one itself.
 */
export function refuseOutdated(
  { serial, sha256, validUntil }: ListVersion & Pick<DirectoryList, 'validUntil'>,
  held: ListVersion | undefined,
  at: Date,
): boolean {
  const extra = { serial, held: held?.serial };
  if (held && serial < held.serial)
    throw directoryRefusal('directory-older', `The list ${serial} is older than ${held.serial}, which is held`, {
      extra,
    });
  if (held && serial === held.serial && sha256 !== held.sha256)
    throw directoryRefusal('directory-forked', `Another list bears the number ${serial} as well`, { extra });
  if (serial === held?.serial) return true;
  if (validUntil > at) return false;
  const until = validUntil.toISOString();
  throw directoryRefusal('directory-expired', `The list ended on ${until}`, { extra: { until } });
}
