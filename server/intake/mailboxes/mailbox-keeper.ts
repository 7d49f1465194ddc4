import { systemActor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { log } from '../../platform/log.ts';
import type { Keeper } from '../../platform/serving.ts';
import { mailboxes } from './store.ts';

const EVERY_MS = 60_000;

/** Has every mailbox looked into once a minute; several processes may do so at once. */
export class MailboxKeeper implements Keeper {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  start(): void {
    this.#timer = setInterval(() => {
      this.#round = this.#round
        .then(orderCollecting)
        .catch((error: unknown) => log.warn({ err: error }, 'mailboxes are not looked into'));
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }
}

/** Leaves the work of looking into each mailbox; what is under way is left to run. */
export async function orderCollecting(): Promise<void> {
  for (const { id: mailboxId, agencyId } of await readAll(mailboxes, { active: true })) {
    await inTransaction(systemActor(agencyId), async (tx) => {
      tx.enqueue({ kind: 'collect-mails', key: mailboxId, payload: { mailboxId }, again: true });
    });
  }
}
