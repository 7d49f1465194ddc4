import './routing.css';
import { CheckOutlined, EditOutlined, HighlightOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import type { IncomingView } from '../../../server/registry/incoming/contract.ts';
import { type AssignmentView, routingContract } from '../../../server/routing/contract.ts';
import { useAct } from '../../api/act.ts';
import { api } from '../../api/client.ts';
import { queryOf } from '../../api/query-client.ts';
import { useHasRole, useSession } from '../../api/session.ts';
import { useText } from '../../text/language.ts';
import { useAskedByKey } from '../../ui/dialogs/asked-by-key.tsx';
import { ActNotice } from '../../ui/feedback/notices.tsx';
import { showToast } from '../../ui/feedback/toast.tsx';
import { KeyHint } from '../../ui/keys/key-hint.tsx';
import { useKey } from '../../ui/keys/keyboard.ts';
import { useFilters } from '../../ui/lists/filters.ts';
import { CorrectForm } from './correct-form.tsx';
import { DirectiveForm } from './directive-form.tsx';
import { FinishForm } from './finish-form.tsx';
import { PresentForm } from './present-form.tsx';
import { routingText } from './text.ts';

const routing = api(routingContract);

interface NextAct {
  readonly key: string;
  readonly words: string;
  readonly icon?: ReactNode;
  readonly busy?: boolean;
  run(): void;
}

/** The part of the position acted in, if it has work to do here. */
function useOwnAssignment(document: IncomingView): AssignmentView | undefined {
  const handles = document.allowed.includes('start') || document.allowed.includes('finish');
  const positionId = useSession()?.position?.id;
  const handling = useQuery({
    ...queryOf(routingContract, 'getHandling', { params: { documentId: document.id } }),
    enabled: handles,
  });
  return handling.data?.assignments.find(
    (assignment) => assignment.positionId === positionId && assignment.role !== 'for-information',
  );
}

/** What this position may do to the document now; the first is the solid button and the key `T`. */
export function Acts({ document }: { readonly document: IncomingView }) {
  const text = useText(routingText);
  const navigate = useNavigate();
  const [, setFilters] = useFilters();
  const leader = useHasRole('leader');
  const clerk = useHasRole('clerk');
  const own = useOwnAssignment(document);
  const start = useAct(
    (assignmentId: string, idempotencyKey) =>
      routing.startAssignment({ params: { assignmentId }, body: {}, idempotencyKey }),
    { onDone: () => showToast({ words: text.started }) },
  );
  const open = (lam: string) => (): void => setFilters({ lam });
  const { allowed, state } = document;
  const has = (act: IncomingView['allowed'][number]): boolean => allowed.includes(act);
  const untouched = state === 'registered' || state === 'presented';
  const acts: NextAct[] = [];
  if (has('direct') && leader)
    acts.push({ key: 'direct', words: text.acts.direct, icon: <HighlightOutlined />, run: open('but-phe') });
  if (has('start') && own)
    acts.push({
      key: 'start',
      words: text.acts.start,
      icon: <PlayCircleOutlined />,
      busy: start.busy,
      run: () => start.run(own.id),
    });
  if (has('answer') && !has('start'))
    acts.push({
      key: 'answer',
      words: text.acts.answer,
      icon: <EditOutlined />,
      run: () => void navigate({ to: '/van-ban-di/soan', search: { 'tra-loi': document.id } }),
    });
  if (has('finish') && own) {
    const finish = { key: 'finish', words: text.acts.finish, icon: <CheckOutlined />, run: open('xong') };
    // What is answered is only to be reported done.
    if (document.answered) acts.unshift(finish);
    else acts.push(finish);
  }
  if (has('present') && state === 'registered')
    acts.push({ key: 'present', words: text.acts.present, icon: <HighlightOutlined />, run: open('trinh') });
  if (has('direct') && !leader)
    acts.push({
      key: 'pass-on',
      words: clerk && untouched ? text.acts.forward : text.acts.reassign,
      run: open(clerk && untouched ? 'chuyen' : 'giao'),
    });
  // Passing on is open to who holds the document, but nothing that waits for them; a leader has had their say once it is assigned.
  const next = acts.find(({ key }) => key !== 'pass-on' && (key !== 'direct' || untouched));
  // Opening a form does nothing yet; what acts at once asks when its key was pressed.
  const { ask, question } = useAskedByKey(text.acts.start, next?.key === 'start' ? next.run : undefined);
  useKey('t', ask ?? next?.run);
  useKey('ctrl+enter', next?.run);
  useKey('b', acts.find(({ key }) => key === 'direct')?.run);
  if (acts.length === 0) return null;
  return (
    <>
      {question}
      {acts.map((act) => (
        <Button
          key={act.key}
          type={act === next ? 'primary' : 'default'}
          icon={act.icon}
          loading={act.busy ?? false}
          onClick={act.run}
        >
          {act.words} {act === next && <KeyHint keys={['T']} />}
        </Button>
      ))}
      <ActNotice act={start} />
    </>
  );
}

/** The form of the act the address names, in the place of the tabs: nothing covers the page it is about. */
export function ActForm({ document, name }: { readonly document: IncomingView; readonly name: string }) {
  const [, setFilters] = useFilters();
  const own = useOwnAssignment(document);
  const close = (): void => setFilters({ lam: undefined });
  const done = (): void => setFilters({ lam: undefined, the: 'xu-ly' });
  const { allowed } = document;
  if (name === 'trinh' && allowed.includes('present'))
    return <PresentForm document={document} onDone={done} onCancel={close} />;
  if (name === 'xong' && allowed.includes('finish'))
    return own && <FinishForm assignment={own} answers={document.answeredBy} onDone={done} onCancel={close} />;
  if ((name === 'but-phe' || name === 'chuyen' || name === 'giao') && allowed.includes('direct'))
    return <DirectiveForm document={document} kind={name} onDone={done} onCancel={close} />;
  if (name === 'sua' && allowed.includes('correct'))
    return (
      <CorrectForm
        document={document}
        onDone={() => setFilters({ lam: undefined, the: 'thong-tin' })}
        onCancel={close}
      />
    );
  return <NotNow close={close} />;
}

/** What the address names and cannot be done, for instance because somebody else did it meanwhile: the tabs come back. */
function NotNow({ close }: { readonly close: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it turns out
  useEffect(close, []);
  return null;
}
