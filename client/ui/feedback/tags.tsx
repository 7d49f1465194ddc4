import {
  CheckCircleFilled,
  ClockCircleOutlined,
  CloseCircleFilled,
  ExclamationCircleFilled,
  QuestionCircleFilled,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import type { Tone } from '../theme/tone.ts';

/** A small tag: word and tint. */
export function StateTag({
  tone,
  icon,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span className={`tag ${tone ?? ''}`}>
      {icon}
      {children}
    </span>
  );
}

/** *Khẩn, Thượng khẩn, Hoả tốc* (1, 2, 3); nothing for ordinary documents. */
export function UrgencyTag({ priority }: { readonly priority: number }) {
  const words = useText(uiText).urgency[priority];
  return priority === 0 || words === undefined ? null : <span className="tag urgent">{words}</span>;
}

/** When something is due, in words; red when late, amber today. */
export function DueText({ tone, children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={`due ${tone ?? ''}`}>
      {tone === 'bad' ? <ExclamationCircleFilled /> : <ClockCircleOutlined />}
      {children}
    </span>
  );
}

/** The icon of a state: good, to look at, bad. */
export function StateIcon({ tone }: { readonly tone: Tone }) {
  if (tone === 'good') return <CheckCircleFilled className="good" />;
  if (tone === 'caution') return <QuestionCircleFilled className="caution" />;
  if (tone === 'bad') return <CloseCircleFilled className="bad" />;
  return <ClockCircleOutlined className="third" />;
}

/** The two letters of a person or a unit. */
export function Avatar({ letters }: { readonly letters: string }) {
  return (
    <span className="avatar" aria-hidden="true">
      {letters}
    </span>
  );
}
