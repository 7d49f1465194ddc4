import { DownloadOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { IncomingView } from '../../../../../server/registry/incoming/contract.ts';
import { signingContract } from '../../../../../server/signing/contract.ts';
import { addressOf } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { uiText } from '../../../../ui/text.ts';
import { documentText } from './text.ts';

/** Where the rendition with the arrival stamp is had. */
export const stampedAddress = ({ id }: Pick<IncomingView, 'id'>): string =>
  addressOf(signingContract.stampedRendition, { params: { documentId: id } });

/** The rendition with the arrival stamp (*bản có dấu đến*) among the files: to be shown beside, or taken away for printing. */
export function StampedRow({
  document,
  shown,
  onShow,
}: {
  readonly document: IncomingView;
  /** Whether its pages stand beside already. */
  readonly shown: boolean;
  readonly onShow: () => void;
}) {
  const words = useText(documentText).stamped;
  const { showFile, downloadFile } = useText(uiText);
  return (
    <li className="file-row">
      <span className="third">
        <FilePdfOutlined />
      </span>
      <div className="grow">
        <div className="one-line">{words.title}</div>
        <div className="meta third">{words.note}</div>
      </div>
      {!shown && (
        <Button size="small" type="link" aria-label={`${showFile}: ${words.title}`} onClick={onShow}>
          {showFile}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        icon={<DownloadOutlined />}
        aria-label={downloadFile(words.title)}
        title={downloadFile(words.title)}
        href={stampedAddress(document)}
        download={words.fileName(document.arrivalNumber, document.year)}
      />
    </li>
  );
}
