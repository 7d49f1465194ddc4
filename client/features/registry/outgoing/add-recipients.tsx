import { SendOutlined } from '@ant-design/icons';
import type { z } from 'zod';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { Recipient } from '../../../../server/registry/outgoing/recipients/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { CardForm, OpenedForm } from '../../../ui/forms/card-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { TextArea } from '../../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { lacksPaperReason } from './recipients/recipients.ts';
import { RecipientsField } from './recipients/recipients-field.tsx';
import { outgoingText } from './text.ts';

const { body } = outgoingContract.addRecipients;

interface Values {
  readonly version: number;
  readonly recipients: readonly Recipient[];
  readonly reason: string | null;
}

/** *Gửi bổ sung*: sends an issued document to further recipients, with a reason where there is one to give. */
export function AddRecipients({ document }: { readonly document: OutgoingView }) {
  const words = useText(outgoingText).add;
  return (
    <div>
      <OpenedForm words={words.act} icon={<SendOutlined />} quiet>
        {(close) => <AddForm document={document} close={close} />}
      </OpenedForm>
    </div>
  );
}

const filesOf = ({ files }: OutgoingView, part: OutgoingView['files'][number]['role']) =>
  files.filter(({ role }) => role === part);

function AddForm({ document, close }: { readonly document: OutgoingView; readonly close: () => void }) {
  const words = useText(outgoingText).add;
  const { id: documentId, version } = document;
  const kept = useKeptForm('gui-bo-sung', documentId);
  const act = useAct(
    (input: z.output<typeof body>, idempotencyKey) =>
      api(outgoingContract).addRecipients({ params: { documentId }, body: input, idempotencyKey }),
    {
      kept,
      onDone: (_, { recipients }) => {
        showToast({ words: words.done(recipients.length) });
        close();
      },
    },
  );
  const form = useForm<Values, typeof body>({ version, recipients: [], reason: null }, body, act.problem, kept);
  const { values, set, error } = form;
  return (
    <CardForm
      {...{ act, kept, close }}
      submit={words.submit}
      note={words.note}
      solid
      disabled={values.recipients.length === 0 || lacksPaperReason(values.recipients)}
      onSubmit={() => {
        const checked = form.check();
        if (checked) act.run({ ...checked, version });
      }}
    >
      <RecipientsField
        recipients={values.recipients}
        files={{ main: filesOf(document, 'main'), beside: filesOf(document, 'attachment') }}
        change={(recipients) => set('recipients', recipients)}
        error={error('recipients')}
      />
      <FormField label={words.reason} error={error('reason')}>
        {(control) => (
          <TextArea
            {...control}
            lines={[1, 4]}
            maxLength={500}
            value={values.reason ?? ''}
            onChange={(event) => set('reason', event.target.value.trim() === '' ? null : event.target.value)}
          />
        )}
      </FormField>
    </CardForm>
  );
}
