import { record } from '../../audit/record.ts';
import { DEPLOYMENT } from '../../audit/store.ts';
import { systemActor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { hostingOf } from '../directory/directory-entry.ts';
import { ownDeploymentInUse } from '../directory/own-deployment.ts';
import { directoryEntries } from '../directory/store.ts';

/**
 * After acts were lost: leaves the work of asking each other deployment to offer again what it has sent here since a moment
 * (docs/exchange-protocol.md, section 6). Those without an address cannot be asked. Gives how many are asked, and how many cannot be.
 */
export async function askAgain(since: Date): Promise<{ readonly asked: number; readonly unreachable: number }> {
  const { id: own } = await ownDeploymentInUse();
  const listed = await readAll(directoryEntries, { listed: true });
  const afar = new Map(
    listed
      .filter((entry) => hostingOf(entry, own) === 'elsewhere')
      .map(({ deployment, address }) => [deployment, address]),
  );
  const reached = [...afar].flatMap(([deploymentId, address]) =>
    deploymentId !== null && address !== null ? [deploymentId] : [],
  );
  const counts = { asked: reached.length, unreachable: afar.size - reached.length };
  if (afar.size === 0) return counts;
  await inTransaction(systemActor(DEPLOYMENT), async (tx) => {
    record(tx, { type: 'partners-asked-again', since: since.toISOString(), ...counts });
    for (const deploymentId of reached) {
      const payload = { deploymentId, since: since.toISOString() };
      tx.enqueue({
        kind: 'ask-again',
        key: `${deploymentId}/${payload.since}`,
        partner: deploymentId,
        payload,
        again: true,
      });
    }
  });
  return counts;
}
