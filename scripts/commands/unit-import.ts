import { z } from 'zod';
import { agencyCode, identityContract } from '../../server/identity/contract.ts';
import { listUnits } from '../../server/identity/queries.ts';
import { createUnit } from '../../server/identity/units/create-unit.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { agencyOfCode } from '../agency-of-code.ts';
import { readTable, repeated } from '../named-table.ts';
import { readOptionsAndFile } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';
import { sayImport } from '../say-import.ts';

const options = z.object({ agency: agencyCode, 'dry-run': z.boolean().default(false) });
const { name, symbol } = identityContract.createUnit.body.shape;
const row = z.object({ symbol, name });
const columns = { symbol: 'Ký hiệu', name: 'Tên đơn vị' };

/** Adds the units of a table to an agency, all of them or none; every fault is told with its line. */
export const command: Command = {
  usage: 'FILE.csv --agency H99.08 [--dry-run] [--json]',
  summary: 'Nhập đơn vị từ bảng: cột Ký hiệu, Tên đơn vị; --dry-run chỉ kiểm tra.',
  async run(args, context) {
    const { options: given, file } = readOptionsAndFile(args, options);
    const { rows, problems } = readTable(await readNamedFile(file), row, columns);
    const done = await acting(context, async () => {
      const { id } = await agencyOfCode(given.agency);
      const known = new Set((await listUnits(id)).map((unit) => unit.symbol));
      const taken = rows
        .filter((unit) => known.has(unit.symbol))
        .map(({ line, symbol }) => ({ line, column: columns.symbol, detail: `đã có đơn vị: ${symbol}` }));
      const twice = repeated(
        rows,
        rows.map((unit) => unit.symbol),
        columns.symbol,
      );
      const faults = [...problems, ...twice, ...taken];
      const isKept = faults.length === 0 && rows.length > 0 && !given['dry-run'];
      if (isKept) {
        await inTransaction(
          systemActor(id),
          async (tx) => {
            for (const { name, symbol } of rows) await createUnit(tx, { name, symbol });
          },
          'import',
        );
      }
      return { rows: rows.length, problems: faults, kept: isKept };
    });
    return sayImport(done, { json: given.json, print: context.print });
  },
};
