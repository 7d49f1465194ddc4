import { dayInVietnam } from '../../platform/calendar.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { directoryEntries } from './store.ts';

/** Whether an agency may take back what another had sent, or say what becomes of what that got: it is the same, or the one into which that was merged by this moment. */
export async function speaksFor(code: string, sender: string, at: Date): Promise<boolean> {
  if (code === sender) return true;
  const entry = await readKnown(directoryEntries, { _id: sender, listed: true });
  const next = entry?.successor;
  return next != null && next.from <= dayInVietnam(at) && (await speaksFor(code, next.code, at));
}
