import './routing.css';
import {
  ApartmentOutlined,
  CheckOutlined,
  ClockCircleOutlined,
  HighlightOutlined,
  PlayCircleOutlined,
  SignatureOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { daysLeft } from '../../../server/platform/calendar.ts';
import type { IncomingView } from '../../../server/registry/incoming/contract.ts';
import {
  type AssignmentView,
  type DirectiveView,
  type HandlingView,
  routingContract,
} from '../../../server/routing/contract.ts';
import { useAct } from '../../api/act.ts';
import { api } from '../../api/client.ts';
import { queryOf } from '../../api/query-client.ts';
import { useSession } from '../../api/session.ts';
import { exactMomentText, initials, shortDay, shortMoment, today } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { nearness } from '../../ui/documents/nearness.ts';
import { Timeline, type TimelineItem } from '../../ui/documents/timeline.tsx';
import { ActNotice, EmptyState, Notice, ProblemNotice } from '../../ui/feedback/notices.tsx';
import { Avatar, DueText, StateIcon } from '../../ui/feedback/tags.tsx';
import { showToast } from '../../ui/feedback/toast.tsx';
import { RowSkeletons } from '../../ui/lists/row.tsx';
import { uiText } from '../../ui/text.ts';
import { routingText } from './text.ts';

/** Who does what by when, the directive above it, and what was done, newest first. */
export function Handling({ document }: { readonly document: IncomingView }) {
  const text = useText(routingText);
  const found = useQuery(queryOf(routingContract, 'getHandling', { params: { documentId: document.id } }));
  if (found.error && !found.data) return <ProblemNotice problem={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <RowSkeletons label={text.loading} />;
  const { directives, assignments } = found.data;
  if (directives.length === 0) {
    return (
      <EmptyState icon={<ApartmentOutlined />} title={text.handling.none}>
        {document.recalled === null ? text.handling.noneNote : undefined}
      </EmptyState>
    );
  }
  return (
    <div className="column gap-16">
      <Latest directives={directives} waiting={document.state === 'presented'} />
      {assignments.length > 0 && <People assignments={assignments} document={document} />}
      <Thread handling={found.data} />
    </div>
  );
}

function Latest({ directives, waiting }: { readonly directives: readonly DirectiveView[]; readonly waiting: boolean }) {
  const text = useText(routingText);
  const presented = directives.findLast(({ kind }) => kind === 'presented');
  const given = directives.findLast(({ kind }) => kind === 'directive');
  if (waiting && presented) {
    return (
      <Notice tone="accent" icon={<ClockCircleOutlined />} title={text.handling.waiting(presented.toLeaderName ?? '')}>
        {presented.text !== '' && text.handling.proposes(presented.text)}
      </Notice>
    );
  }
  return given ? <DirectiveBlock directive={given} /> : null;
}

/** A directive as it was given (*bút phê*), with who gave it and when. */
function DirectiveBlock({ directive }: { readonly directive: DirectiveView }) {
  const text = useText(routingText);
  const { givenBy } = directive;
  return (
    <blockquote className="directive">
      <div className="flex gap-8 small second">
        <span className="grow">
          {text.handling.directiveBy([givenBy.title, givenBy.name].filter(Boolean).join(' '))}
        </span>
        <span className="nowrap">{shortMoment(directive.givenAt)}</span>
      </div>
      <p>{directive.text}</p>
    </blockquote>
  );
}

function People({
  assignments,
  document: { state, recalled },
}: {
  readonly assignments: readonly AssignmentView[];
  readonly document: IncomingView;
}) {
  const text = useText(routingText);
  const ofTerms = useText(uiText);
  const dueOn = assignments.find(({ role }) => role === 'main')?.dueOn ?? null;
  const isOver = state === 'done' || recalled !== null;
  const near = dueOn === null || isOver ? undefined : nearness(dueOn, today(), ofTerms);
  return (
    <section aria-label={text.handling.whoDoesWhat}>
      <div className="flex gap-8">
        <h2 className="document-part grow">{text.handling.whoDoesWhat}</h2>
        {near && <DueText {...(near.tone ? { tone: near.tone } : {})}>{near.words}</DueText>}
      </div>
      <ul>
        {assignments.map((assignment) => (
          <Person key={assignment.id} assignment={assignment} isStopped={recalled !== null} />
        ))}
      </ul>
    </section>
  );
}

function Person({
  assignment,
  isStopped,
}: {
  readonly assignment: AssignmentView;
  /** Nothing is expected any more of who was not done: the sender has the document back. */
  readonly isStopped: boolean;
}) {
  const text = useText(routingText);
  const { name, title, role, state, dueOn, open, result, receivedAt } = assignment;
  const isMine = useSession()?.position?.id === assignment.positionId;
  const late = dueOn !== null && open && daysLeft(dueOn, today()) < 0;
  return (
    <li className="assignment">
      <Avatar letters={initials(name)} />
      <div className="grow">
        <div className="flex gap-8 wrap">
          <span className="grow">
            <span className="medium">{name}</span> <span className="second">· {text.handling.roles[role]}</span>
          </span>
          <span className="flex gap-4 small nowrap">
            <AssignmentState role={role} state={isStopped && state !== 'done' ? 'stopped' : state} late={late} />
          </span>
          <span className="assignment-due small third nowrap">
            {role === 'for-information' || dueOn === null || isStopped ? '' : shortDay(dueOn)}
          </span>
        </div>
        <div className="meta third">
          {[title, receivedAt !== null && text.handling.received(shortMoment(receivedAt))].filter(Boolean).join(' · ')}
        </div>
        {isMine && receivedAt === null && !isStopped && <SignFor assignmentId={assignment.id} />}
        {result !== null && <div className="small second">{text.handling.result(result)}</div>}
      </div>
    </li>
  );
}

/** Says that one has the document — *ký nhận* —, before or without beginning any work. */
function SignFor({ assignmentId }: { readonly assignmentId: string }) {
  const text = useText(routingText);
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      api(routingContract).signForDocument({ params: { assignmentId }, body: {}, idempotencyKey }),
    { onDone: () => showToast({ words: text.signedFor }) },
  );
  return (
    <>
      <Button size="small" icon={<SignatureOutlined />} loading={act.busy} onClick={() => act.run(undefined)}>
        {text.handling.signFor}
      </Button>
      <ActNotice act={act} />
    </>
  );
}

function AssignmentState({
  role,
  state,
  late,
}: {
  readonly role: AssignmentView['role'];
  readonly state: AssignmentView['state'] | 'stopped';
  readonly late: boolean;
}): ReactNode {
  const words = useText(routingText).handling;
  if (role === 'for-information') return <span className="third">{words.informed}</span>;
  if (state === 'stopped') return <span className="third">{words.stopped}</span>;
  const tone = state === 'done' ? 'good' : late ? 'bad' : state === 'in-progress' ? 'caution' : 'accent';
  return (
    <>
      {tone === 'accent' ? <ClockCircleOutlined className="third" /> : <StateIcon tone={tone} />}
      <span className={tone}>{words.states[state]}</span>
    </>
  );
}

function Thread({ handling }: { readonly handling: HandlingView }) {
  const words = useText(routingText).handling;
  const items = [
    ...handling.directives.map((directive) => ({ at: directive.givenAt, item: directiveItem(directive, words) })),
    ...handling.assignments.flatMap((assignment) => assignmentItems(assignment, words)),
  ].toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <section aria-label={words.thread}>
      <h2 className="document-part">{words.thread}</h2>
      <Timeline items={items.map(({ item }) => item)} />
    </section>
  );
}

type Words = (typeof routingText)['vi']['handling'];

function directiveItem(directive: DirectiveView, words: Words): TimelineItem {
  const { id, kind, givenBy, givenAt, text, toLeaderName } = directive;
  const presented = kind === 'presented';
  return {
    id,
    icon: presented ? <ApartmentOutlined /> : <HighlightOutlined />,
    title: presented ? words.presentedBy(givenBy.name, toLeaderName ?? '') : words.directed(givenBy.name),
    ...(text === '' ? {} : { note: presented ? words.proposes(text) : text }),
    time: exactMomentText(givenAt),
  };
}

function assignmentItems(
  { id, name, receivedAt, startedAt, doneAt, result }: AssignmentView,
  words: Words,
): { readonly at: string; readonly item: TimelineItem }[] {
  const received = receivedAt !== null &&
    receivedAt !== (startedAt ?? doneAt) && {
      at: receivedAt,
      item: {
        id: `${id} received`,
        icon: <SignatureOutlined />,
        title: words.signedFor(name),
        time: exactMomentText(receivedAt),
      },
    };
  const started = startedAt !== null &&
    startedAt !== doneAt && {
      at: startedAt,
      item: {
        id: `${id} started`,
        icon: <PlayCircleOutlined />,
        title: words.started(name),
        time: exactMomentText(startedAt),
      },
    };
  const finished = doneAt !== null && {
    at: doneAt,
    item: {
      id: `${id} done`,
      icon: <CheckOutlined />,
      tone: 'good' as const,
      title: words.finished(name),
      ...(result === null ? {} : { note: result }),
      time: exactMomentText(doneAt),
    },
  };
  return [received, started, finished].filter((item) => item !== false);
}
