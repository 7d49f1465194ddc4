import { proveEntries } from '../../audit/checks/prove-entries.ts';
import { signHead } from '../../audit/heads/sign-head.ts';
import { canonicalJson } from '../../audit/tree/canonical-json.ts';
import { DomainError } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { heldVersion } from '../directory/queries.ts';
import { signedThingText } from '../messages/signed-thing.ts';
import type { Proven } from './proven.ts';

/** The signed list of all agencies that is held here, in the file that goes round; nothing before the first. */
export async function heldDirectory(): Promise<string | undefined> {
  const held = await heldVersion();
  if (!held) return undefined;
  return signedThingText({
    content: await files().read(held.sha256),
    signature: Buffer.from(held.signature, 'base64'),
  });
}

/** The proof that the agency’s log holds the entries about a message, under a head that is signed now; nothing where a restore lost them. */
export async function proofOf({
  agencyId,
  entries,
}: Pick<Proven, 'agencyId' | 'entries'>): Promise<string | undefined> {
  await signHead(agencyId);
  try {
    return canonicalJson(await proveEntries(agencyId, entries));
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'not-found') return undefined;
    throw error;
  }
}
