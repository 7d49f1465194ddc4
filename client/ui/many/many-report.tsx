import { CheckCircleFilled, ClockCircleOutlined, ExclamationCircleFilled } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { problemWords } from '../../api/problem-text.ts';
import { useLanguage, useText } from '../../text/language.ts';
import { ProblemNotice, ProgressNotice } from '../feedback/notices.tsx';
import { uiText } from '../text.ts';
import { isWaiting, type Plan, problemOfStep, type Step } from './many-plan.ts';
import { manyText } from './text.ts';
import type { Many } from './use-many.ts';

/** During and after an act on many: how far it is, what became of each, and how to go on where it ended before all was done. */
export function ManyReport(props: {
  readonly many: Many;
  readonly plan: Plan;
  readonly close: () => void;
  readonly after: ReactNode;
}) {
  const { many, plan } = props;
  const text = useText(manyText);
  const { close } = useText(uiText);
  const left = plan.steps.filter(isWaiting).length;
  const answered = plan.steps.length - left;
  const done = plan.steps.filter(({ outcome }) => outcome.state === 'done').length;
  const isPaused = left > 0 && !many.isRunning;
  return (
    <div className="column gap-12">
      <ProgressNotice
        title={text.ended(done, plan.steps.length)}
        done={answered}
        total={plan.steps.length}
        note={left === 0 ? undefined : isPaused ? text.left(left) : text.leave}
      />
      {many.problem && <ProblemNotice problem={many.problem} />}
      <ul className="many-list">
        {plan.steps.map((step) => (
          <StepLine key={step.id} step={step} />
        ))}
      </ul>
      {left === 0 && props.after}
      <div className="flex gap-8 wrap">
        {isPaused && (
          <Button type="primary" onClick={many.goOn}>
            {text.goOn}
          </Button>
        )}
        {isPaused && <Button onClick={many.end}>{text.giveUp}</Button>}
        <Button onClick={props.close}>{close}</Button>
      </div>
    </div>
  );
}

const icons: Readonly<Record<Step['outcome']['state'], ReactNode>> = {
  waiting: <ClockCircleOutlined className="third" />,
  done: <CheckCircleFilled className="many-done" />,
  refused: <ExclamationCircleFilled className="many-refused" />,
};

function StepLine({ step }: { readonly step: Step }) {
  const text = useText(manyText);
  const language = useLanguage();
  const { outcome } = step;
  const problem = problemOfStep(step);
  const refused = problem && problemWords(problem, language);
  return (
    <li className="many-step">
      {icons[outcome.state]}
      <div className="grow">
        <Link to={step.page} className="one-line">
          {step.words}
        </Link>
        <div className="small second">
          {refused && `${refused.title}. ${refused.detail}`}
          {outcome.state === 'done' && outcome.said}
          {outcome.state === 'waiting' && text.waiting}
        </div>
      </div>
    </li>
  );
}
