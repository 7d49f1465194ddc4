import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { exportLog } from '../../server/audit/export-log.ts';
import { type Command, withDatabase } from '../../server/platform/start/command.ts';
import { chosenLogs, logOptions } from '../chosen-logs.ts';
import { readOptions } from '../options.ts';

const verifier = resolve(import.meta.dirname, '../verify-log.mjs');
const options = z.object({
  ...logOptions,
  since: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional(),
});

/** Exports the logs into a temporary file and has the stand-alone verifier look at it: its words, its exit code. */
export const command: Command = {
  usage: '[--agency CODE | --log ID] [--since N] [--json]',
  summary: 'Kiểm tra nhật ký và dữ liệu được nhật ký bảo vệ, bằng chương trình kiểm tra độc lập.',
  async run(args, context) {
    const { json, since, ...chosen } = readOptions(args, options);
    const folder = await mkdtemp(join(tmpdir(), 'vanban-audit-'));
    try {
      const file = join(folder, 'log.ndjson');
      await withDatabase(await context.config(), async () => exportLog(file, await chosenLogs(chosen)));
      const more = [...(since === undefined ? [] : ['--since', since]), ...(json ? ['--json'] : [])];
      const program = spawn(process.execPath, [verifier, file, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [said, [code]] = await Promise.all([text(program.stdout), once(program, 'close')]);
      context.print(said.trimEnd());
      return typeof code === 'number' ? code : 2;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
