import { SwapOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { type DeliveryView, deliveriesContract } from '../../../../server/exchange/deliveries/contract.ts';
import { recipientsContract } from '../../../../server/exchange/recipients/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { CardForm, OpenedForm } from '../../../ui/forms/card-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { PersonPicker } from '../../../ui/forms/pickers.tsx';
import { TextArea } from '../../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { trackingText } from './tracking-text.ts';

const { body } = deliveriesContract.readdressDelivery;

interface OfDelivery {
  readonly delivery: DeliveryView;
}

/** *Đổi nơi nhận*: another agency gets the document in the place of one that it did not reach, or that refused it. */
export function ReaddressDelivery({ delivery }: OfDelivery) {
  const words = useText(trackingText);
  return (
    <OpenedForm words={words.readdress} icon={<SwapOutlined />}>
      {(close) => <ReaddressForm delivery={delivery} close={close} />}
    </OpenedForm>
  );
}

function ReaddressForm({ delivery, close }: OfDelivery & { readonly close: () => void }) {
  const words = useText(trackingText);
  const directory = useQuery(queryOf(recipientsContract, 'listRecipients', { query: {} }));
  const params = { deliveryId: delivery.id };
  const kept = useKeptForm('doi-noi-nhan', delivery.id);
  const act = useAct(
    (input: z.output<typeof body>, idempotencyKey) =>
      api(deliveriesContract).readdressDelivery({ params, body: input, idempotencyKey }),
    { kept, onDone: ({ recipient }) => showToast({ words: words.readdressed(recipient.name) }) },
  );
  const { values, set, error, check } = useForm({ code: '', reason: '' }, body, act.problem, kept);
  const others = (directory.data ?? []).filter(({ code }) => code !== delivery.recipient.code);
  return (
    <CardForm
      {...{ act, kept, close }}
      submit={words.readdress}
      onSubmit={() => {
        const checked = check();
        if (checked) act.run(checked);
      }}
    >
      <FormField label={words.readdressTo} error={error('code')} required>
        {(control) => (
          <PersonPicker
            control={control}
            loading={directory.isPending}
            placeholder={words.readdressTo}
            value={values.code === '' ? null : values.code}
            choices={others.map(({ code, name }) => ({ value: code, label: name, note: code }))}
            onChange={(code) => set('code', code ?? '')}
          />
        )}
      </FormField>
      <FormField label={words.readdressReason} hint={words.readdressNote} error={error('reason')} required>
        {(control) => (
          <TextArea
            {...control}
            lines={[2, 6]}
            maxLength={500}
            value={values.reason}
            onChange={(event) => set('reason', event.target.value)}
          />
        )}
      </FormField>
    </CardForm>
  );
}
