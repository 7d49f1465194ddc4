import { signDetached } from '../../../pdf-signatures/crypto/sign-detached.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { AgencySigner } from '../../../signing/keys/agency-keys.ts';
import { agencyKeys } from '../../../signing/keys/agency-keys-in-use.ts';
import { sha256Of } from '../../messages/message.ts';
import type { DirectoryEntry } from '../directory-entry.ts';
import { inForceAt } from '../listed-keys.ts';
import { isNoMore, standingUntilConfirmed, type Way } from '../way-to-agency.ts';
import { endorsementBytes } from './endorsement.ts';

/**
 * The endorsement of an agency's new way by a key that the directory knows and that is still here, in the base64 of an entry. Nothing
 * when the way gives no more than the held one, or no such key is left: then two people at each deployment decide.
 */
export async function endorsed(
  held: DirectoryEntry,
  wanted: Way,
  { agencyId, at }: { readonly agencyId: string; readonly at: Date },
): Promise<{ readonly content: string; readonly signature: string } | null> {
  if (isNoMore(held, wanted)) return null;
  const standing = inForceAt(standingUntilConfirmed(held, wanted).certificates, at);
  for (const { certificate } of standing.filter(({ purpose }) => purpose === 'signing')) {
    const signer = await keyHere(agencyId, sha256Of(Buffer.from(certificate, 'base64')));
    if (!signer) continue;
    const content = endorsementBytes(held.id, wanted, at);
    const signature = await signDetached(content, signer, at);
    return { content: Buffer.from(content).toString('base64'), signature: Buffer.from(signature).toString('base64') };
  }
  return null;
}

async function keyHere(agencyId: string, certificateSha256: string): Promise<AgencySigner | undefined> {
  try {
    return await agencyKeys().open(agencyId, 'system', certificateSha256);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'agency-key-missing') return undefined;
    throw error;
  }
}
