import { z } from 'zod';
import '../../server/stores.ts';
import { renewHeadKey } from '../../server/audit/renewal/renew-head-key.ts';
import { renewLedgerKey } from '../../server/audit/renewal/renew-ledger-key.ts';
import { type Command, withDatabase } from '../../server/platform/start/command.ts';
import { readOptions } from '../options.ts';

const options = z.object({
  of: z.enum(['ledger', 'heads']).default('ledger'),
  lost: z.boolean().default(false),
  reason: z.string().trim().min(1).max(500),
});

/** Replaces the key that the ledger marks with what it writes, or the one that signs the heads of logs. The server must not run. */
export const command: Command = {
  usage: '[--of ledger|heads] [--lost] --reason TEXT [--json]',
  summary: 'Thay khoá sổ cái, hoặc khoá ký đầu nhật ký (bị lộ, hoặc đã mất: --lost), khi máy chủ đã dừng.',
  async run(args, context) {
    const { json, of, ...renewal } = readOptions(args, options);
    const renew = of === 'ledger' ? renewLedgerKey : renewHeadKey;
    const config = await context.config();
    // Where a key is gone, database and keys folder do not belong together until this has run.
    const needs = { anywhere: renewal.lost, alone: true };
    await withDatabase(config, () => renew(config.keysFolder, renewal), needs);
    const said =
      'Đã thay khoá; hãy sao lưu thư mục khoá rồi khởi động lại máy chủ. (Replaced; back the keys folder up.)';
    context.print(json ? JSON.stringify({ renewed: of, lost: renewal.lost }) : said);
    return 0;
  },
};
