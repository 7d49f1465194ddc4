import type { Actor } from '../../platform/actor.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { readUpload } from '../../platform/uploads/uploads.ts';
import type { MailView } from './contract.ts';
import { mailView } from './queries.ts';
import { readToTakeIn } from './take-in-mail.ts';

/**
 * Proposes a mail that the actor has uploaded as a file to be taken in; one and the same mail is proposed once. Refuses as `readToTakeIn` does, and
 * with the common 404 what is no upload of the actor.
 */
export async function openMail(actor: Actor, uploadId: string): Promise<MailView> {
  const { name, mediaType, size, sha256 } = await readUpload(actor, uploadId);
  const propose = await readToTakeIn(actor.agencyId, { name, mediaType, size, sha256 });
  return await requestedAct(actor, async (tx) => mailView(await propose(tx)));
}
