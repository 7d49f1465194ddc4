import { FormOutlined } from '@ant-design/icons';
import { Input, Select } from 'antd';
import type { z } from 'zod';
import { type DeliveryView, deliveriesContract, postingWays } from '../../../../server/exchange/deliveries/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { CardForm, OpenedForm } from '../../../ui/forms/card-form.tsx';
import { DateField } from '../../../ui/forms/date-field.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { trackingText } from './tracking-text.ts';

const { body } = deliveriesContract.recordPosting;

interface Values {
  readonly way: (typeof postingWays)[number];
  readonly sentOn: string | null;
  readonly reference: string;
}

interface OfDelivery {
  readonly delivery: DeliveryView;
}

/** *Ghi đã gửi*: how and when the document went to a recipient whom no system reaches. */
export function RecordPosting({ delivery }: OfDelivery) {
  const words = useText(trackingText).posting;
  return (
    <OpenedForm words={delivery.posted === null ? words.act : words.again} icon={<FormOutlined />}>
      {(close) => <PostingForm delivery={delivery} close={close} />}
    </OpenedForm>
  );
}

function PostingForm({ delivery, close }: OfDelivery & { readonly close: () => void }) {
  const words = useText(trackingText).posting;
  const params = { deliveryId: delivery.id };
  const kept = useKeptForm('ghi-da-gui', delivery.id);
  const act = useAct(
    (input: z.output<typeof body>, idempotencyKey) =>
      api(deliveriesContract).recordPosting({ params, body: input, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: words.done });
        close();
      },
    },
  );
  const { way, sentOn, reference } = delivery.posted ?? { way: 'post', sentOn: null, reference: '' };
  const form = useForm<Values, typeof body>({ way, sentOn, reference }, body, act.problem, kept);
  const { values, set, error } = form;
  return (
    <CardForm
      {...{ act, kept, close }}
      submit={words.act}
      note={words.note}
      onSubmit={() => {
        const checked = form.check();
        if (checked) act.run(checked);
      }}
    >
      <FormField label={words.way} error={error('way')} required>
        {(control) => (
          <Select<Values['way']>
            {...control}
            value={values.way}
            options={postingWays.map((value) => ({ value, label: words.ways[value] }))}
            onChange={(value) => set('way', value)}
          />
        )}
      </FormField>
      <FormField label={words.sentOn} error={error('sentOn')} required>
        {(control) => <DateField control={control} value={values.sentOn} onChange={(day) => set('sentOn', day)} />}
      </FormField>
      <FormField label={words.reference[values.way]} error={error('reference')} required>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={values.reference}
            onChange={(event) => set('reference', event.target.value)}
          />
        )}
      </FormField>
    </CardForm>
  );
}
