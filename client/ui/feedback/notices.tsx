import {
  CheckCircleFilled,
  DisconnectOutlined,
  ExclamationCircleFilled,
  InfoCircleOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useContext } from 'react';
import type { Act } from '../../api/act.ts';
import { type ProblemError, problemOf } from '../../api/problem.ts';
import { useProblemWords } from '../../api/problem-text.ts';
import { wholePercent } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { BesideContext } from '../layout/panes.tsx';
import { uiText } from '../text.ts';
import type { Tone } from '../theme/tone.ts';
import { showToast } from './toast.tsx';

const icons = {
  good: <CheckCircleFilled />,
  caution: <WarningFilled />,
  bad: <ExclamationCircleFilled />,
  accent: <InfoCircleOutlined />,
} as const;

/** A block that says something in the place where it matters: title, sentence, what to do. */
export function Notice(props: {
  readonly tone: Tone;
  readonly icon?: ReactNode;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={`notice ${props.tone}`} role={props.tone === 'bad' ? 'alert' : undefined}>
      {props.icon ?? icons[props.tone]}
      <div className="grow">
        {props.title !== undefined && <div className="strong">{props.title}</div>}
        {props.children}
        {props.actions !== undefined && (
          <div className="flex gap-8 wrap" style={{ marginTop: 8 }}>
            {props.actions}
          </div>
        )}
      </div>
    </div>
  );
}

/** A refusal in words: what happened, what is kept, what to do; the incident code as a copy button when nobody foresaw it. */
export function ProblemNotice({
  problem,
  retry,
  takeOver,
}: {
  readonly problem: ProblemError | Error;
  readonly retry?: () => void;
  readonly takeOver?: (() => void) | undefined;
}) {
  const text = useText(uiText);
  const told = problemOf(problem);
  const words = useProblemWords(told);
  const unforeseen = told.status >= 500 && told.requestId !== '';
  return (
    <Notice
      tone={told.passing ? 'caution' : 'bad'}
      {...(told.passing ? { icon: <DisconnectOutlined /> } : {})}
      title={words.title}
      {...(retry || takeOver || unforeseen
        ? {
            actions: (
              <>
                {retry && (
                  <Button size="small" onClick={retry}>
                    {text.tryAgain}
                  </Button>
                )}
                {takeOver && (
                  <Button size="small" onClick={takeOver}>
                    {text.takeOver}
                  </Button>
                )}
                {unforeseen && <CopyIncident id={told.requestId} />}
              </>
            ),
          }
        : {})}
    >
      {takeOver ? text.takeOverNote : words.detail}
    </Notice>
  );
}

function CopyIncident({ id }: { readonly id: string }) {
  const text = useText(uiText);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(id);
    showToast({ words: text.copied });
  };
  return (
    <Button size="small" type="link" onClick={() => void copy()}>
      {text.copyIncident(id.slice(0, 9))}
    </Button>
  );
}

/** What an act has to say: a refusal, or that it waits for the server and tries again by itself. */
export function ActNotice<Input>({ act }: { readonly act: Act<Input> }) {
  const text = useText(uiText);
  if (act.problem) return <ProblemNotice problem={act.problem} takeOver={act.takeOver} />;
  if (!act.waiting) return null;
  return (
    <div role="alert">
      <Notice
        tone="caution"
        icon={<DisconnectOutlined />}
        title={text.waiting(act.waiting.seconds)}
        actions={
          <>
            <Button size="small" onClick={act.retryNow}>
              {text.tryNow}
            </Button>
            <Button size="small" type="text" onClick={act.stop}>
              {text.stop}
            </Button>
            {act.waiting.problem.requestId !== '' && <CopyIncident id={act.waiting.problem.requestId} />}
          </>
        }
      >
        {text.waitingKept} {text.attempt(act.waiting.attempt + 1)}
      </Notice>
    </div>
  );
}

/** Long work: words, counts of what is finished, and that one may leave. */
export function ProgressNotice(props: {
  readonly title: ReactNode;
  readonly done: number;
  readonly total: number;
  readonly note?: ReactNode;
  readonly onLeave?: () => void;
  readonly onStop?: () => void;
}) {
  const text = useText(uiText);
  const percent = props.total > 0 ? Math.round((props.done / props.total) * 100) : 0;
  return (
    <div className="column gap-8" role="status">
      <div className="flex gap-8">
        <span className="strong grow">{props.title}</span>
        <span className="strong small">{wholePercent(percent)}</span>
      </div>
      <div className="bar">
        <span style={{ width: `${percent}%` }} />
      </div>
      {props.note !== undefined && <div className="small second">{props.note}</div>}
      {(props.onLeave || props.onStop) && (
        <div className="flex gap-8">
          {props.onLeave && <Button onClick={props.onLeave}>{text.leave}</Button>}
          {props.onStop && (
            <Button type="link" onClick={props.onStop}>
              {text.stop}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** An empty place: what will appear here, and one way to start. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
  heading = 2,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly heading?: 1 | 2;
}) {
  const beside = useContext(BesideContext);
  const Title = beside ? 'p' : heading === 1 ? 'h1' : 'h2';
  return (
    <div className="empty">
      {icon}
      <Title style={{ fontSize: 16 }} className="strong">
        {title}
      </Title>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="empty-actions">{actions}</div>}
    </div>
  );
}
