import { useQuery } from '@tanstack/react-query';
import { Input, InputNumber, Select } from 'antd';
import { identityContract } from '../../../server/identity/contract.ts';
import type { IncomingView } from '../../../server/registry/incoming/contract.ts';
import { incomingType } from '../../../server/registry/registers/document-type.ts';
import { routingContract } from '../../../server/routing/contract.ts';
import { useAct } from '../../api/act.ts';
import { api } from '../../api/client.ts';
import { queryOf } from '../../api/query-client.ts';
import { useText } from '../../text/language.ts';
import { showToast } from '../../ui/feedback/toast.tsx';
import { DateField } from '../../ui/forms/date-field.tsx';
import { useEditing } from '../../ui/forms/editing.ts';
import type { Form } from '../../ui/forms/form.ts';
import { FormField } from '../../ui/forms/form-field.tsx';
import { IssuerField } from '../../ui/forms/issuer-field.tsx';
import { PanelForm } from '../../ui/forms/panel-form.tsx';
import { TextArea } from '../../ui/forms/text-area.tsx';
import { OTHER_TYPE, TypePicker } from '../../ui/forms/type-picker.tsx';
import { useKeptForm } from '../../ui/forms/use-kept.ts';
import { correctText } from './correct-text.ts';

const routing = api(routingContract);
const { body } = routingContract.correctDocument;
type Correction = ReturnType<typeof body.parse>;

function valuesOf(document: IncomingView) {
  const { version, typeCode, typeName, subject, signer, priority, dueOn } = document;
  const { agencyId, name } = document.issuer;
  const { pageAmount, language, toPlaces, description } = document;
  const isKnown = incomingType(typeCode) !== undefined;
  return {
    ...{
      version,
      issuer: { agencyId, name },
      subject,
      signer,
      priority,
      dueOn,
      pageAmount,
      language,
      toPlaces,
      description,
    },
    typeCode: isKnown ? typeCode : OTHER_TYPE,
    typeName: isKnown ? null : typeName,
    reason: '',
  };
}
type Values = ReturnType<typeof valuesOf>;

/** Corrects what was registered but for number, dates and files (*sửa thông tin đăng ký*), with the reason. */
export function CorrectForm({
  document,
  onDone,
  onCancel,
}: {
  readonly document: IncomingView;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const words = useText(correctText);
  const { id: documentId } = document;
  const kept = useKeptForm('sua', documentId);
  const sending = useAct(
    (input: Correction, idempotencyKey) =>
      routing.correctDocument({ params: { documentId }, body: input, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: words.done });
        onDone();
      },
    },
  );
  const latest = { version: document.version, values: valuesOf(document) };
  const { form, version, act } = useEditing(latest, body, sending, kept);
  const submit = (): void => {
    const values = form.check();
    if (values) act.run({ ...values, version });
  };
  return (
    <PanelForm title={words.title} submit={words.submit} kept={kept} act={act} onSubmit={submit} onCancel={onCancel}>
      <p className="small second">{document.source === 'exchange' ? words.noteFromSender : words.note}</p>
      <OnThePage form={form} fromSender={document.source === 'exchange'} />
      <OfTheHouse form={form} />
      <FormField label={words.reason} hint={words.reasonHint} error={form.error('reason')} required>
        {(control) => (
          <TextArea
            {...control}
            lines={[2, 6]}
            count={{ max: 500 }}
            value={form.values.reason}
            onChange={(event) => form.set('reason', event.target.value)}
          />
        )}
      </FormField>
    </PanelForm>
  );
}

type Fields = Pick<Form<Values, Correction>, 'values' | 'set' | 'error'>;

function orNull(typed: string): string | null {
  return typed.trim() === '' ? null : typed;
}

/** What stands on the page: subject, type, issuer, signer. */
function OnThePage({ form, fromSender }: { readonly form: Fields; readonly fromSender: boolean }) {
  const words = useText(correctText);
  const agencies = useQuery(queryOf(identityContract, 'listAgencies')).data ?? [];
  const { values, set, error } = form;
  return (
    <>
      <FormField label={words.fields.subject} error={error('subject')} required>
        {(control) => (
          <TextArea
            {...control}
            lines={[2, 8]}
            count={{ max: 500 }}
            value={values.subject}
            onChange={(event) => set('subject', event.target.value)}
          />
        )}
      </FormField>
      <FormField label={words.fields.type} error={error('typeCode')} required>
        {(control) => (
          <TypePicker control={control} value={values.typeCode} onChange={(code) => set('typeCode', code)} />
        )}
      </FormField>
      {values.typeCode === OTHER_TYPE && (
        <FormField label={words.fields.typeName} error={error('typeName')} required>
          {(control) => (
            <Input
              {...control}
              count={{ max: 100 }}
              value={values.typeName ?? ''}
              onChange={(event) => set('typeName', orNull(event.target.value))}
            />
          )}
        </FormField>
      )}
      {!fromSender && (
        <FormField label={words.fields.issuer} error={error('issuer')} required>
          {(control) => (
            <IssuerField
              control={control}
              value={values.issuer}
              agencies={agencies}
              onChange={(issuer) => set('issuer', issuer)}
            />
          )}
        </FormField>
      )}
      <FormField label={words.fields.signer} error={error('signer')}>
        {(control) => (
          <Input
            {...control}
            count={{ max: 50 }}
            value={values.signer.fullName ?? ''}
            onChange={(event) => set('signer', { ...values.signer, fullName: orNull(event.target.value) })}
          />
        )}
      </FormField>
      <FormField label={words.fields.signerPosition}>
        {(control) => (
          <Input
            {...control}
            count={{ max: 100 }}
            value={values.signer.position ?? ''}
            onChange={(event) => set('signer', { ...values.signer, position: orNull(event.target.value) })}
          />
        )}
      </FormField>
    </>
  );
}

/** What the clerk says of it: urgency, term, pages, language, recipients, a note. */
function OfTheHouse({ form: { values, set, error } }: { readonly form: Fields }) {
  const words = useText(correctText);
  return (
    <>
      <FormField label={words.fields.priority} error={error('priority')}>
        {(control) => (
          <Select<number>
            {...control}
            value={values.priority}
            options={words.priorities.map((label, value) => ({ value, label }))}
            onChange={(value) => set('priority', value)}
          />
        )}
      </FormField>
      <FormField label={words.fields.dueOn} error={error('dueOn')} hint={words.dueHint}>
        {(control) => <DateField control={control} value={values.dueOn} onChange={(day) => set('dueOn', day)} />}
      </FormField>
      <FormField label={words.fields.pages} error={error('pageAmount')}>
        {(control) => (
          <InputNumber
            {...control}
            style={{ width: '100%' }}
            min={0}
            max={999}
            precision={0}
            value={values.pageAmount}
            onChange={(value) => set('pageAmount', value)}
          />
        )}
      </FormField>
      <FormField label={words.fields.language} error={error('language')}>
        {(control) => (
          <Input
            {...control}
            count={{ max: 30 }}
            value={values.language}
            onChange={(event) => set('language', event.target.value)}
          />
        )}
      </FormField>
      <FormField label={words.fields.toPlaces} error={error('toPlaces')}>
        {(control) => (
          <Input
            {...control}
            count={{ max: 1000 }}
            value={values.toPlaces ?? ''}
            onChange={(event) => set('toPlaces', orNull(event.target.value))}
          />
        )}
      </FormField>
      <FormField label={words.fields.description} error={error('description')}>
        {(control) => (
          <TextArea
            {...control}
            lines={[1, 4]}
            count={{ max: 500 }}
            value={values.description ?? ''}
            onChange={(event) => set('description', orNull(event.target.value))}
          />
        )}
      </FormField>
    </>
  );
}
