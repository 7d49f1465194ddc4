import { z } from 'zod';
import { systemActor } from '../../server/platform/actor.ts';
import { line } from '../../server/platform/api/schemas.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { tableText } from '../../server/platform/text/table-text.ts';
import { checkImport, importRegister, type OldRegister } from '../../server/registry/books/import-register.ts';
import { acting } from '../acting.ts';
import { agencyOfCode } from '../agency-of-code.ts';
import { readOptionsAndFile } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';

const options = z.object({
  agency: z.string().max(35),
  year: z
    .string()
    .regex(/^[0-9]{4}$/)
    .transform(Number),
  kind: z.enum(['incoming', 'outgoing']),
  title: line(200).default('Sổ cũ'),
  'dry-run': z.boolean().default(false),
});

/** Takes an old register over from a table, all of it or nothing; every fault is told with its line. */
export const command: Command = {
  usage: 'FILE.csv --agency CODE --year 2025 --kind incoming|outgoing [--title "Sổ quyết định"] [--dry-run] [--json]',
  summary: 'Nhập sổ đăng ký cũ (giấy, hệ thống khác); --dry-run chỉ kiểm tra.',
  async run(args, context) {
    const { options: given, file } = readOptionsAndFile(args, options);
    const { json, agency: code, 'dry-run': dryRun, ...cover } = given;
    const csv = tableText(await readNamedFile(file));
    const result = await acting(context, async () => {
      const agency = await agencyOfCode(code);
      const old: OldRegister = { ...cover, csv };
      const actor = systemActor(agency.id);
      const check = await inTransaction(actor, (tx) => checkImport(tx, old), 'import');
      const isRight = check.problems.length === 0 && check.entries > 0;
      const kept =
        isRight && !dryRun ? await inTransaction(actor, (tx) => importRegister(tx, old), 'import') : undefined;
      return { ...check, registerId: kept?.id ?? null };
    });
    if (json) context.print(JSON.stringify(result));
    else {
      for (const { line: at, column, detail } of result.problems) context.print(`  dòng ${at}, ${column}: ${detail}`);
      context.print(saidOf(result));
    }
    return result.problems.length === 0 && result.entries > 0 ? 0 : 1;
  },
};

interface Result {
  readonly entries: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly problems: readonly unknown[];
  readonly registerId: string | null;
}

function saidOf({ entries, first, last, problems, registerId }: Result): string {
  if (problems.length > 0) return `✗ ${problems.length} chỗ sai; chưa nhập dòng nào.`;
  if (entries === 0) return '✗ Tệp không có dòng nào.';
  const done = registerId === null ? 'Kiểm tra xong, nhập được' : 'Đã nhập';
  return `${done} ${entries} dòng, từ số ${first} đến số ${last}.`;
}
