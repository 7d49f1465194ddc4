import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { type DeliveryView, exchangeContract } from '../../../../server/exchange/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { useForm } from '../../../ui/form.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { ActNotice } from '../../../ui/notices.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useKeptForm } from '../../../ui/use-kept.ts';
import { trackingText } from './tracking-text.ts';

const { body } = exchangeContract.settleDelivery;

/** *Đã xử lý*: what was done about a delivery that was refused or stands still, which then leaves due work. */
export function SettleDelivery({ delivery }: { readonly delivery: DeliveryView }) {
  const words = useText(trackingText);
  const [isOpen, setOpen] = useState(false);
  const kept = useKeptForm('da-xu-ly', delivery.id);
  const act = useAct(
    (input: ReturnType<typeof body.parse>, idempotencyKey) =>
      api(exchangeContract).settleDelivery({ params: { deliveryId: delivery.id }, body: input, idempotencyKey }),
    { kept, onDone: () => showToast({ words: words.settledNow }) },
  );
  const form = useForm({ reason: '' }, body, act.problem, kept);
  if (!isOpen) {
    return (
      <Button size="small" icon={<CheckOutlined />} aria-expanded={false} onClick={() => setOpen(true)}>
        {words.settle}
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
      <FormField label={words.settleReason} hint={words.settleNote} error={form.error('reason')} required>
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
          {words.settle}
        </Button>
        <Button onClick={() => setOpen(false)}>{words.cancel}</Button>
      </div>
    </form>
  );
}
