import { join } from 'node:path';
import { z } from 'zod';
import { lastEntry } from '../../server/audit/heads/last-entry.ts';
import { record } from '../../server/audit/record.ts';
import { restoreLogs } from '../../server/audit/renewal/restore-logs.ts';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { learnNumbers } from '../../server/exchange/messages/learn-numbers.ts';
import { askAgain } from '../../server/exchange/recovery/ask-again.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { joinPlace } from '../../server/platform/deployment/join.ts';
import { LocalFileStore } from '../../server/platform/files/files.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { linesOfAgain } from '../lines-of-again.ts';
import { readOptions } from '../options.ts';

const unconfirmed =
  '! Chưa cấp số cho đến khi văn thư từng cơ quan xác nhận số cuối tại Sổ đăng ký. (No number is given until the clerks confirm the last ones.)';

const options = z.object({ place: z.enum(['storage', 'keys', 'database']), reason: z.string().trim().min(1).max(500) });

/** Says that a folder put back from a copy, or a database put back, is the one the other two belong to; the log keeps it. */
export const command: Command = {
  usage: '--place storage|keys|database --reason TEXT [--json]',
  summary: 'Ghi nhận kho tệp, thư mục khoá hoặc cơ sở dữ liệu vừa được chép lại là của hệ thống này.',
  async run(args, context) {
    const { json, place, reason } = readOptions(args, options);
    const config = await context.config();
    const joining = async () => {
      const known = await lastEntry();
      await joinPlace(config, place);
      await inTransaction(systemActor(DEPLOYMENT), async (tx) => record(tx, { type: 'place-joined', place, reason }));
      if (place !== 'database') return { epochs: [] };
      // What was done since the copy was made is gone, also where no log shows it.
      await learnNumbers(LocalFileStore.toRead(join(config.storageFolder, 'files')));
      const epochs = await restoreLogs(reason);
      return { epochs, again: known && (await askAgain(known)) };
    };
    const { epochs, again } = await acting(context, joining, { anywhere: true });
    if (json) context.print(JSON.stringify({ place, epochs }));
    else {
      context.print(`✔ Đã ghi nhận ${place}. (The place belongs to the deployment.)`);
      for (const line of linesOfAgain(again)) context.print(line);
      if (place === 'database') context.print(unconfirmed);
    }
    return 0;
  },
};
