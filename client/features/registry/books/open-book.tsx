import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { z } from 'zod';
import { identityContract } from '../../../../server/identity/contract.ts';
import { booksContract, type OpenRegisterBody } from '../../../../server/registry/books/contract.ts';
import { documentTypes } from '../../../../server/registry/registers/document-type.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { fits } from '../../../ui/forms/kept-form.ts';
import { PeoplePicker, PersonPicker } from '../../../ui/forms/pickers.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { registersText } from './text.ts';

const registers = api(booksContract);
const { body } = booksContract.openRegister;
const types = documentTypes.map(({ code, name }) => ({ value: code, label: name }));

const kinds = ['types', 'unit', 'body', 'copies'] as const;

type Takes = OpenRegisterBody['takes'];

/** What the register would take before anything is chosen. */
function emptyOf(what: Takes['what']): Takes {
  if (what === 'types') return { what, typeCodes: [] };
  return what === 'copies' ? { what } : { what, unitId: '' };
}

/** What was typed before, whatever the register was to take then. */
function shapes(empty: OpenRegisterBody) {
  return z.custom<OpenRegisterBody>((typed) => kinds.some((what) => fits({ ...empty, takes: emptyOf(what) }, typed)));
}

/** Opens a register of its own for this or the next year. */
export function OpenBook(props: {
  readonly thisYear: number;
  /** The number that the general register of this year begins with. */
  readonly generalFirst: number;
  readonly close: () => void;
}) {
  const { thisYear, generalFirst, close } = props;
  const text = useText(registersText);
  const kept = useKeptForm('mo-so');
  const act = useAct(
    (values: OpenRegisterBody, idempotencyKey) => registers.openRegister({ body: values, idempotencyKey }),
    {
      kept,
      onDone: ({ title }) => {
        showToast({ words: text.opened(title ?? '') });
        close();
      },
    },
  );
  const empty: OpenRegisterBody = { kind: 'outgoing', year: thisYear, title: '', takes: emptyOf('types') };
  const form = useForm(empty, body, act.problem, kept, shapes(empty));
  const { takes, year, title } = form.values;
  return (
    <DialogForm
      title={text.openTitle}
      submit={text.open}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(form.values);
      }}
    >
      <p className="second">{text.openNote}</p>
      {year === thisYear && generalFirst > 1 && <p className="second">{text.openBesideBegun(generalFirst)}</p>}
      <FormField label={text.name} hint={text.nameHint} error={form.error('title')} required>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={title}
            onChange={(event) => form.set('title', event.target.value)}
          />
        )}
      </FormField>
      <FormField label={text.year} error={form.error('year')}>
        {(control) => (
          <Select
            {...control}
            value={year}
            options={[thisYear, thisYear + 1].map((value) => ({ value, label: String(value) }))}
            onChange={(next: number) => form.set('year', next)}
          />
        )}
      </FormField>
      <FormField label={text.what}>
        {(control) => (
          <Select
            {...control}
            value={takes.what}
            options={kinds.map((value) => ({
              value,
              label: text.kinds[value],
            }))}
            onChange={(what: Takes['what']) => form.set('takes', emptyOf(what))}
          />
        )}
      </FormField>
      <TakesField takes={takes} change={(next) => form.set('takes', next)} error={form.error('takes')} />
    </DialogForm>
  );
}

/** Which types, or which unit: as the kind of register wants it. */
function TakesField({
  takes,
  change,
  error,
}: {
  readonly takes: Takes;
  readonly change: (takes: Takes) => void;
  readonly error: string | undefined;
}) {
  const text = useText(registersText);
  const units = useQuery(queryOf(identityContract, 'listUnits'));
  if (takes.what === 'copies') return null;
  if (takes.what === 'types') {
    return (
      <FormField label={text.types} hint={text.typesHint} error={error} required>
        {(control) => (
          <PeoplePicker
            control={control}
            choices={types}
            value={takes.typeCodes}
            placeholder={text.choose}
            onChange={(typeCodes) => change({ what: 'types', typeCodes: [...typeCodes] })}
          />
        )}
      </FormField>
    );
  }
  return (
    <FormField label={text.unit} hint={text.unitHint} error={error} required>
      {(control) => (
        <PersonPicker
          control={control}
          choices={(units.data ?? []).map(({ id, name, symbol }) => ({ value: id, label: name, note: symbol }))}
          value={takes.unitId === '' ? null : takes.unitId}
          loading={units.isPending}
          placeholder={text.choose}
          onChange={(unitId) => change({ ...takes, unitId: unitId ?? '' })}
        />
      )}
    </FormField>
  );
}
