import { createPublicKey, type KeyObject } from 'node:crypto';
import { currentTime } from '../../platform/clock.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import type { KnownPartners } from '../../platform/partners/partners-in-use.ts';
import { type DeploymentKey, inForceAt } from './listed-keys.ts';
import { ownDeploymentInUse } from './own-deployment.ts';
import { directoryEntries } from './store.ts';

/** Other deployments as the directory names them: their keys in force, and where it says that this one is reached. */
export const partnersOfDirectory: Omit<KnownPartners, 'refused'> = {
  origin: async () => {
    const { id: deployment } = await ownDeploymentInUse();
    const own = await readKnown(directoryEntries, { deployment, listed: true });
    return own?.address ? new URL(own.address).origin : undefined;
  },
  keysOf: async (deploymentId) => {
    const entry = await readKnown(directoryEntries, { deployment: deploymentId, listed: true });
    return inForceAt(entry?.deploymentKeys ?? [], currentTime()).map(keyOf);
  },
};

/** Keys that were read, as long as the entries they stand in are remembered. */
const keys = new WeakMap<DeploymentKey, KeyObject>();

function keyOf(listed: DeploymentKey): KeyObject {
  const key =
    keys.get(listed) ?? createPublicKey({ key: Buffer.from(listed.key, 'base64'), format: 'der', type: 'spki' });
  keys.set(listed, key);
  return key;
}
