import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { exchangeContract } from '../../../../server/exchange/contract.ts';
import type { Act } from '../../../api/act.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import type { KeptForm } from '../../../ui/forms/kept-form.ts';
import { TextArea } from '../../../ui/forms/text-area.tsx';
import { trackingText } from './tracking-text.ts';

const { body } = exchangeContract.settleDelivery;

/** An act about a delivery that wants a reason: a button, which opens into the field for it. */
export function ReasonedAct({
  act,
  kept,
  words,
  icon,
}: {
  readonly act: Act<ReturnType<typeof body.parse>>;
  readonly kept: KeptForm;
  readonly words: { readonly act: string; readonly reason: string; readonly note: string };
  readonly icon: ReactNode;
}) {
  const { cancel } = useText(trackingText);
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ reason: '' }, body, act.problem, kept);
  if (!isOpen) {
    return (
      <Button size="small" icon={icon} aria-expanded={false} onClick={() => setOpen(true)}>
        {words.act}
      </Button>
    );
  }
  return (
    <form
      className="card number-form settle-form"
      onSubmit={(event) => {
        event.preventDefault();
        const values = form.check();
        if (values) act.run(values);
      }}
    >
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
        <Button htmlType="submit" loading={act.busy}>
          {words.act}
        </Button>
        <Button onClick={() => setOpen(false)}>{cancel}</Button>
      </div>
    </form>
  );
}
