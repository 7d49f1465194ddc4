import { systemActor } from '../platform/actor.ts';
import { DomainError } from '../platform/errors.ts';
import { readAll, readOne } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { rootAt } from './log-tree.ts';
import { type HeldHead, heldHeads, logHeads } from './store.ts';
import { contradict } from './witness.ts';

/**
 * Compares the heads agencies hold of each other’s logs with those logs as they are now: those not looked at yet, or all. What no
 * longer agrees is marked and recorded with the holder. Logs of other deployments are left unchecked. Gives how many contradict.
 */
export async function checkHeldHeads(which: 'unchecked' | 'all' = 'unchecked'): Promise<number> {
  const filter = which === 'all' ? {} : { state: 'unchecked' };
  let contradicted = 0;
  for (const held of await readAll(heldHeads, filter)) {
    if (!(await readOne(logHeads, { _id: held.log }))) continue;
    const state = (await isStillTrue(held)) ? 'confirmed' : 'contradicted';
    if (state === 'contradicted') contradicted += 1;
    if (state !== held.state) await mark(held, state);
  }
  return contradicted;
}

async function isStillTrue({ log, size, root }: HeldHead): Promise<boolean> {
  try {
    return Buffer.from(await rootAt(log, size)).toString('base64') === root;
  } catch (error) {
    // The log is shorter than what was held: leaves are gone.
    if (error instanceof RangeError || (error instanceof DomainError && error.kind === 'not-found')) return false;
    throw error;
  }
}

async function mark(held: HeldHead, state: HeldHead['state']): Promise<void> {
  await inTransaction(systemActor(held.agencyId), async (tx) => {
    const current = await tx.load(heldHeads, held.id);
    if (current.size !== held.size || current.state === 'contradicted') return;
    tx.change(heldHeads, current, { state });
    if (state === 'contradicted') contradict(tx, current.ofAgencyId, current);
  });
}
