import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { identityContract } from '../../../../../server/identity/contract.ts';
import {
  type IncomingSummary,
  type IncomingView,
  incomingContract,
} from '../../../../../server/registry/incoming/contract.ts';
import { registersContract } from '../../../../../server/registry/registers/contract.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { ActNotice, Notice, ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { ConfirmBar } from '../../../../ui/forms/confirm-bar.tsx';
import { useFirstField } from '../../../../ui/forms/first-field.ts';
import { useForm } from '../../../../ui/forms/form.ts';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import { KeptNotice } from '../../../../ui/forms/kept-notice.tsx';
import { useKept } from '../../../../ui/forms/use-kept.ts';
import { KeyHint } from '../../../../ui/keys/key-hint.tsx';
import { useKey } from '../../../../ui/keys/keyboard.ts';
import type { PageMark } from '../../../../ui/pdf/page-mark.ts';
import { registerText } from '../text.ts';
import { DuplicateNotice } from './duplicate-notice.tsx';
import { letGo } from './in-tray.ts';
import { LeaveUnregistered } from './leave-unregistered.tsx';
import { useFillFromPage, useReadings } from './page-readings.ts';
import { OrderButton } from './pages/order-button.tsx';
import { emptyValues, type ReadName, registerSchema } from './register-fields.ts';
import { RegisterFields } from './register-inputs.tsx';
import { ScanNotice } from './scan-notice.tsx';
import { Attachments, FileNotices } from './sent-files.tsx';
import type { RegisterFiles } from './upload-files.ts';
import { UploadVerdict } from './upload-verdict.tsx';
import { useDuplicates } from './use-duplicates.ts';

const incoming = api(incomingContract);

/** How a document gets its number: by its files alone, or with what brought them. */
export type Register = (body: RegisterBody, idempotencyKey: string) => Promise<IncomingView>;
type RegisterBody = ReturnType<typeof registerSchema.parse>;

const byFiles: Register = (body, idempotencyKey) => incoming.registerIncoming({ body, idempotencyKey });

/** The form of a registration: what was read and typed, what was found about it, and the act that gives the number. */
export function RegisterForm({
  kept,
  files,
  active,
  point,
  showMarks,
  compare,
  register = byFiles,
  onDone,
  onSkip,
  children,
}: {
  readonly kept: KeptForm;
  readonly files: RegisterFiles;
  readonly active: string | undefined;
  readonly point: (name: string | undefined) => void;
  readonly showMarks: (marks: readonly PageMark[]) => void;
  readonly compare: (other: IncomingSummary) => void;
  readonly register?: Register;
  readonly onDone: (document: IncomingView) => void;
  readonly onSkip: (() => void) | undefined;
  /** What is said above the fields. */
  readonly children: ReactNode;
}) {
  const text = useText(registerText);
  const navigate = useNavigate();
  const act = useAct(register, { kept, onDone });
  const form = useForm(emptyValues(), registerSchema, act.problem, kept);
  const [own, setOwn] = useKept<readonly ReadName[]>(kept, 'own', []);
  const typed = useMemo(() => new Set(own), [own]);
  const agencies = useQuery(queryOf(identityContract, 'listAgencies')).data ?? [];
  const readings = useReadings(files.main?.uploadId);
  const duplicates = useDuplicates(form.values, files.main?.uploadId, !readings.reading);
  const [other] = duplicates;
  useFillFromPage(form, files, readings, typed, agencies, showMarks);
  const submit = (): void => {
    if (!files.main) return;
    const body = form.check();
    if (body) act.run(body);
  };
  const goOn = onSkip ?? (() => void navigate({ to: '/van-ban-den' }));
  const leave = (): void => {
    kept.discard();
    goOn();
  };
  const leaveUnregistered = (): void => {
    const sent = files.main ? [files.main, ...files.attachments] : files.attachments;
    letGo(sent).catch(() => showToast({ words: text.notBackInTray, notDone: true }));
    goOn();
  };
  useKey('ctrl+enter', submit);
  return (
    <>
      <div className="page-head">
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={text.back}
          onClick={() => void navigate({ to: '/van-ban-den' })}
        />
        <h1>{text.title}</h1>
      </div>
      <form
        ref={useFirstField<HTMLFormElement>()}
        className="register-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {children}
        <KeptNotice kept={kept} />
        <FileNotices files={files} />
        <ReadingNotices readings={readings} />
        {readings.scan && <OrderButton files={files} blank={readings.scan.blank} />}
        {files.main && (
          <UploadVerdict
            key={files.main.uploadId}
            uploadId={files.main.uploadId}
            issuerId={form.values.issuer.agencyId}
            reason={form.values.verdictReason}
            error={form.error('verdictReason')}
            onReason={(reason) => form.set('verdictReason', reason)}
            onAsked={(verdictReason) => form.fill((before) => ({ ...before, verdictReason }))}
          />
        )}
        {other && (
          <DuplicateNotice
            {...other}
            values={form.values}
            error={form.error('duplicateReason')}
            onReason={(reason) => form.set('duplicateReason', reason)}
            onCompare={() => compare(other.document)}
            onAttached={leave}
          />
        )}
        <RegisterFields
          form={form}
          agencies={agencies}
          readings={readings.fields}
          besides={readings.besides}
          active={active}
          point={point}
          typed={(name) => setOwn((before) => (before.includes(name) ? before : [...before, name]))}
        />
        <Attachments files={files} />
        <ActNotice act={act} />
      </form>
      <ConfirmBar note={<ExpectedNumber />}>
        <LeaveUnregistered kept={kept} leave={leaveUnregistered} />
        <Button
          type="primary"
          loading={act.busy}
          disabled={!files.main}
          title={files.main ? undefined : text.needPdf}
          onClick={submit}
        >
          {text.submit} <KeyHint keys={['Ctrl ↵']} />
        </Button>
      </ConfirmBar>
    </>
  );
}

/** How the reading of the pages stands, and what it left out. */
function ReadingNotices({ readings }: { readonly readings: ReturnType<typeof useReadings> }) {
  const text = useText(registerText);
  return (
    <>
      {readings.reading && (
        <p className="small second" role="status">
          {text.reading}…
        </p>
      )}
      {readings.problem && <ProblemNotice problem={readings.problem} retry={readings.again} />}
      {readings.scan && <ScanNotice scan={readings.scan} />}
      {readings.hasText === false && !readings.scan && <Notice tone="accent">{text.noText}</Notice>}
      {readings.notes.map((note) => (
        <Notice key={note} tone="caution">
          {text.readingNotes[note]}
        </Notice>
      ))}
    </>
  );
}

/** The number the register gives next; *dự kiến* until it is given. */
function ExpectedNumber() {
  const text = useText(registerText);
  const registers = useQuery(queryOf(registersContract, 'listRegisters')).data ?? [];
  const book = registers.find(({ kind, open }) => kind === 'incoming' && open);
  if (!book) return <span className="third">{text.expectedNote}</span>;
  return (
    <>
      <div>
        {text.expectedLead} <span className="strong">{book.nextNumber}</span> · {text.book(book.year)}
      </div>
      <div className="meta third">{text.expectedNote}</div>
    </>
  );
}
