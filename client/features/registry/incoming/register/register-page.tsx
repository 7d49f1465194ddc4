import '../incoming.css';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { IncomingView } from '../../../../../server/registry/incoming/contract.ts';
import { registryPages } from '../../../../../server/registry/pages.ts';
import { useText } from '../../../../text/language.ts';
import { ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { DropZone } from '../../../../ui/files/drop-zone.tsx';
import { takeLeftFiles } from '../../../../ui/files/dropped-files.ts';
import { useKeptForm } from '../../../../ui/forms/use-kept.ts';
import { PageHeader } from '../../../../ui/layout/page.tsx';
import { useFilters } from '../../../../ui/lists/filters.ts';
import { registerText } from '../text.ts';
import { sortDropped } from './dropped-documents.ts';
import { takeLeftUploads } from './left-uploads.ts';
import { DroppedNotice, QueueNotice } from './queue-notice.tsx';
import { RegisterLayout } from './register-layout.tsx';
import { RegisterMail } from './register-mail.tsx';
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
import { isPdf, type KeptFile, useRegisterFiles } from './upload-files.ts';

/** Registers an incoming document (*đăng ký văn bản đến*): files, the fields read from them beside their places, the next number. */
export function RegisterPage() {
  const [{ thu: mailId }] = useFilters();
  return mailId === undefined ? <RegisterFromFiles /> : <RegisterMail key={mailId} mailId={mailId} />;
}

function RegisterFromFiles() {
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
  const { kept, files, isIdle, drop } = useDropped(queue, asked);
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
    <RegisterLayout kept={kept} files={files} drop={drop} onDone={onDone} onSkip={onSkip}>
      <DroppedNotice
        asked={asked}
        anew={kept.discard}
        beside={() => files.take(asked.takeAll())}
        after={() => queue.take(asked.takeAll())}
      />
      <QueueNotice queue={queue} last={last} merge={() => files.take(queue.takeAll())} />
    </RegisterLayout>
  );
}

/** The files of a registration: what is dropped goes to this document, waits behind it in the queue, or is asked about. */
function useDropped(queue: RegisterQueue, asked: WaitingFiles) {
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
    const taken = takeLeftUploads();
    if (isIdle && queue.waiting.length === 0) {
      if (taken.length === 0) return drop(dropped);
      queue.end();
      return begin(taken);
    }
    if (dropped.length > 0) asked.add(dropped);
    if (taken.length > 0) asked.take(taken);
  }, []);
  return { kept, files, isIdle, drop };
}
