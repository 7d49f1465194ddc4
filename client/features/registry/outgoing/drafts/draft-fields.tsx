import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { identityContract } from '../../../../../server/identity/contract.ts';
import { documentTypes } from '../../../../../server/registry/registers/document-type.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { DateField } from '../../../../ui/forms/date-field.tsx';
import type { Form } from '../../../../ui/forms/form.ts';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import { PersonPicker } from '../../../../ui/forms/pickers.tsx';
import { TextArea } from '../../../../ui/forms/text-area.tsx';
import { partsOf } from '../../../../ui/parts.ts';
import { uiText } from '../../../../ui/text.ts';
import type { DraftValues } from './draft-values.ts';
import { writeText } from './write-text.ts';

const MOST_SUBJECT = 500;
const typeChoices = documentTypes
  .toSorted((a, b) => Number(b.code === 'cong-van') - Number(a.code === 'cong-van'))
  .map(({ code, name, abbreviation }) => ({
    value: code,
    label: name,
    ...(abbreviation === '' ? {} : { note: abbreviation }),
  }));

/** The fields every outgoing document has, whatever it is made from; `content` stands between subject and the rest. */
export function DraftFields<Parsed>({
  form,
  content,
  answers,
  recipients,
}: {
  readonly form: Form<DraftValues, Parsed>;
  readonly content: ReactNode;
  readonly answers: ReactNode;
  readonly recipients: ReactNode;
}) {
  return (
    <>
      <TypeAndUnit form={form} />
      <SubjectField form={form} />
      <ReplacingField form={form} />
      <SignerField form={form} />
      {answers}
      {recipients}
      {content}
      <Handling form={form} />
    </>
  );
}

interface OfForm<Parsed> {
  readonly form: Form<DraftValues, Parsed>;
}

function TypeAndUnit<Parsed>({ form: { values, set, error } }: OfForm<Parsed>) {
  const words = useText(writeText);
  const units = useQuery(queryOf(identityContract, 'listUnits'));
  return (
    <div className="form-columns">
      <FormField label={words.type} error={error('typeCode')} required>
        {(control) => (
          <PersonPicker
            control={control}
            choices={typeChoices}
            value={values.typeCode}
            onChange={(code) => set('typeCode', code ?? 'cong-van')}
          />
        )}
      </FormField>
      <FormField label={words.unit} error={error('unitId')} hint={words.unitNote}>
        {(control) => (
          <PersonPicker
            control={control}
            loading={units.isPending}
            placeholder={words.noUnit}
            choices={(units.data ?? []).map(({ id, name, symbol }) => ({ value: id, label: name, note: symbol }))}
            value={units.data ? (values.unitId ?? null) : null}
            onChange={(id) => set('unitId', id)}
          />
        )}
      </FormField>
    </div>
  );
}

function SubjectField<Parsed>({ form: { values, set, error } }: OfForm<Parsed>) {
  const words = useText(writeText);
  const left = MOST_SUBJECT - values.subject.length;
  return (
    <FormField
      label={words.subject}
      error={error('subject')}
      required
      hint={left < 100 ? words.subjectHint(left) : words.subjectNote}
    >
      {(control) => (
        <TextArea
          {...control}
          lines={[2, 8]}
          maxLength={MOST_SUBJECT}
          value={values.subject}
          onChange={(event) => set('subject', event.target.value.replaceAll('\n', ' '))}
        />
      )}
    </FormField>
  );
}

/** Why it stands in the place of another document, which whoever receives it reads, and who will not hear of it by themselves. */
function ReplacingField<Parsed>({ form: { values, set, error } }: OfForm<Parsed>) {
  const words = useText(writeText);
  const { replaces } = values;
  if (!replaces) return null;
  return (
    <>
      <FormField label={words.replacingReason} hint={words.replacingNote} error={error('replaces')} required>
        {(control) => (
          <TextArea
            {...control}
            lines={[2, 6]}
            maxLength={500}
            value={replaces.reason}
            onChange={(event) => set('replaces', { ...replaces, reason: event.target.value.replaceAll('\n', ' ') })}
          />
        )}
      </FormField>
      {partsOf('outgoing-document').toldOtherwise?.({ id: replaces.documentId }, 'replace')}
    </>
  );
}

function SignerField<Parsed>({ form: { values, set, error } }: OfForm<Parsed>) {
  const words = useText(writeText);
  const positions = useQuery(queryOf(identityContract, 'listPositions'));
  const signers = (positions.data ?? []).filter(({ roles }) => roles.includes('leader'));
  return (
    <FormField label={words.signer} error={error('signerPositionId')} required>
      {(control) => (
        <PersonPicker
          control={control}
          loading={positions.isPending}
          choices={signers.map(({ id, fullName, title, capacity }) => ({
            value: id,
            label: fullName,
            note: capacity.length > 0 ? capacity.join(', ') : title,
          }))}
          value={(positions.data && values.signerPositionId) || null}
          onChange={(id) => set('signerPositionId', id ?? '')}
        />
      )}
    </FormField>
  );
}

/** How urgent it is, until when it wants an answer, and what its readers should know beside it. */
function Handling<Parsed>({ form: { values, set, error } }: OfForm<Parsed>) {
  const words = useText(writeText);
  const { urgency } = useText(uiText);
  return (
    <>
      <div className="form-columns">
        <FormField label={words.priority} error={error('priority')}>
          {(control) => (
            <Select
              {...control}
              value={values.priority ?? 0}
              options={urgency.map((label, value) => ({ value, label }))}
              onChange={(value) => set('priority', value)}
            />
          )}
        </FormField>
        <FormField label={words.replyBy} error={error('replyBy')}>
          {(control) => (
            <DateField control={control} value={values.replyBy ?? null} onChange={(day) => set('replyBy', day)} />
          )}
        </FormField>
      </div>
      <FormField label={words.description} error={error('description')}>
        {(control) => (
          <TextArea
            {...control}
            lines={[1, 6]}
            maxLength={500}
            value={values.description ?? ''}
            onChange={(event) => set('description', event.target.value === '' ? null : event.target.value)}
          />
        )}
      </FormField>
    </>
  );
}
