import { z } from 'zod';
import '../../server/stores.ts';
import { renewLedgerKey } from '../../server/audit/renew-ledger-key.ts';
import { type Command, withDatabase } from '../../server/platform/start/command.ts';
import { readOptions } from '../options.ts';

const options = z.object({
  lost: z.boolean().default(false),
  reason: z.string().trim().min(1).max(500),
});

/** Replaces the key that the ledger marks with what it writes. The server must not run. */
export const command: Command = {
  usage: '--reason TEXT [--lost] [--json]',
  summary: 'Thay khoá sổ cái (bị lộ, hoặc đã mất: --lost) khi máy chủ đã dừng, và ghi nhật ký.',
  async run(args, context) {
    const { json, ...renewal } = readOptions(args, options);
    const config = await context.config();
    await withDatabase(config, () => renewLedgerKey(config.keysFolder, renewal));
    const said = 'Đã thay khoá sổ cái; hãy sao lưu thư mục khoá rồi khởi động lại máy chủ.';
    context.print(json ? JSON.stringify({ renewed: true, lost: renewal.lost }) : said);
    return 0;
  },
};
