import { recordView } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import type { ReportFormat, ReportView } from '../contract.ts';
import { type AskedReport, readReport } from './read-report.ts';
import { outcomeNames, partNames, reportForms } from './report-forms.ts';
import { type PeriodTable, tableFile } from './table-file.ts';

/** A report as a file to print, to sign or to reckon on with; the log says who took it. Refuses as `readReport` does. */
export async function takeReport(
  actor: Actor,
  { format, ...asked }: AskedReport & { readonly format: ReportFormat },
): Promise<FileReply> {
  const file = await tableFile(actor, tableOf(await readReport(actor, asked)), { ...asked, format });
  await recordView(actor, { type: 'report-downloaded', ...asked, format });
  return file;
}

/** A row for each unit, and the sums. */
function tableOf({ kind, outcomes, rows, total }: ReportView): PeriodTable {
  const { title, fileName, unit, given, note } = reportForms[kind];
  const nameOf = ({ part, unitName }: ReportView['rows'][number]) => (part === 'unit' ? unitName : partNames[part]);
  const counted = [given, ...outcomes.map((outcome) => outcomeNames[outcome])];
  return {
    template: 'bao-cao-giai-quyet',
    ...{ title, fileName, note },
    columns: [{ name: unit, width: 40 }, ...counted.map((name) => ({ name, width: 16 }))],
    rows: rows.map((row) => [nameOf(row) ?? '', row.given, ...row.counts]),
    total: ['Cộng', total.given, ...total.counts],
  };
}
