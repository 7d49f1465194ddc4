import type { Agency } from '../../identity/agencies/agency.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { hostingOf } from './directory-entry.ts';
import { ownDeploymentInUse } from './own-deployment.ts';
import { directoryEntries } from './store.ts';

/**
 * Whether an agency that has a row here is hosted here: unless the directory names another deployment for it, to which it has moved. What
 * is meant for one that is not must be taken by no door here: two deployments would answer for one agency.
 */
export async function hostedHere({ code }: Pick<Agency, 'code'>): Promise<boolean> {
  const entry = await readKnown(directoryEntries, { _id: code, listed: true });
  return !entry || hostingOf(entry, (await ownDeploymentInUse()).id) !== 'elsewhere';
}
