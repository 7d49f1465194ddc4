import { FilePdfOutlined } from '@ant-design/icons';
import { type ReactNode, useState } from 'react';
import { uploadsContract } from '../../../../../server/platform/uploads/contract.ts';
import type { IncomingSummary, IncomingView } from '../../../../../server/registry/incoming/contract.ts';
import { addressOf } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { EmptyState } from '../../../../ui/feedback/notices.tsx';
import { StateTag } from '../../../../ui/feedback/tags.tsx';
import { DropAnywhere } from '../../../../ui/files/drop-zone.tsx';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import type { PageMark } from '../../../../ui/pdf/page-mark.ts';
import { PdfViewer } from '../../../../ui/pdf/pdf-viewer.tsx';
import { registerText } from '../text.ts';
import { OtherDocument } from './other-document.tsx';
import { type Register, RegisterForm } from './register-form.tsx';
import type { RegisterFiles } from './upload-files.ts';

/** One registration: the pages of the document, another one beside it where they are compared, and the form. */
export function RegisterLayout({
  kept,
  files,
  drop,
  register,
  onDone,
  onSkip,
  children,
}: {
  readonly kept: KeptForm;
  readonly files: RegisterFiles;
  readonly drop: (files: readonly File[]) => void;
  /** How it is registered, where that is not by its files alone. */
  readonly register?: Register;
  readonly onDone: (document: IncomingView) => void;
  /** Goes on to the next without registering this one, where there is one. */
  readonly onSkip: (() => void) | undefined;
  /** What is said above the fields. */
  readonly children: ReactNode;
}) {
  const text = useText(registerText);
  const [marks, setMarks] = useState<readonly PageMark[]>([]);
  const [active, setActive] = useState<string>();
  const [compared, setCompared] = useState<IncomingSummary>();
  return (
    <div className="register">
      <DropAnywhere onFiles={drop} />
      <div className="register-page">
        {compared && <div className="compare-head small strong">{text.thisOne}</div>}
        <MainFile file={files.main} marks={marks} active={active} onMark={setActive} />
      </div>
      {compared && <OtherDocument other={compared} onClose={() => setCompared(undefined)} />}
      <div className="register-side" hidden={compared !== undefined}>
        <RegisterForm
          kept={kept}
          files={files}
          active={active}
          point={setActive}
          showMarks={setMarks}
          compare={setCompared}
          {...(register && { register })}
          onDone={onDone}
          onSkip={onSkip}
        >
          {children}
        </RegisterForm>
      </div>
    </div>
  );
}

/** The pages of the document itself, with the places of what was read. */
function MainFile({
  file,
  marks,
  active,
  onMark,
}: {
  readonly file: RegisterFiles['main'];
  readonly marks: readonly PageMark[];
  readonly active: string | undefined;
  readonly onMark: (id: string) => void;
}) {
  const text = useText(registerText);
  if (!file) {
    return (
      <EmptyState icon={<FilePdfOutlined />} title={text.noFile}>
        {text.noFileNote}
      </EmptyState>
    );
  }
  return (
    <PdfViewer
      key={file.uploadId}
      source={addressOf(uploadsContract.readUpload, { params: { uploadId: file.uploadId } })}
      name={file.name}
      size={file.size}
      marks={marks}
      activeMark={active}
      onMark={onMark}
      badge={marks.length > 0 && <StateTag tone="accent">{text.fieldsRead(marks.length)}</StateTag>}
    />
  );
}
