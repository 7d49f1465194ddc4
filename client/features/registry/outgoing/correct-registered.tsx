import { FormOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { CardForm, OpenedForm } from '../../../ui/forms/card-form.tsx';
import { DateField } from '../../../ui/forms/date-field.tsx';
import { useEditing } from '../../../ui/forms/editing.ts';
import type { Form } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { TextArea } from '../../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { partsOf } from '../../../ui/parts.ts';
import { uiText } from '../../../ui/text.ts';
import { outgoingText } from './text.ts';

const { body } = outgoingContract.correctOutgoing;
type Correction = ReturnType<typeof body.parse>;

/** *Sửa thông tin đăng ký* of an issued document; whoever holds it electronically is told — *cập nhật*. */
export function CorrectRegistered({ document }: { readonly document: OutgoingView }) {
  const words = useText(outgoingText).correct;
  return (
    <div>
      <OpenedForm words={words.act} icon={<FormOutlined />}>
        {(close) => <CorrectForm document={document} close={close} />}
      </OpenedForm>
    </div>
  );
}

type Values = Pick<OutgoingView, 'version' | 'subject' | 'priority' | 'replyBy' | 'description'> & {
  readonly reason: string;
};

/** What was typed beside a file that was sent in: of a text that was written here it stands in what was signed. */
function BesideFile({
  form: { values, set, error },
}: {
  readonly form: Pick<Form<Values, Correction>, 'values' | 'set' | 'error'>;
}) {
  const { facts } = useText(outgoingText);
  const { urgency } = useText(uiText);
  return (
    <>
      <FormField label={facts.subject} error={error('subject')} required>
        {(control) => (
          <TextArea
            {...control}
            lines={[2, 8]}
            maxLength={500}
            value={values.subject}
            onChange={(event) => set('subject', event.target.value)}
          />
        )}
      </FormField>
      <FormField label={facts.priority} error={error('priority')}>
        {(control) => (
          <Select<number>
            {...control}
            value={values.priority}
            options={urgency.map((label, value) => ({ value, label }))}
            onChange={(value) => set('priority', value)}
          />
        )}
      </FormField>
    </>
  );
}

function CorrectForm({ document, close }: { readonly document: OutgoingView; readonly close: () => void }) {
  const { correct: words, facts } = useText(outgoingText);
  const { id: documentId, subject, priority, replyBy, description } = document;
  const isElectronic = document.medium === 'electronic';
  const kept = useKeptForm('sua', documentId);
  const sending = useAct(
    (input: Correction, idempotencyKey) =>
      api(outgoingContract).correctOutgoing({ params: { documentId }, body: input, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: isElectronic ? words.told : words.done });
        close();
      },
    },
  );
  const shown: Values = { version: document.version, subject, priority, replyBy, description, reason: '' };
  const { form, version, act } = useEditing({ version: document.version, values: shown }, body, sending, kept);
  const { values, set, error } = form;
  return (
    <CardForm
      {...{ act, kept, close }}
      submit={words.submit}
      note={isElectronic ? words.noteTold : words.note}
      solid
      onSubmit={() => {
        const checked = form.check();
        if (checked) act.run({ ...checked, version });
      }}
    >
      {partsOf('outgoing-document').toldOtherwise?.(document, 'update')}
      {document.letter === null ? <BesideFile form={form} /> : <p className="small second">{words.inText}</p>}
      <FormField label={facts.replyBy} error={error('replyBy')}>
        {(control) => <DateField control={control} value={values.replyBy} onChange={(day) => set('replyBy', day)} />}
      </FormField>
      <FormField label={facts.description} error={error('description')}>
        {(control) => (
          <TextArea
            {...control}
            lines={[1, 4]}
            maxLength={500}
            value={values.description ?? ''}
            onChange={(event) => set('description', event.target.value.trim() === '' ? null : event.target.value)}
          />
        )}
      </FormField>
      <FormField label={words.reason} error={error('reason')} required>
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
