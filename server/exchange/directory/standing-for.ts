import { dayInVietnam } from '../../platform/calendar.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import type { Party } from '../messages/message-rules.ts';
import { directoryEntries } from './store.ts';

/** Who gets at a moment what is meant for an agency: itself, or the one into which it was merged (docs/exchange-protocol.md, section 4). */
export async function standingFor({ code, name }: Party, at: Date): Promise<Party> {
  const entry = await readKnown(directoryEntries, { _id: code, listed: true });
  const next = entry?.successor;
  if (!next || next.from > dayInVietnam(at)) return { code, name };
  const successor = await readKnown(directoryEntries, { _id: next.code, listed: true });
  return successor ? await standingFor({ code: successor.id, name: successor.name }, at) : { code, name };
}
