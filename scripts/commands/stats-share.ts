import { z } from 'zod';
import { agencies } from '../../server/identity/store.ts';
import { day } from '../../server/platform/api/schemas.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { notFound } from '../../server/platform/errors.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { issuedDocuments } from '../../server/statistics/issued-documents.ts';
import { requirePeriod } from '../../server/statistics/period.ts';
import { figuresOf } from '../../server/statistics/queries.ts';
import type { ShareFigureOf } from '../../server/statistics/share.ts';
import { reading } from '../acting.ts';
import { readOptions } from '../options.ts';

const options = z.object({ from: day, to: day, agency: z.string().max(35).optional() });

/** The share of documents exchanged electronically, of every agency and of all together, by day of issue. */
export const command: Command = {
  usage: '--from 2026-01-01 --to 2026-12-31 [--agency CODE] [--json]',
  summary: 'Tỷ lệ gửi bằng bản điện tử và gửi điện tử trọn vẹn, theo ngày ban hành.',
  async run(args, context) {
    const { json, from, to, agency: code } = readOptions(args, options);
    const period = { from, to };
    requirePeriod(period);
    const result = await reading(context, async () => {
      const chosen = await readAll(agencies, code === undefined ? {} : { code }, { sort: { code: 1 } });
      if (chosen.length === 0) throw notFound();
      const each = [];
      const all = [];
      for (const agency of chosen) {
        const issued = await issuedDocuments(agency.id, period);
        all.push(...issued);
        each.push({ code: agency.code, name: agency.name, figures: figuresOf(issued) });
      }
      return { ...period, figures: figuresOf(all), agencies: each };
    });
    if (json) context.print(JSON.stringify(result));
    else for (const line of linesOf(result)) context.print(line);
    return 0;
  },
};

interface Result {
  readonly figures: readonly ShareFigureOf[];
  readonly agencies: readonly {
    readonly code: string;
    readonly name: string;
    readonly figures: readonly ShareFigureOf[];
  }[];
}

function linesOf({ figures, agencies: each }: Result): string[] {
  const all = { code: '', name: 'Tất cả', figures };
  return [...each, all].flatMap(({ code, name, figures: own }) => [`${name} ${code}`.trim(), ...own.map(lineOf)]);
}

function lineOf({ definition, numerator, denominator, percent }: ShareFigureOf): string {
  const share = percent === null ? 'chưa gửi văn bản nào' : `${percent.toLocaleString('vi-VN')} %`;
  return `  ${definition}: ${numerator}/${denominator}, ${share}`;
}
