import { CheckOutlined, ClockCircleOutlined, ExclamationOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { dayText, shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { outgoingText } from './text.ts';

type StepState = 'done' | 'current' | 'open' | 'failed';

interface Step {
  readonly name: string;
  readonly words: string;
  readonly note: string;
  readonly state: StepState;
}

const stepIcons: Readonly<Record<StepState, (index: number) => ReactNode>> = {
  done: () => <CheckOutlined />,
  current: () => <ClockCircleOutlined />,
  open: (index) => index + 1,
  failed: () => <ExclamationOutlined />,
};

/** The four steps from the leader’s signature to the issue: who and when, what waits, what could not be done. */
export function Steps({ document }: { readonly document: OutgoingView }) {
  const text = useText(outgoingText);
  const { state, signedAt, numberedAt, issuedAt, notice } = document;
  if (state === 'draft' || state === 'preparing') return null;
  const words = text.steps;
  const when = (at: string | null): string => (at === null ? '' : shortMoment(at));
  const failed = notice?.kind === 'seal-failed';
  const voided = state === 'voided';
  const waits = (done: boolean, before: boolean): StepState => (done ? 'done' : before && !voided ? 'current' : 'open');
  const steps: Step[] = [
    {
      name: 'signed',
      words: words.signed,
      note: signedAt === null ? words.waiting : `${document.signer.name} · ${when(signedAt)}`,
      state: waits(signedAt !== null, true),
    },
    {
      name: 'numbered',
      words: numberedAt === null ? words.numberedTodo : words.numbered(document.code),
      note: numberedAt === null ? '' : when(numberedAt),
      state: waits(numberedAt !== null, signedAt !== null),
    },
    {
      name: 'sealed',
      words: words.sealed,
      note:
        issuedAt !== null ? when(issuedAt) : failed ? words.failed : numberedAt === null || voided ? '' : words.waiting,
      state: failed ? 'failed' : waits(issuedAt !== null, numberedAt !== null),
    },
    {
      name: 'issued',
      words: words.issued,
      note:
        issuedAt === null
          ? voided
            ? text.states.voided
            : ''
          : `${document.issuedOn === null ? '' : dayText(document.issuedOn)} · ${text.recipients(document.recipientCount)}`,
      state: waits(issuedAt !== null, false),
    },
  ];
  return (
    <ol className="steps" aria-label={words.label}>
      {steps.map((step, index) => (
        <li key={step.name} className={step.state} aria-current={step.state === 'current' ? 'step' : undefined}>
          <span className="step-dot" aria-hidden="true">
            {stepIcons[step.state](index)}
          </span>
          <div className="grow">
            <div className="small medium">{step.words}</div>
            <div className="meta third">{step.note}</div>
          </div>
        </li>
      ))}
    </ol>
  );
}
