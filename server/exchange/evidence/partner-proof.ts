import { canonicalJson } from '../../audit/tree/canonical-json.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import { doorWhileSomebodyWaits } from '../carriage/misfit-afar.ts';
import { onLine } from '../carriage/on-line.ts';
import type { DirectoryEntry } from '../directory/directory-entry.ts';
import { directoryEntries } from '../directory/store.ts';
import { type DocumentMessage, sha256Of } from '../messages/message.ts';
import { ownLogInclusion } from '../witness/log-inclusion.ts';
import { broughtProof, isLogOf } from './brought-proof.ts';
import type { Proven } from './proven.ts';
import { isOfForm } from './verify/attempt.ts';
import { provenLog } from './verify/proven-log.ts';

/**
 * The proof that the log of the other side holds what happened with a message: asked for now where another deployment hosts it, for as long as
 * somebody waits, or as that has brought it. Nothing where it did not, does not answer, or says something else.
 */
export async function partnerProof(
  { side, message }: Pick<Proven, 'side' | 'message'>,
  { messageId, sender, recipient }: DocumentMessage,
): Promise<string | undefined> {
  const other = side === 'sender' ? recipient.code : sender.code;
  const asked = { sender: sender.code, messageId };
  const entry = await readOne(directoryEntries, { _id: other, listed: true });
  const afar = entry && ((await askedAfar(entry, asked)) ?? (await broughtProof(other, asked)));
  const proof = (await ownLogInclusion(other, asked)) ?? afar;
  // Earlier releases noted no hash of what they sent.
  const isOfMessage = proof !== undefined && provenLog(proof)?.about.includes(sha256Of(message.content));
  return isOfMessage ? canonicalJson(proof) : undefined;
}

async function askedAfar(
  entry: DirectoryEntry,
  { sender, messageId }: { readonly sender: string; readonly messageId: string },
): Promise<unknown> {
  const door = await doorWhileSomebodyWaits(entry);
  if (!door || entry.deployment === null) return undefined;
  const query = new URLSearchParams({ sender, messageId }).toString();
  const path = `/logs/${encodeURIComponent(entry.id)}/inclusion?${query}`;
  try {
    const answer = await onLine(entry.deployment, () => door.ask({ method: 'GET', path }));
    const proven = provenLog(answer);
    if (proven && isLogOf(entry, proven)) return answer;
    throw new DomainError('unavailable', 'partner-unanswered', 'The answer is no proof from its log');
  } catch (error) {
    if (!isOfForm(error)) throw error;
    log.warn({ err: error, code: entry.id }, 'the other side gave no proof from its log');
    return undefined;
  }
}
