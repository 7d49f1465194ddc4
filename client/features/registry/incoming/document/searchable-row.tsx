import { DownloadOutlined, FileSearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { intakeContract } from '../../../../../server/intake/contract.ts';
import type { IncomingView } from '../../../../../server/registry/incoming/contract.ts';
import { addressOf } from '../../../../api/client.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { uiText } from '../../../../ui/text.ts';
import { documentText } from './text.ts';

/** The copy of a scan in which text is found (*bản tra cứu*), among the files; nothing where no text was recognised. */
export function SearchableRow({ document }: { readonly document: IncomingView }) {
  const words = useText(documentText).searchable;
  const { downloadFile } = useText(uiText);
  const scan = useQuery(queryOf(intakeContract, 'readScanOfIncoming', { params: { documentId: document.id } })).data;
  if (!scan || scan.done <= scan.blank.length + scan.failed.length) return null;
  return (
    <li className="file-row">
      <span className="third">
        <FileSearchOutlined />
      </span>
      <div className="grow">
        <div className="one-line">{words.title}</div>
        <div className="meta third">{scan.done < scan.pages ? words.underWay(scan.done, scan.pages) : words.note}</div>
      </div>
      <Button
        size="small"
        type="text"
        icon={<DownloadOutlined />}
        aria-label={downloadFile(words.title)}
        title={downloadFile(words.title)}
        href={addressOf(intakeContract.searchableRendition, { params: { documentId: document.id } })}
        download
      />
    </li>
  );
}
