import { z } from 'zod';
import '../../server/stores.ts';
import { verifyExport } from '../../server/audit/checks/verify-export.ts';
import { logKeysFolder } from '../../server/audit/keys/log-keys-folder.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { reading } from '../acting.ts';
import { chosenLogs, logOptions, numberOfEntry } from '../chosen-logs.ts';
import { readOptions } from '../options.ts';

const options = z.object({
  ...logOptions,
  since: numberOfEntry.optional(),
});

/** Exports the logs into a temporary file and has the stand-alone verifier look at it: its words, its exit code. */
export const command: Command = {
  usage: '[--agency CODE | --log ID] [--since N] [--json]',
  summary: 'Kiểm tra nhật ký và dữ liệu được nhật ký bảo vệ, bằng chương trình kiểm tra độc lập.',
  async run(args, context) {
    const { json, since, ...chosen } = readOptions(args, options);
    const more = [...(since === undefined ? [] : ['--since', String(since)]), ...(json ? ['--json'] : [])];
    const { said, code } = await reading(context, async ({ keysFolder }) =>
      verifyExport(await chosenLogs(chosen), { more, keys: logKeysFolder(keysFolder) }),
    );
    context.print(said);
    return code;
  },
};
