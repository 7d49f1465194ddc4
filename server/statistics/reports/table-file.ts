import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { formatDay } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { madeReply } from '../../platform/files/files.ts';
import { withCharactersNamed } from '../../platform/render/glyph-coverage.ts';
import { renderPdf } from '../../platform/render/render.ts';
import { spreadsheet } from '../../platform/render/spreadsheet.ts';
import { csvText } from '../../platform/text/csv.ts';
import { printedFrame } from '../../registry/books/printed-head.ts';
import { type ReportFormat, reportTypes } from '../contract.ts';
import type { Period } from '../period.ts';

/** A table of a period as it is printed and given for spreadsheets. */
export interface PeriodTable {
  /** The printed form in `templates/`. */
  readonly template: string;
  readonly title: string;
  readonly fileName: string;
  /** What stands below it. */
  readonly note: string;
  /** Widths are in letters, as spreadsheets count. */
  readonly columns: readonly { readonly name: string; readonly width: number }[];
  readonly rows: readonly Cells[];
  /** The sums below the rows, where there are any. */
  readonly total?: Cells;
}

export type Cells = readonly (string | number)[];

/** A table of a period as a file: PDF/A-2a with the head of the log on each page, a workbook, or CSV. */
export async function tableFile(
  actor: Actor,
  table: PeriodTable,
  { format, from, to }: Period & { readonly format: ReportFormat },
): Promise<FileReply> {
  return madeReply(await makers[format](table, { from, to }, actor), {
    name: `${table.fileName}-${from}-${to}.${format}`,
    mediaType: reportTypes[format],
    disposition: format === 'pdf' ? 'inline' : 'attachment',
  });
}

/** Hundreds of lines take some seconds; a busy machine gets its time too. */
const PATIENCE_MS = 60_000;

type Make = (table: PeriodTable, period: Period, actor: Actor) => Promise<Uint8Array>;

const makers: Readonly<Record<ReportFormat, Make>> = {
  pdf: async ({ template, title, note, columns, rows, total }, { from, to }, actor) => {
    const at = currentTime();
    const data = {
      ...(await printedFrame(actor, at)),
      title: title.toLocaleUpperCase('vi'),
      period: `Từ ngày ${formatDay(from)} đến ngày ${formatDay(to)}`,
      note,
      columns: columns.map(({ name }) => name),
      rows: rows.map((cells) => ({ cells })),
      total,
    };
    return (await renderPdf(template, withCharactersNamed(data), { creationTime: at, timeMs: PATIENCE_MS })).pdf;
  },
  xlsx: async ({ columns, rows, total }, { to }) => {
    const lines = [...rows, ...(total ? [total] : [])].map((cells) => ({ cells, struck: false }));
    return await spreadsheet({ name: formatDay(to).replaceAll('/', '-'), columns, rows: lines });
  },
  csv: async ({ columns, rows, total }) => {
    const lines = [...rows, ...(total ? [total] : [])].map((cells) => cells.map(String));
    return Buffer.from(csvText([columns.map(({ name }) => name), ...lines]));
  },
};
