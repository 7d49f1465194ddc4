import { z } from 'zod';
import { record } from '../../server/audit/record.ts';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { joinPlace } from '../../server/platform/deployment/join.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { inTransaction } from '../../server/platform/transaction.ts';
import { acting } from '../acting.ts';
import { readOptions } from '../options.ts';

const options = z.object({ place: z.enum(['storage', 'keys', 'database']), reason: z.string().trim().min(1).max(500) });

/** Says that a folder put back from a copy, or a database put back, is the one the other two belong to; the log keeps it. */
export const command: Command = {
  usage: '--place storage|keys|database --reason TEXT [--json]',
  summary: 'Ghi nhận kho tệp, thư mục khoá hoặc cơ sở dữ liệu vừa được chép lại là của hệ thống này.',
  async run(args, context) {
    const { json, place, reason } = readOptions(args, options);
    const config = await context.config();
    const join = async () => {
      await joinPlace(config, place);
      await inTransaction(systemActor(DEPLOYMENT), async (tx) => record(tx, { type: 'place-joined', place, reason }));
    };
    await acting(context, join, { anywhere: true });
    context.print(json ? JSON.stringify({ place }) : `✔ Đã ghi nhận ${place}. (The place belongs to the deployment.)`);
    return 0;
  },
};
