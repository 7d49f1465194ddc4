import { Input, InputNumber, Select } from 'antd';
import type { AgencyView } from '../../../../../server/identity/contract.ts';
import { useText } from '../../../../text/language.ts';
import { DateField } from '../../../../ui/date-field.tsx';
import type { Form } from '../../../../ui/form.ts';
import { FormField } from '../../../../ui/form-field.tsx';
import { IssuerField } from '../../../../ui/issuer-field.tsx';
import { TextArea } from '../../../../ui/text-area.tsx';
import { OTHER_TYPE, TypePicker } from '../../../../ui/type-picker.tsx';
import { registerText } from '../text.ts';
import { ReadFieldRow } from './read-field.tsx';
import { isEmpty, numberOf, orNull, type ReadField, type ReadName, type RegisterValues } from './register-fields.ts';

interface FieldsProps<Parsed> {
  readonly form: Form<RegisterValues, Parsed>;
  readonly agencies: readonly AgencyView[];
  readonly readings: readonly ReadField[];
  readonly active: string | undefined;
  readonly point: (name: string | undefined) => void;
  /** The clerk has changed what was read. */
  readonly typed: (name: ReadName) => void;
}

/** The fields of NĐ 30 Phụ lục VI: first those that stand on the page, then what the clerk chooses, then the rest. */
export function RegisterFields<Parsed>({ form, agencies, readings, active, point, typed }: FieldsProps<Parsed>) {
  const text = useText(registerText);
  const { values, set, error } = form;
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
  const known = values.issuer.agencyId !== null;
  return (
    <>
      <section className="register-group" aria-label={readings.length > 0 ? text.readTitle : text.typeTitle}>
        <div className="flex gap-8 wrap">
          <h2>{readings.length > 0 ? text.readTitle : text.typeTitle}</h2>
          {readings.length > 0 && <span className="small third wide-only">{text.readNote}</span>}
        </div>
        <div className="register-fields">
          <ReadFieldRow
            label={text.fields.issuer}
            error={error('issuer')}
            required
            note={
              values.issuer.name !== '' && (
                <span className="third">{known ? text.confidence.directory : text.outside}</span>
              )
            }
            {...rowOf('issuerName')}
          >
            {(control) => (
              <IssuerField
                control={control}
                value={values.issuer}
                agencies={agencies}
                onChange={(issuer) => change('issuerName', 'issuer', issuer)}
              />
            )}
          </ReadFieldRow>
          <ReadFieldRow label={text.fields.codeNumber} error={error('codeNumber')} {...rowOf('codeNumber')}>
            {(control) => (
              <Input
                {...control}
                value={values.codeNumber ?? ''}
                count={{ max: 11 }}
                onChange={(event) => change('codeNumber', 'codeNumber', orNull(event.target.value))}
              />
            )}
          </ReadFieldRow>
          <ReadFieldRow label={text.fields.codeNotation} error={error('codeNotation')} {...rowOf('codeNotation')}>
            {(control) => (
              <Input
                {...control}
                value={values.codeNotation ?? ''}
                count={{ max: 30 }}
                onChange={(event) => change('codeNotation', 'codeNotation', orNull(event.target.value))}
              />
            )}
          </ReadFieldRow>
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
          <ReadFieldRow label={text.fields.signerName} error={error('signer')} {...rowOf('signerName')}>
            {(control) => (
              <Input
                {...control}
                count={{ max: 50 }}
                value={values.signer.fullName ?? ''}
                onChange={(event) =>
                  change('signerName', 'signer', { ...values.signer, fullName: orNull(event.target.value) })
                }
              />
            )}
          </ReadFieldRow>
          <ReadFieldRow label={text.fields.signerPosition} {...rowOf('signerPosition')}>
            {(control) => (
              <Input
                {...control}
                count={{ max: 100 }}
                value={values.signer.position ?? ''}
                onChange={(event) =>
                  change('signerPosition', 'signer', { ...values.signer, position: orNull(event.target.value) })
                }
              />
            )}
          </ReadFieldRow>
          <ReadFieldRow label={text.fields.typeCode} error={error('typeCode')} required {...rowOf('typeCode')}>
            {(control) => (
              <TypePicker
                control={control}
                value={values.typeCode}
                onChange={(code) => change('typeCode', 'typeCode', code)}
              />
            )}
          </ReadFieldRow>
          {values.typeCode === OTHER_TYPE && (
            <ReadFieldRow
              label={text.fields.typeName}
              error={error('typeName')}
              required
              active={false}
              onPoint={() => undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  count={{ max: 100 }}
                  value={values.typeName ?? ''}
                  onChange={(event) => set('typeName', orNull(event.target.value))}
                />
              )}
            </ReadFieldRow>
          )}
        </div>
      </section>
      <section className="register-group" aria-label={text.clerkTitle}>
        <h2>{text.clerkTitle}</h2>
        <div className="register-choices">
          <FormField label={text.fields.priority} error={error('priority')}>
            {(control) => (
              <Select<number>
                {...control}
                value={values.priority}
                options={text.priorities.map((label, value) => ({ value, label }))}
                onChange={(value) => set('priority', value)}
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
          <FormField label={text.fields.toPlaces} error={error('toPlaces')}>
            {(control) => (
              <Input
                {...control}
                count={{ max: 1000 }}
                value={values.toPlaces ?? ''}
                onChange={(event) => set('toPlaces', orNull(event.target.value))}
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
    </>
  );
}
