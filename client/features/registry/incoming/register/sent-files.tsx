import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { BegunFile } from '../../../../api/sent-file.ts';
import { sizeText } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { Notice, ProblemNotice, ProgressNotice } from '../../../../ui/feedback/notices.tsx';
import { ChooseFileButton } from '../../../../ui/files/drop-zone.tsx';
import { registerText } from '../text.ts';
import { DroppedMails } from './dropped-mails.tsx';
import { JoinPictures } from './join-pictures.tsx';
import { Straighten } from './photos/straighten.tsx';
import { isPdf, type RegisterFiles } from './upload-files.ts';

/** How the sending of files stands, and that the document itself is still to be chosen. */
export function FileNotices({ files }: { readonly files: RegisterFiles }) {
  const text = useText(registerText);
  return (
    <>
      {files.sending && (
        <ProgressNotice
          title={text.uploading(files.sending.name)}
          done={files.sending.part}
          total={1}
          note={files.sending.paused ? text.uploadPaused : undefined}
        />
      )}
      {!files.sending && files.begun.cut.map((one) => <CutFile key={one.begunId} file={one} files={files} />)}
      {files.problem && <ProblemNotice problem={files.problem.problem} />}
      <DroppedMails files={files} />
      {!files.main && !files.sending && (
        <Notice
          tone="caution"
          title={text.needPdf}
          actions={
            <>
              <JoinPictures files={files} />
              <ChooseFileButton onFiles={(chosen) => void files.add(chosen)} accept=".pdf,application/pdf" />
            </>
          }
        >
          {text.needPdfNote}
        </Notice>
      )}
    </>
  );
}

/** A file whose sending the reload of the page cut off. */
function CutFile({ file, files }: { readonly file: BegunFile; readonly files: RegisterFiles }) {
  const text = useText(registerText);
  return (
    <Notice
      tone="caution"
      title={text.uploadCut(file.name)}
      actions={
        <>
          <ChooseFileButton onFiles={(chosen) => void files.add(chosen)} />
          <Button type="text" size="small" onClick={() => files.begun.forget(file.begunId)}>
            {text.uploadForgotten}
          </Button>
        </>
      }
    >
      {text.uploadCutNote}
    </Notice>
  );
}

/** The files beside the document: each can be taken away, or be the document itself. */
export function Attachments({ files }: { readonly files: RegisterFiles }) {
  const text = useText(registerText);
  return (
    <section className="register-group" aria-label={text.attachments}>
      <h2>{text.attachments}</h2>
      {files.attachments.map((file) => (
        <div key={file.uploadId} className="register-file">
          <PaperClipOutlined className="third" />
          <span className="grow one-line">{file.name}</span>
          <span className="meta third nowrap">{sizeText(file.size)}</span>
          {['image/jpeg', 'image/png'].includes(file.mediaType) && <Straighten file={file} files={files} />}
          {isPdf(file) && (
            <Button size="small" type="link" onClick={() => files.makeMain(file.uploadId)}>
              {text.makeMain}
            </Button>
          )}
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={text.remove(file.name)}
            title={text.remove(file.name)}
            onClick={() => files.remove(file.uploadId)}
          />
        </div>
      ))}
      <div>
        <ChooseFileButton
          words={text.addAttachment}
          icon={<PaperClipOutlined />}
          multiple
          onFiles={(chosen) => void files.add(chosen)}
        />
      </div>
    </section>
  );
}
