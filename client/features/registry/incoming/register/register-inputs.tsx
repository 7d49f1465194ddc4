import { Input, InputNumber, Select } from 'antd';
import type { ComponentProps } from 'react';
import type { AgencyView } from '../../../../../server/identity/contract.ts';
import { useText } from '../../../../text/language.ts';
import { DateField } from '../../../../ui/forms/date-field.tsx';
import type { Form } from '../../../../ui/forms/form.ts';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import type { Issuer } from '../../../../ui/forms/issuer.ts';
import { IssuerField } from '../../../../ui/forms/issuer-field.tsx';
import { TextArea } from '../../../../ui/forms/text-area.tsx';
import { OTHER_TYPE, TypePicker } from '../../../../ui/forms/type-picker.tsx';
import { registerText } from '../text.ts';
import { ReadFieldRow } from './read-field.tsx';
import {
  type BesideForm,
  type FormReading,
  isEmpty,
  numberOf,
  orNull,
  type ReadName,
  type RegisterValues,
} from './register-fields.ts';

interface FieldsProps<Parsed> {
  readonly form: Form<RegisterValues, Parsed>;
  readonly agencies: readonly AgencyView[];
  readonly readings: readonly FormReading[];
  /** What the page says beyond the fields of the form. */
  readonly besides: readonly { readonly name: BesideForm; readonly value: string }[];
  readonly active: string | undefined;
  readonly point: (name: string | undefined) => void;
  /** The clerk has changed what was read. */
  readonly typed: (name: ReadName) => void;
}

/** The fields of NĐ 30 Phụ lục VI: first those that stand on the page, then what the clerk chooses, then the rest. */
export function RegisterFields<Parsed>(props: FieldsProps<Parsed>) {
  const text = useText(registerText);
  const title = props.readings.length > 0 ? text.readTitle : text.typeTitle;
  return (
    <>
      <section className="register-group" aria-label={title}>
        <div className="flex gap-8 wrap">
          <h2>{title}</h2>
          {props.readings.length > 0 && <span className="small third wide-only">{text.readNote}</span>}
        </div>
        <FieldsOnPage {...props} />
        <BesidesOnPage besides={props.besides} />
      </section>
      <FieldsOfClerk {...props} />
      <MoreFields {...props} />
    </>
  );
}

function FieldsOnPage<Parsed>({ form, agencies, ...reading }: Omit<FieldsProps<Parsed>, 'besides'>) {
  const text = useText(registerText);
  const { values, error } = form;
  const { rowOf, change } = useReadRows(form, reading);
  const { signer } = values;
  return (
    <div className="register-fields">
      <IssuerRow
        issuer={values.issuer}
        agencies={agencies}
        error={error('issuer')}
        row={rowOf('issuerName')}
        choose={(issuer) => change('issuerName', 'issuer', issuer)}
      />
      {codeParts.map(([name, most]) => (
        <TextRow
          key={name}
          label={text.fields[name]}
          error={error(name)}
          most={most}
          value={values[name]}
          onChange={(typed) => change(name, name, typed)}
          {...rowOf(name)}
        />
      ))}
      <ReadFieldRow label={text.fields.issuedOn} error={error('issuedOn')} required {...rowOf('issuedOn')}>
        {(control) => (
          <DateField
            control={control}
            value={values.issuedOn}
            onChange={(day) => change('issuedOn', 'issuedOn', day)}
          />
        )}
      </ReadFieldRow>
      <ReadFieldRow label={text.fields.subject} error={error('subject')} required {...rowOf('subject')}>
        {(control) => (
          <TextArea
            {...control}
            lines={[1, 6]}
            count={{ max: 500, show: values.subject.length > 300 }}
            value={values.subject}
            onChange={(event) => change('subject', 'subject', event.target.value)}
          />
        )}
      </ReadFieldRow>
      {signerParts.map(([name, part, most]) => (
        <TextRow
          key={name}
          label={text.fields[name]}
          error={part === 'fullName' ? error('signer') : undefined}
          most={most}
          value={signer[part]}
          onChange={(typed) => change(name, 'signer', { ...signer, [part]: typed })}
          {...rowOf(name)}
        />
      ))}
      <TypeRows form={form} row={rowOf('typeCode')} choose={(code) => change('typeCode', 'typeCode', code)} />
    </div>
  );
}

/** What helps to know the document by and is no field of the register. */
function BesidesOnPage({ besides }: Pick<FieldsProps<unknown>, 'besides'>) {
  const text = useText(registerText);
  if (besides.length === 0) return null;
  return (
    <dl className="read-besides small">
      {besides.map(({ name, value }) => (
        <div key={name}>
          <dt className="third">{text.besides[name]}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const codeParts = [
  ['codeNumber', 11],
  ['codeNotation', 30],
] as const;
const signerParts = [
  ['signerName', 'fullName', 50],
  ['signerPosition', 'position', 100],
] as const;

function IssuerRow({
  issuer,
  agencies,
  error,
  row,
  choose,
}: Pick<FieldsProps<unknown>, 'agencies'> & {
  readonly issuer: Issuer;
  readonly error: string | undefined;
  readonly row: Row;
  readonly choose: (issuer: Issuer) => void;
}) {
  const text = useText(registerText);
  const where = issuer.agencyId !== null ? text.confidence.directory : text.outside;
  return (
    <ReadFieldRow
      label={text.fields.issuer}
      error={error}
      required
      note={issuer.name !== '' && <span className="third">{where}</span>}
      {...row}
    >
      {(control) => <IssuerField control={control} value={issuer} agencies={agencies} onChange={choose} />}
    </ReadFieldRow>
  );
}

/** What stands beside each field of what was read for it, and how a field that was read is changed. */
function useReadRows<Parsed>(
  { values, set }: Form<RegisterValues, Parsed>,
  { readings, active, point, typed }: Omit<FieldsProps<Parsed>, 'form' | 'agencies' | 'besides'>,
) {
  const text = useText(registerText);
  const rowOf = (name: ReadName) => {
    const field = readings.find((reading) => reading.name === name);
    const unread = readings.length > 0 && !field && isEmpty(values, name);
    return {
      read: field && { field, number: numberOf(field, readings) },
      ...(unread ? { note: <span className="third">{text.unread}</span> } : {}),
      active: active === name,
      onPoint: (pointed: boolean) => point(pointed && field ? name : undefined),
    };
  };
  const change = <K extends keyof RegisterValues>(read: ReadName, name: K, value: RegisterValues[K]): void => {
    typed(read);
    set(name, value);
  };
  return { rowOf, change };
}

type Row = Omit<ComponentProps<typeof ReadFieldRow>, 'label' | 'children'>;

/** One line of what the page says; empty, it is null. */
function TextRow({
  most,
  value,
  onChange,
  ...row
}: Row & {
  readonly label: string;
  readonly most: number;
  readonly value: string | null;
  readonly onChange: (typed: string | null) => void;
}) {
  return (
    <ReadFieldRow {...row}>
      {(control) => (
        <Input
          {...control}
          value={value ?? ''}
          count={{ max: most }}
          onChange={(event) => onChange(orNull(event.target.value))}
        />
      )}
    </ReadFieldRow>
  );
}

/** The type, and its name when it is none of the list. */
function TypeRows<Parsed>({
  form: { values, set, error },
  row,
  choose,
}: {
  readonly form: Form<RegisterValues, Parsed>;
  readonly row: Row;
  readonly choose: (code: string) => void;
}) {
  const text = useText(registerText);
  return (
    <>
      <ReadFieldRow label={text.fields.typeCode} error={error('typeCode')} required {...row}>
        {(control) => <TypePicker control={control} value={values.typeCode} onChange={choose} />}
      </ReadFieldRow>
      {values.typeCode === OTHER_TYPE && (
        <TextRow
          label={text.fields.typeName}
          error={error('typeName')}
          required
          most={100}
          value={values.typeName}
          onChange={(typed) => set('typeName', typed)}
          active={false}
          onPoint={() => undefined}
        />
      )}
    </>
  );
}

type ReadBelow<Parsed> = Pick<FieldsProps<Parsed>, 'form' | 'readings' | 'typed'>;

function FieldsOfClerk<Parsed>({ form: { values, set, error }, readings, typed }: ReadBelow<Parsed>) {
  const text = useText(registerText);
  const urgency = readings.find(({ name, value }) => name === 'priority' && Number(value) === values.priority);
  return (
    <section className="register-group" aria-label={text.clerkTitle}>
      <h2>{text.clerkTitle}</h2>
      <div className="register-choices">
        <FormField
          label={text.fields.priority}
          error={error('priority')}
          hint={urgency && text.readFromPage(urgency.page)}
        >
          {(control) => (
            <Select<number>
              {...control}
              value={values.priority}
              options={text.priorities.map((label, value) => ({ value, label }))}
              onChange={(value) => {
                typed('priority');
                set('priority', value);
              }}
            />
          )}
        </FormField>
        <FormField label={text.fields.arrivedOn} error={error('arrivedOn')} required>
          {(control) => (
            <DateField control={control} value={values.arrivedOn} onChange={(day) => set('arrivedOn', day)} />
          )}
        </FormField>
        <FormField label={text.fields.dueOn} error={error('dueOn')} hint={text.dueHint}>
          {(control) => <DateField control={control} value={values.dueOn} onChange={(day) => set('dueOn', day)} />}
        </FormField>
      </div>
    </section>
  );
}

function MoreFields<Parsed>({ form: { values, set, error }, readings, typed }: ReadBelow<Parsed>) {
  const text = useText(registerText);
  const places = readings.find(({ name, value }) => name === 'toPlaces' && value === values.toPlaces);
  return (
    <section className="register-group" aria-label={text.moreTitle}>
      <h2>{text.moreTitle}</h2>
      <div className="register-choices">
        <FormField label={text.fields.pageAmount} error={error('pageAmount')}>
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
        <FormField label={text.fields.language} error={error('language')}>
          {(control) => (
            <Input
              {...control}
              count={{ max: 30 }}
              value={values.language}
              onChange={(event) => set('language', event.target.value)}
            />
          )}
        </FormField>
        <FormField
          label={text.fields.toPlaces}
          error={error('toPlaces')}
          hint={places && text.readFromPage(places.page)}
        >
          {(control) => (
            <Input
              {...control}
              count={{ max: 1000 }}
              value={values.toPlaces ?? ''}
              onChange={(event) => {
                typed('toPlaces');
                set('toPlaces', orNull(event.target.value));
              }}
            />
          )}
        </FormField>
      </div>
      <FormField label={text.fields.description} error={error('description')}>
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
    </section>
  );
}
