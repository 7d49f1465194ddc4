import { useQuery } from '@tanstack/react-query';
import { identityContract } from '../../../../server/identity/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import type { Form } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { PersonPicker } from '../../../ui/forms/pickers.tsx';
import { adminText } from './text.ts';
import { TextField } from './text-field.tsx';

export interface TypedPosition {
  readonly unitId: string | null;
  readonly title: string;
  readonly capacity: readonly string[];
}

/** What a position is called and where it stands. */
export function PositionFields({
  form,
  agencyId,
}: {
  readonly form: Form<TypedPosition, unknown>;
  readonly agencyId: string | undefined;
}) {
  const text = useText(adminText);
  const units = useQuery(queryOf(identityContract, 'listUnits', { query: { agencyId } }));
  return (
    <>
      <FormField label={text.unit} error={form.error('unitId')}>
        {(control) => (
          <PersonPicker
            control={control}
            choices={(units.data ?? []).map((unit) => ({ value: unit.id, label: unit.name, note: unit.symbol }))}
            value={form.values.unitId}
            loading={units.isPending}
            placeholder={text.noUnit}
            onChange={(value) => form.set('unitId', value)}
          />
        )}
      </FormField>
      <TextField
        label={text.positionTitle}
        value={form.values.title}
        onChange={(value) => form.set('title', value)}
        error={form.error('title')}
      />
      <TextField
        label={text.capacity}
        hint={text.capacityHint}
        rows={2}
        value={form.values.capacity.join('\n')}
        onChange={(value) => form.set('capacity', value === '' ? [] : value.split('\n'))}
        error={form.error('capacity')}
      />
    </>
  );
}
