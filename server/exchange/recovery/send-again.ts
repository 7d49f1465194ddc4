import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import { DEPLOYMENT } from '../../audit/store.ts';
import { agencies } from '../../identity/store.ts';
import { type Partner, systemActor } from '../../platform/actor.ts';
import { type RateLimit, takeTry } from '../../platform/api/rate-limits.ts';
import { readAll } from '../../platform/database/store.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { waitingMessages } from '../carriage/store.ts';
import { hostedHere } from '../directory/hosted-here.ts';
import { directoryEntries } from '../directory/store.ts';

/** One question is work for every agency here: nobody loses that much so often. */
const often: RateLimit = {
  ...{ name: 'again', most: 60, windowSeconds: 3600 },
  refusal: { code: 'too-many-requests', message: 'A deployment may ask for all of it 60 times an hour' },
};

/**
 * A deployment has lost what came since a moment: every agency hosted here offers it again what it had sent to agencies there, and what it
 * collects waits for it again. Asked for the same moment again, it is done again. Gives for how many agencies it is done; refuses with
 * `too-many-requests` who asks more than 60 times an hour.
 */
export async function sendAgain({ deploymentId }: Partner, since: Date): Promise<number> {
  await takeTry({ limit: often, who: deploymentId });
  await layOutAgain(deploymentId);
  const active = await readAll(agencies, { active: true });
  const hosted = await Promise.all(active.map(async (agency) => ((await hostedHere(agency)) ? [agency.id] : [])));
  const ids = hosted.flat();
  await inTransaction(systemActor(DEPLOYMENT), async (tx) =>
    record(tx, { type: 'asked-to-send-again', deploymentId, since: since.toISOString() }),
  );
  for (const agencyId of ids) {
    await inTransaction(systemActor(agencyId), async (tx) => {
      const payload = { agencyId, deploymentId, since: since.toISOString() };
      const key = `${deploymentId}/${agencyId}/${payload.since}`;
      tx.enqueue({ kind: 'offer-again', key, partner: deploymentId, payload, again: true });
    });
  }
  return ids.length;
}

/** What it has collected and answered waits as if it had not: it is the same message, and its recipient decides anew. */
async function layOutAgain(deploymentId: string): Promise<void> {
  const there = await readAll(directoryEntries, { deployment: deploymentId, listed: true });
  const recipientCode = mongoose.trusted({ $in: there.map(({ id }) => id) });
  await waitingMessages.model.updateMany({ recipientCode }, { $unset: { answer: 1 } });
}
