import './file-row.css';
import { DownloadOutlined, FileOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { sizeText } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';

/** A file of a document: its name and size, to be shown on the page beside or downloaded. */
export function FileRow({
  file,
  address,
  shown,
  onShow,
}: {
  readonly file: {
    readonly name: string;
    readonly size: number;
    readonly mediaType: string;
    readonly role: 'main' | 'attachment';
  };
  readonly address: string;
  /** Whether its pages stand beside already. */
  readonly shown: boolean;
  readonly onShow: () => void;
}) {
  const text = useText(uiText);
  const isPdf = file.mediaType === 'application/pdf';
  return (
    <li className="file-row">
      <span className="third">{isPdf ? <FilePdfOutlined /> : <FileOutlined />}</span>
      <div className="grow">
        <div className="one-line">{file.name}</div>
        <div className="meta third">
          {[sizeText(file.size), file.role === 'main' ? text.mainFile : ''].filter(Boolean).join(' · ')}
        </div>
      </div>
      {isPdf && !shown && (
        <Button size="small" type="link" onClick={onShow}>
          {text.showFile}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        icon={<DownloadOutlined />}
        aria-label={text.downloadFile(file.name)}
        title={text.downloadFile(file.name)}
        href={address}
        download={file.name}
      />
    </li>
  );
}
