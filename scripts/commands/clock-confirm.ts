import { z } from 'zod';
import { record } from '../../server/audit/record.ts';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { formatMoment } from '../../server/platform/calendar.ts';
import { keepConfirmation } from '../../server/platform/clock-guard/clock-notes.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { readOptions } from '../options.ts';

const options = z.object({ reason: z.string().trim().min(1).max(500) });

/**
 * Says that the clock of this machine is right although something speaks against it; the log of the deployment keeps it. Refuses while
 * it differs from the database's: then one of the two is wrong, and is set.
 */
export const command: Command = {
  usage: '--reason TEXT [--json]',
  summary: 'Xác nhận đồng hồ của máy này đúng, khi hệ thống ngừng ghi vì chưa chắc giờ.',
  async run(args, context) {
    const { json, reason } = readOptions(args, options);
    const now = await acting(
      context,
      async (guard) => {
        const { doubt, words } = guard;
        if (doubt?.comparedWith === 'database') throw new DomainError('conflict', 'clocks-differ', words ?? '');
        const confirmed = await guard.confirmed();
        await inTransaction(systemActor(DEPLOYMENT), async (tx) => {
          await keepConfirmation(tx, confirmed);
          const about = doubt && { comparedWith: doubt.comparedWith, byMinutes: Math.round(doubt.byMs / 60_000) };
          record(tx, { type: 'clock-confirmed', reason, ...about });
        });
        return confirmed.now;
      },
      { atAnyTime: true },
    );
    const said = `✔ Đã xác nhận: bây giờ là ${formatMoment(now)}. (The clock is confirmed; the server goes on within seconds.)`;
    context.print(json ? JSON.stringify({ confirmed: now.toISOString() }) : said);
    return 0;
  },
};
