import { dayInVietnam } from '../../platform/calendar.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import type { Party } from '../messages/message-rules.ts';
import { directoryEntries } from './store.ts';

/**
 * Who is told at a moment what concerns a message that an agency had sent or got: itself, or the one into which it was merged; not that one while
 * the directory names another deployment for the former, where its records have stayed (docs/exchange-protocol.md, section 8).
 */
export async function holderOf({ code, name }: Party, at: Date): Promise<Party> {
  const entry = await readKnown(directoryEntries, { _id: code, listed: true });
  const next = entry?.successor;
  if (!next || next.from > dayInVietnam(at)) return { code, name };
  const successor = await readKnown(directoryEntries, { _id: next.code, listed: true });
  if (!successor || (entry.deployment !== null && entry.deployment !== successor.deployment)) return { code, name };
  return await holderOf({ code: successor.id, name: successor.name }, at);
}
