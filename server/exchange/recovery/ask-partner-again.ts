import { readOne } from '../../platform/database/store.ts';
import { doorAt } from '../carriage/doors-afar.ts';
import { onLine } from '../carriage/on-line.ts';
import { directoryEntries } from '../directory/store.ts';

/** Whom to ask, and since when. */
export interface AskedAgain {
  readonly deploymentId: string;
  /** RFC 3339. */
  readonly since: string;
}

/** Asks a deployment to offer again what it has sent here; nothing where the directory knows no way to it any more. */
export async function askPartnerAgain({ deploymentId, since }: AskedAgain): Promise<void> {
  const entry = await readOne(directoryEntries, { deployment: deploymentId, listed: true });
  const { address } = entry ?? {};
  if (!address) return;
  const body = Buffer.from(JSON.stringify({ since }));
  const headers = { 'Content-Type': 'application/json' };
  await onLine(deploymentId, () => doorAt(address).ask({ method: 'POST', path: '/again', body, headers }));
}
