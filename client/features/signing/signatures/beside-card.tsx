import '../../../ui/files/file-row.css';
import { CheckCircleFilled, DownloadOutlined, FileOutlined, FilePdfOutlined, WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { sizeText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { StateTag } from '../../../ui/feedback/tags.tsx';
import { PdfViewer } from '../../../ui/pdf/pdf-viewer.tsx';
import { type FileBeside, type FilesBeside, isShownHere } from './files-beside.ts';
import { signText } from './text.ts';

/** What goes with the page to be signed, each file with whether it was opened here. */
export function BesideCard({ beside }: { readonly beside: FilesBeside }) {
  const words = useText(signText).beside;
  const { files, unopened, unreadable } = beside;
  if (files.length === 0 && !unreadable) return null;
  return (
    <section className="card" aria-label={words.title}>
      <div className="card-head">
        <h2 className="grow">{words.title}</h2>
        {unopened.length > 0 ? (
          <StateTag tone="caution" icon={<WarningFilled />}>
            {words.unopenedCount(unopened.length)}
          </StateTag>
        ) : (
          !unreadable && (
            <StateTag tone="good" icon={<CheckCircleFilled />}>
              {words.allOpened}
            </StateTag>
          )
        )}
      </div>
      <div className="card-body">
        {unreadable && <Notice tone="caution">{words.unreadable}</Notice>}
        <ul className="plain-list">
          {files.map((one) => (
            <BesideRow key={one.file.id} one={one} beside={beside} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function BesideRow({ one, beside }: { readonly one: FileBeside; readonly beside: FilesBeside }) {
  const words = useText(signText).beside;
  const { file, address, of, letter } = one;
  const isOpened = beside.opened.has(file.id);
  return (
    <li className="file-row">
      <span className="third">{file.mediaType === 'application/pdf' ? <FilePdfOutlined /> : <FileOutlined />}</span>
      <div className="grow">
        <div className="one-line" title={file.name}>
          {file.name}
        </div>
        <div className="meta">
          <span className={isOpened ? 'third' : 'caution'}>{isOpened ? words.opened : words.unopened}</span>
          <span className="third"> · {[words.of[of], letter, sizeText(file.size)].filter(Boolean).join(' · ')}</span>
        </div>
      </div>
      {isShownHere(file) ? (
        <Button
          size="small"
          aria-label={words.openNamed(file.name)}
          onClick={() => {
            beside.show(one);
            document.querySelector('.pane-page')?.scrollIntoView({ block: 'start' });
          }}
        >
          {words.open}
        </Button>
      ) : (
        <Button
          size="small"
          icon={<DownloadOutlined />}
          aria-label={words.downloadNamed(file.name)}
          href={address}
          download={file.name}
          onClick={() => beside.markOpened(file.id)}
        >
          {words.download}
        </Button>
      )}
    </li>
  );
}

/** A file beside, shown where the page to be signed stands; it counts as opened once its pages are there. */
export function ShownBeside({ shown, beside }: { readonly shown: FileBeside; readonly beside: FilesBeside }) {
  const words = useText(signText).beside;
  const { file, address } = shown;
  const back = (
    <Button size="small" type="primary" onClick={() => beside.show(undefined)}>
      {words.back}
    </Button>
  );
  const badge = <StateTag>{words.of[shown.of]}</StateTag>;
  if (file.mediaType === 'application/pdf') {
    return (
      <PdfViewer
        key={file.id}
        source={address}
        name={file.name}
        size={file.size}
        badge={badge}
        tools={back}
        onShown={() => beside.markOpened(file.id)}
      />
    );
  }
  return (
    <div className="pdf">
      <div className="pdf-tools no-print">
        <span className="medium one-line">{file.name}</span>
        <span className="end flex gap-4">
          {badge}
          {back}
        </span>
      </div>
      <div className="pane-scroll">
        <img src={address} alt={file.name} style={{ maxWidth: '100%' }} onLoad={() => beside.markOpened(file.id)} />
      </div>
    </div>
  );
}
