import type { ReactNode } from 'react';
import { reasoned } from '../../../server/platform/api/schemas.ts';
import type { Act } from '../../api/act.ts';
import { CardForm, OpenedForm } from './card-form.tsx';
import { useForm } from './form.ts';
import type { KeptForm } from './kept-form.ts';
import { ReasonField } from './reason-field.tsx';

interface ReasonProps<Input> {
  readonly act: Act<Input>;
  /** Does the act with the reason that was typed. */
  readonly run: (reason: string) => void;
  readonly kept: KeptForm;
  readonly words: { readonly act: string; readonly reason: string; readonly note: string };
  readonly danger?: boolean;
  /** What is to be known before the reason is given. */
  readonly children?: ReactNode;
}

/** The reason for an act, and the act. */
export function ReasonForm<Input>({
  act,
  run,
  kept,
  words,
  danger = false,
  close,
  children,
}: ReasonProps<Input> & { readonly close: () => void }) {
  const form = useForm({ reason: '' }, reasoned, act.problem, kept);
  return (
    <CardForm
      {...{ act, kept, danger, close }}
      submit={words.act}
      onSubmit={() => {
        const values = form.check();
        if (values) run(values.reason);
      }}
    >
      {children}
      <ReasonField
        {...{ label: words.reason, hint: words.note, error: form.error('reason'), value: form.values.reason }}
        type={(reason) => form.set('reason', reason)}
      />
    </CardForm>
  );
}

/** An act that wants a reason: a button, which opens into the field for it. */
export function ReasonedAct<Input>({
  icon,
  quiet = false,
  ...props
}: ReasonProps<Input> & {
  readonly icon?: ReactNode;
  /** One of those that are rarely wanted. */
  readonly quiet?: boolean;
}) {
  return (
    <OpenedForm words={props.words.act} icon={icon} quiet={quiet}>
      {(close) => <ReasonForm {...props} close={close} />}
    </OpenedForm>
  );
}
