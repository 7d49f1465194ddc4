import { z } from 'zod';
import { exportLog } from '../../server/audit/checks/export-log.ts';
import '../../server/stores.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { reading } from '../acting.ts';
import { chosenLogs, logOptions } from '../chosen-logs.ts';
import { readOptions } from '../options.ts';

const options = z.object({ ...logOptions, out: z.string().min(1) });

/** Writes logs and the rows they prove into a file, from which `scripts/verify-log.mjs` verifies them anywhere. */
export const command: Command = {
  usage: '[--agency CODE | --log ID] --out FILE.ndjson [--json]',
  summary: 'Xuất nhật ký cùng dữ liệu được nhật ký bảo vệ, để kiểm tra độc lập.',
  async run(args, context) {
    const { json, out, ...chosen } = readOptions(args, options);
    const { at, lines, sha256 } = await reading(context, async () => exportLog(out, await chosenLogs(chosen)));
    context.print(json ? JSON.stringify({ out, at, lines, sha256 }) : `Đã xuất ${lines} dòng vào ${out}.`);
    return 0;
  },
};
