import './forms.css';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { exchangeContract } from '../../../server/exchange/contract.ts';
import type { Act } from '../../api/act.ts';
import { useText } from '../../text/language.ts';
import { ActNotice } from '../feedback/notices.tsx';
import { useForm } from './form.ts';
import { FormField } from './form-field.tsx';
import type { KeptForm } from './kept-form.ts';
import { KeptNotice } from './kept-notice.tsx';
import { TextArea } from './text-area.tsx';

/** A reason is the same in every act that wants one. */
const { body } = exchangeContract.settleDelivery;
const cancelText = { vi: 'Thôi', en: 'Cancel' };

interface ReasonProps<Input> {
  readonly act: Act<Input>;
  /** Does the act with the reason that was typed. */
  readonly run: (reason: string) => void;
  readonly kept: KeptForm;
  readonly words: { readonly act: string; readonly reason: string; readonly note: string };
  readonly danger?: boolean;
}

/** The reason for an act, and the act. */
export function ReasonForm<Input>({
  act,
  run,
  kept,
  words,
  danger = false,
  close,
}: ReasonProps<Input> & { readonly close: () => void }) {
  const cancel = useText(cancelText);
  const form = useForm({ reason: '' }, body, act.problem, kept);
  return (
    <form
      className="card number-form reason-form"
      onSubmit={(event) => {
        event.preventDefault();
        const values = form.check();
        if (values) run(values.reason);
      }}
    >
      <KeptNotice kept={kept} />
      <FormField label={words.reason} hint={words.note} error={form.error('reason')} required>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            lines={[2, 6]}
            maxLength={500}
            value={form.values.reason}
            onChange={(event) => form.set('reason', event.target.value)}
          />
        )}
      </FormField>
      <ActNotice act={act} />
      <div className="flex gap-8">
        <Button danger={danger} htmlType="submit" loading={act.busy}>
          {words.act}
        </Button>
        <Button onClick={close}>{cancel}</Button>
      </div>
    </form>
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
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <ReasonForm {...props} close={() => setOpen(false)} />;
  return (
    <Button
      size="small"
      type={quiet ? 'text' : 'default'}
      icon={icon}
      aria-expanded={false}
      onClick={() => setOpen(true)}
    >
      {props.words.act}
    </Button>
  );
}
