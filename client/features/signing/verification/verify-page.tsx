import '../signing.css';
import { CloseOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useSession } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { VerdictBadge } from '../../../ui/documents/verdict.tsx';
import { Notice, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { DropZone } from '../../../ui/files/drop-zone.tsx';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { PdfViewer } from '../../../ui/pdf/pdf-viewer.tsx';
import { SignatureReport } from './signature-report.tsx';
import { verificationText } from './text.ts';
import { useVerifiedFiles, type VerifiedFile } from './verify-file.ts';

/** Checks the signatures of any PDF (*kiểm tra chữ ký*): the verdict, why, what to do (reference 08-verify). */
export function VerifyPage() {
  const words = useText(verificationText).verify;
  const signedIn = useSession()?.position;
  if (signedIn) {
    return (
      <Page header={<PageHeader title={words.title} note={words.lead} />}>
        <div className="verify">
          <Verifying />
        </div>
      </Page>
    );
  }
  return (
    <div className="verify">
      <div>
        <h1>{words.title}</h1>
        <p className="second">{words.lead}</p>
      </div>
      <Verifying />
    </div>
  );
}

function Verifying() {
  const words = useText(verificationText).verify;
  const { files, add, again, remove, clear } = useVerifiedFiles();
  return (
    <>
      <DropZone
        title={files.length === 0 ? words.drop : words.dropMore}
        hint={words.hint}
        accept=".pdf,application/pdf"
        multiple
        onFiles={add}
      />
      {files.length > 0 && (
        <section className="column gap-12" aria-label={words.results}>
          <div className="flex gap-8">
            <h2>{words.results}</h2>
            <span className="small second">{words.files(files.length)}</span>
            <Button type="link" className="end" onClick={clear}>
              {words.clear}
            </Button>
          </div>
          <div className="verify-cards" aria-live="polite">
            {files.map((one) => (
              <FileCard key={one.id} one={one} again={() => again(one)} remove={() => remove(one.id)} />
            ))}
          </div>
        </section>
      )}
      <Meaning />
    </>
  );
}

function FileCard({
  one,
  again,
  remove,
}: {
  readonly one: VerifiedFile;
  readonly again: () => void;
  readonly remove: () => void;
}) {
  const text = useText(verificationText);
  const words = text.verify;
  const [pages, setPages] = useState(false);
  const { file, verification, problem } = one;
  return (
    <article className="card verify-card" aria-label={file.name}>
      <div className="card-head">
        <FilePdfOutlined className="third" />
        <h3 className="grow one-line">{file.name}</h3>
        {verification && <span className="small third nowrap">{text.signatures(verification.signatures.length)}</span>}
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={words.remove(file.name)}
          title={words.remove(file.name)}
          onClick={remove}
        />
      </div>
      <div className="card-body">
        {problem &&
          (problem.status === 415 ? (
            <Notice tone="bad">{words.notPdf}</Notice>
          ) : (
            <ProblemNotice problem={problem} retry={again} />
          ))}
        {!verification && !problem && (
          <div className="column gap-8" role="status">
            <span className="small second">{one.sent < 1 ? words.sending : words.checking}</span>
            <div className="bar">
              <span style={{ width: `${Math.round(one.sent * 100)}%` }} />
            </div>
          </div>
        )}
        {verification && (
          <SignatureReport
            verification={verification}
            fileName={file.name}
            busy={one.busy}
            onAgain={again}
            actions={
              <Button size="small" type="link" aria-expanded={pages} onClick={() => setPages(!pages)}>
                {pages ? words.hidePages : words.pages}
              </Button>
            }
          />
        )}
        {pages && (
          <div className="verify-pages">
            <PdfViewer source={file} name={file.name} size={file.size} />
          </div>
        )}
      </div>
    </article>
  );
}

function Meaning(): ReactNode {
  const words = useText(verificationText).verify;
  return (
    <section aria-label={words.meaning}>
      <dl className="verify-meaning small">
        {(['valid', 'filled', 'unclear', 'invalid'] as const).map((verdict) => (
          <div key={verdict} style={{ display: 'contents' }}>
            <dt>
              <VerdictBadge verdict={verdict} />
            </dt>
            <dd className="second">{words[verdict]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
