import {
  CheckOutlined,
  CloseOutlined,
  FormOutlined,
  InfoCircleOutlined,
  LoadingOutlined,
  MinusOutlined,
  QuestionOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useText } from '../../text/language.ts';
import { StateIcon, StateTag } from '../feedback/tags.tsx';
import { uiText } from '../text.ts';
import type { Tone } from '../theme/tone.ts';
import { beyond, type VerdictCheck } from './checks.ts';

/** *Hợp lệ · Chưa rõ · Không hợp lệ*, valid with fields filled in since, no digital signature at all, or not checked to the end yet. */
export type VerdictWord = 'valid' | 'filled' | 'unclear' | 'invalid' | 'no-signature' | 'pending';

const toneOf: Readonly<Record<VerdictWord, Tone | undefined>> = {
  valid: 'good',
  filled: 'caution',
  unclear: 'caution',
  invalid: 'bad',
  'no-signature': undefined,
  pending: undefined,
};

/** The verdict as a small tag, for lists. */
export function VerdictBadge({ verdict }: { readonly verdict: VerdictWord }) {
  const text = useText(uiText);
  const tone = toneOf[verdict];
  return <StateTag {...(tone ? { tone, icon: <StateIcon tone={tone} /> } : {})}>{text.verdict[verdict]}</StateTag>;
}

const icons: Readonly<Record<VerdictWord, ReactNode>> = {
  valid: <CheckOutlined />,
  filled: <FormOutlined />,
  unclear: <QuestionOutlined />,
  invalid: <CloseOutlined />,
  'no-signature': <MinusOutlined />,
  pending: <LoadingOutlined />,
};

/** The verdict as a block: icon, word, one sentence; then the checks that say more than it does, then what stands below (cards of signatures, what to do). */
export function VerdictBlock(props: {
  readonly verdict: VerdictWord;
  readonly sentence: string;
  readonly checks?: readonly VerdictCheck[];
  readonly children?: ReactNode;
}) {
  const text = useText(uiText);
  const checks = beyond(props.sentence, props.checks ?? []);
  return (
    <div className="column gap-12">
      <div className={`verdict ${toneOf[props.verdict] ?? 'none'}`}>
        <span className="verdict-icon">{icons[props.verdict]}</span>
        <div>
          <div className="verdict-word">{text.verdict[props.verdict]}</div>
          <div>{props.sentence}</div>
        </div>
      </div>
      {checks.length > 0 && (
        <ul className="checks">
          {checks.map((check, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the checks of one verdict never change their order
            <li key={index}>
              {check.state === 'info' ? <InfoCircleOutlined className="third" /> : <StateIcon tone={check.state} />}
              <span>{check.words}</span>
            </li>
          ))}
        </ul>
      )}
      {props.children}
    </div>
  );
}
