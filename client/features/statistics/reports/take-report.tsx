import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReportFormat } from '../../../../server/statistics/contract.ts';
import { useAct } from '../../../api/act.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { printPdf } from '../../../ui/pdf/print-pdf.ts';
import { reportText } from './text.ts';

/** Prints what is shown, or takes it away as a file or a table. */
export function TakeReport({
  pdf,
  addressAs,
}: {
  readonly pdf: () => Promise<Blob>;
  readonly addressAs: (format: ReportFormat) => string;
}) {
  const text = useText(reportText);
  const act = useAct(async (_: undefined) => new Uint8Array(await (await pdf()).arrayBuffer()), {
    onDone: printPdf,
    makesStale: ['log'],
  });
  return (
    <div className="no-print">
      <ActNotice act={act} />
      <div className="flex gap-12 wrap">
        <Button icon={<PrinterOutlined />} loading={act.busy} onClick={() => act.run(undefined)}>
          {text.print}
        </Button>
        <span className="small second">{text.download}</span>
        {(['pdf', 'xlsx', 'csv'] as const).map((format) => (
          <Button key={format} type="link" className="report-download" href={addressAs(format)} download>
            {text.formats[format]}
          </Button>
        ))}
      </div>
    </div>
  );
}
