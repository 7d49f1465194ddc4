import '../incoming.css';
import { ArrowLeftOutlined, DeleteOutlined, FilePdfOutlined, PaperClipOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { identityContract } from '../../../../../server/identity/contract.ts';
import { intakeContract } from '../../../../../server/intake/contract.ts';
import { uploadsContract } from '../../../../../server/platform/uploads/contract.ts';
import {
  type IncomingSummary,
  type IncomingView,
  incomingContract,
} from '../../../../../server/registry/incoming/contract.ts';
import { registryPages } from '../../../../../server/registry/pages.ts';
import { registersContract } from '../../../../../server/registry/registers/contract.ts';
import { useAct } from '../../../../api/act.ts';
import { addressOf, api } from '../../../../api/client.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { sizeText } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { ActNotice, EmptyState, Notice, ProblemNotice, ProgressNotice } from '../../../../ui/feedback/notices.tsx';
import { StateTag } from '../../../../ui/feedback/tags.tsx';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { ChooseFileButton, DropAnywhere, DropZone } from '../../../../ui/files/drop-zone.tsx';
import { takeLeftFiles } from '../../../../ui/files/dropped-files.ts';
import { ConfirmBar } from '../../../../ui/forms/confirm-bar.tsx';
import { useFirstField } from '../../../../ui/forms/first-field.ts';
import { type Form, useForm } from '../../../../ui/forms/form.ts';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import { KeptNotice } from '../../../../ui/forms/kept-notice.tsx';
import { useKept, useKeptForm } from '../../../../ui/forms/use-kept.ts';
import { KeyHint } from '../../../../ui/keys/key-hint.tsx';
import { useKey } from '../../../../ui/keys/keyboard.ts';
import { PageHeader } from '../../../../ui/layout/page.tsx';
import type { PageMark } from '../../../../ui/pdf/page-mark.ts';
import { PdfViewer } from '../../../../ui/pdf/pdf-viewer.tsx';
import { registerText } from '../text.ts';
import { sortDropped } from './dropped-documents.ts';
import { DuplicateNotice } from './duplicate-notice.tsx';
import { LeaveUnregistered } from './leave-unregistered.tsx';
import { OtherDocument } from './other-document.tsx';
import { DroppedNotice, QueueNotice } from './queue-notice.tsx';
import {
  emptyValues,
  inFormOrder,
  numberOf,
  type ReadField,
  type ReadName,
  registerSchema,
  withRead,
} from './register-fields.ts';
import { RegisterFields } from './register-form.tsx';
import {
  type RegisterQueue,
  useAskedFiles,
  useAskedNext,
  useNextOfQueue,
  useRegisterQueue,
  useSaidOnLeaving,
  type WaitingFiles,
} from './register-queue.ts';
import { Registered } from './registered.tsx';
import { isPdf, type KeptFile, type RegisterFiles, useRegisterFiles } from './upload-files.ts';
import { UploadVerdict } from './upload-verdict.tsx';
import { useDuplicates } from './use-duplicates.ts';

const incoming = api(incomingContract);

/** Registers an incoming document (*đăng ký văn bản đến*): files, the fields read from them beside their places, the next number. */
export function RegisterPage() {
  const [round, setRound] = useState(0);
  const [done, setDone] = useState<IncomingView>();
  const [last, setLast] = useState<IncomingView>();
  const text = useText(registerText);
  const queue = useRegisterQueue();
  const asked = useAskedFiles();
  const left = queue.count + asked.count;
  const next = (): void => {
    if (asked.waiting.length > 0) queue.take(asked.takeAll());
    setRound((before) => before + 1);
  };
  useSaidOnLeaving(left, (still) =>
    showToast({ words: text.queue.left(still), next: { words: text.queue.goOn, to: registryPages.registerIncoming } }),
  );
  if (done) {
    return (
      <>
        <PageHeader title={text.title} />
        <Registered
          document={done}
          onAnother={() => {
            setDone(undefined);
            next();
          }}
        />
      </>
    );
  }
  const registered = (document: IncomingView): void => {
    setLast(left > 0 ? document : undefined);
    if (left > 0) next();
    else {
      queue.end();
      asked.takeAll();
      setDone(document);
    }
  };
  return (
    <Registering
      key={round}
      queue={queue}
      asked={asked}
      last={last}
      onDone={registered}
      onSkip={left > 0 ? next : undefined}
    />
  );
}

function Registering({
  queue,
  asked,
  last,
  onDone,
  onSkip,
}: {
  readonly queue: RegisterQueue;
  readonly asked: WaitingFiles;
  /** What was registered before it, from the same queue. */
  readonly last: IncomingView | undefined;
  readonly onDone: (document: IncomingView) => void;
  /** Goes on to the next of the queue without registering this one, where there is one. */
  readonly onSkip: (() => void) | undefined;
}) {
  const text = useText(registerText);
  const kept = useKeptForm('dang-ky');
  const since = useSyncExternalStore(kept.subscribe, kept.since);
  const files = useRegisterFiles(kept);
  const isIdle = !files.main && files.attachments.length === 0 && !files.sending && since === undefined;
  const begin = (sent: readonly KeptFile[]): void => {
    const [, ...others] = sent.filter(isPdf);
    files.take(sent.filter((file) => !others.includes(file)));
    queue.take(others);
  };
  useAskedNext(asked, isIdle, begin);
  useNextOfQueue(queue, isIdle && asked.waiting.length === 0, files.take);
  const drop = (dropped: readonly File[]): void => {
    const isBusy =
      files.main !== undefined || files.sending !== undefined || queue.waiting.length > 0 || asked.count > 0;
    const { here, later, asked: unclear } = sortDropped(dropped, isBusy);
    if (!isBusy) queue.end();
    if (unclear.length > 0) asked.add(unclear);
    void files.add(here).then(() => queue.add(later));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: files left by another page are taken once
  useEffect(() => {
    const dropped = takeLeftFiles();
    if (isIdle && queue.waiting.length === 0) drop(dropped);
    else if (dropped.length > 0) asked.add(dropped);
  }, []);
  const [marks, setMarks] = useState<readonly PageMark[]>([]);
  const [active, setActive] = useState<string>();
  const [compared, setCompared] = useState<IncomingSummary>();
  if (isIdle && queue.count === 0 && asked.count === 0) {
    return (
      <>
        <PageHeader title={text.title} />
        <div className="page-body">
          <div className="register-drop column gap-16">
            <DropZone title={text.drop} hint={text.dropHint} multiple onFiles={drop} />
            {files.problem && <ProblemNotice problem={files.problem.problem} />}
          </div>
        </div>
      </>
    );
  }
  return (
    <div className="register">
      <DropAnywhere onFiles={drop} />
      <div className="register-page">
        {compared && <div className="compare-head small strong">{text.thisOne}</div>}
        {files.main ? (
          <PdfViewer
            key={files.main.uploadId}
            source={addressOf(uploadsContract.readUpload, { params: { uploadId: files.main.uploadId } })}
            name={files.main.name}
            size={files.main.size}
            marks={marks}
            activeMark={active}
            onMark={setActive}
            badge={marks.length > 0 && <StateTag tone="accent">{text.fieldsRead(marks.length)}</StateTag>}
          />
        ) : (
          <EmptyState icon={<FilePdfOutlined />} title={text.noFile}>
            {text.noFileNote}
          </EmptyState>
        )}
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
          onDone={onDone}
          onSkip={onSkip}
        >
          <DroppedNotice
            asked={asked}
            anew={kept.discard}
            beside={() => files.take(asked.takeAll())}
            after={() => queue.take(asked.takeAll())}
          />
          <QueueNotice queue={queue} last={last} merge={() => files.take(queue.takeAll())} />
        </RegisterForm>
      </div>
    </div>
  );
}

function RegisterForm({
  kept,
  files,
  active,
  point,
  showMarks,
  compare,
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
  readonly onDone: (document: IncomingView) => void;
  readonly onSkip: (() => void) | undefined;
  /** What is said above the fields. */
  readonly children: ReactNode;
}) {
  const text = useText(registerText);
  const navigate = useNavigate();
  const act = useAct(
    (body: ReturnType<typeof registerSchema.parse>, idempotencyKey) =>
      incoming.registerIncoming({ body, idempotencyKey }),
    { kept, onDone },
  );
  const form = useForm(emptyValues(), registerSchema, act.problem, kept);
  const [own, setOwn] = useKept<readonly ReadName[]>(kept, 'own', []);
  const typed = useMemo(() => new Set(own), [own]);
  const agencies = useQuery(queryOf(identityContract, 'listAgencies')).data ?? [];
  const readings = useReadings(files.main?.uploadId);
  const duplicates = useDuplicates(form.values, files.main?.uploadId);
  const [other] = duplicates;
  useFillFromPage(form, files, readings, typed, agencies, showMarks);
  const submit = (): void => {
    if (!files.main) return;
    const body = form.check();
    if (body) act.run(body);
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
        {readings.reading && (
          <p className="small second" role="status">
            {text.reading}…
          </p>
        )}
        {readings.problem && <ProblemNotice problem={readings.problem} retry={readings.again} />}
        {readings.hasText === false && <Notice tone="accent">{text.noText}</Notice>}
        {readings.notes.map((note) => (
          <Notice key={note} tone="caution">
            {text.readingNotes[note]}
          </Notice>
        ))}
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
            other={other}
            values={form.values}
            error={form.error('duplicateReason')}
            onReason={(reason) => form.set('duplicateReason', reason)}
            onCompare={() => compare(other)}
          />
        )}
        <RegisterFields
          form={form}
          agencies={agencies}
          readings={readings.fields}
          active={active}
          point={point}
          typed={(name) => setOwn((before) => (before.includes(name) ? before : [...before, name]))}
        />
        <Attachments files={files} />
        <ActNotice act={act} />
      </form>
      <ConfirmBar note={<ExpectedNumber />}>
        <LeaveUnregistered kept={kept} leave={onSkip ?? (() => void navigate({ to: '/van-ban-den' }))} />
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

/** The readings of the page go into the fields, and their places onto the page. */
function useFillFromPage(
  form: Pick<Form<ReturnType<typeof emptyValues>, unknown>, 'fill'>,
  files: RegisterFiles,
  { fields, pages }: { readonly fields: readonly ReadField[]; readonly pages: number | undefined },
  typed: ReadonlySet<ReadName>,
  agencies: Parameters<typeof withRead>[3],
  showMarks: (marks: readonly PageMark[]) => void,
): void {
  const text = useText(registerText);
  const current = useRef({ form, typed, agencies, showMarks, text });
  current.current = { form, typed, agencies, showMarks, text };
  const { main, attachments } = files;
  const besides = attachments.map(({ uploadId }) => uploadId).join(' ');
  useEffect(() => {
    const { form: now, typed: own, agencies: known } = current.current;
    now.fill((before) => {
      const filled = withRead(before, fields, own, known);
      return {
        ...filled,
        pageAmount: filled.pageAmount ?? main?.pages ?? pages ?? null,
        uploadId: main?.uploadId ?? '',
        attachmentUploadIds: besides === '' ? [] : besides.split(' '),
      };
    });
  }, [fields, pages, main, besides]);
  useEffect(() => {
    const { showMarks: show, text: words } = current.current;
    show(marksOf(fields, words));
  }, [fields]);
}

function marksOf(fields: readonly ReadField[], text: (typeof registerText)['vi']): PageMark[] {
  return fields.flatMap((field) => {
    const { name, box, page, confidence } = field;
    const number = numberOf(field, fields);
    if (!box || number === undefined) return [];
    const label = name === 'issuerName' ? text.fields.issuer : text.fields[name];
    return [
      {
        id: name,
        page,
        rect: [box.x, box.y, box.x + box.width, box.y + box.height],
        tone: confidence === 'look' ? 'caution' : 'good',
        label: text.place(number, label),
        number,
      },
    ];
  });
}

const nothing: readonly ReadField[] = [];

function useReadings(uploadId: string | undefined) {
  const asked = useQuery({
    ...queryOf(intakeContract, 'readFields', { params: { uploadId: uploadId ?? '' } }),
    enabled: uploadId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return {
    fields: useMemo(() => inFormOrder(asked.data?.fields ?? nothing), [asked.data]),
    pages: asked.data?.pages,
    hasText: asked.data?.hasText,
    notes: asked.data?.notes ?? [],
    problem: asked.error ?? undefined,
    again: () => void asked.refetch(),
    reading: uploadId !== undefined && asked.isPending,
  };
}

function FileNotices({ files }: { readonly files: RegisterFiles }) {
  const text = useText(registerText);
  return (
    <>
      {files.sending && (
        <ProgressNotice title={text.uploading(files.sending.name)} done={files.sending.part} total={1} />
      )}
      {files.problem && <ProblemNotice problem={files.problem.problem} />}
      {!files.main && !files.sending && (
        <Notice
          tone="caution"
          title={text.needPdf}
          actions={<ChooseFileButton onFiles={(chosen) => void files.add(chosen)} accept=".pdf,application/pdf" />}
        >
          {text.needPdfNote}
        </Notice>
      )}
    </>
  );
}

function Attachments({ files }: { readonly files: RegisterFiles }) {
  const text = useText(registerText);
  return (
    <section className="register-group" aria-label={text.attachments}>
      <h2>{text.attachments}</h2>
      {files.attachments.map((file) => (
        <div key={file.uploadId} className="register-file">
          <PaperClipOutlined className="third" />
          <span className="grow one-line">{file.name}</span>
          <span className="meta third nowrap">{sizeText(file.size)}</span>
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
