import type { Agency } from '../../identity/agencies/agency.ts';
import { agencies } from '../../identity/store.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { hostingOf } from './directory-entry.ts';
import { ownDeploymentInUse } from './own-deployment.ts';
import { directoryEntries } from './store.ts';

/**
 * Who says at a moment what an agency hosted here has to say of its documents: itself, or the one here into which it was merged, once it is active no more
 * or the directory names no deployment for it any more, so that nobody would believe it.
 */
export async function speakerOf(agency: Agency, at: Date): Promise<Agency> {
  const entry = await readKnown(directoryEntries, { _id: agency.code, listed: true });
  const next = entry?.successor;
  if (!next || next.from > dayInVietnam(at)) return agency;
  if (agency.active && hostingOf(entry, (await ownDeploymentInUse()).id) === 'here') return agency;
  const successor = await readKnown(agencies, { code: next.code, active: true });
  return successor ? await speakerOf(successor, at) : agency;
}
