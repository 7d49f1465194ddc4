import { type KeyObject, verify } from 'node:crypto';
import { sha256Of } from '../messages/envelope.ts';
import type { SignedThing } from '../messages/signed-thing.ts';
import { type DirectoryList, readDirectoryList } from './directory-list.ts';
import { directoryRefusal } from './directory-refusal.ts';

/** What a list is held against: the key that was pinned by hand, the clock, and the version that is held, if any. */
export interface DirectoryPolicy {
  readonly pinnedKey: KeyObject;
  readonly at: Date;
  readonly held?: { readonly serial: number; readonly sha256: string } | undefined;
}

/**
 * Reads a list that the authority signed (Ed25519 over exactly these bytes). Refuses, in this order: `directory-signature-invalid`, a form
 * that is not the list’s, a serial below the held one (`directory-older`), the same serial with other bytes (`directory-forked`), and a list
 * whose end has passed (`directory-expired`). The held version itself is read again as it is.
 */
export function readDirectory({ content, signature }: SignedThing, policy: DirectoryPolicy): DirectoryList {
  const { pinnedKey, at, held } = policy;
  if (!verify(null, content, pinnedKey, signature)) {
    throw directoryRefusal(
      'directory-signature-invalid',
      'The list is not signed by the authority whose key is pinned',
    );
  }
  const list = readDirectoryList(content);
  const { serial, validUntil } = list;
  const extra = { serial, held: held?.serial };
  if (held && serial < held.serial)
    throw directoryRefusal('directory-older', `The list ${serial} is older than ${held.serial}, which is held`, {
      extra,
    });
  if (held && serial === held.serial && sha256Of(content) !== held.sha256)
    throw directoryRefusal('directory-forked', `Another list bears the number ${serial} as well`, { extra });
  if (validUntil <= at) {
    const until = validUntil.toISOString();
    throw directoryRefusal('directory-expired', `The list ended on ${until}`, { extra: { until } });
  }
  return list;
}
