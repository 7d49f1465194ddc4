import { Checkbox } from 'antd';
import type { z } from 'zod';
import { identityContract, type PersonView } from '../../../../server/identity/contract.ts';
import { type Role, roles } from '../../../../server/platform/actor.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { today } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DateField } from '../../../ui/forms/date-field.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { PositionFields, type TypedPosition } from './position-fields.tsx';
import { adminText } from './text.ts';

const identity = api(identityContract);
const { body } = identityContract.createPosition;

interface Typed extends TypedPosition {
  readonly roles: readonly Role[];
  readonly from: string | null;
  readonly until: string | null;
}

/** Gives a person a position: unit, title, lines on documents, roles, dates. */
export function NewPosition({
  person,
  agencyId,
  close,
}: {
  readonly person: PersonView;
  readonly agencyId: string | undefined;
  readonly close: () => void;
}) {
  const text = useText(adminText);
  const kept = useKeptForm('giao-vi-tri', person.id);
  const act = useAct(
    (values: z.output<typeof body>, idempotencyKey) =>
      identity.createPosition({ params: { personId: person.id }, query: { agencyId }, body: values, idempotencyKey }),
    {
      kept,
      onDone: ({ proposedBy }) => {
        showToast({ words: proposedBy === null ? text.done.position : text.done.positionWaits });
        close();
      },
    },
  );
  const empty: Typed = { unitId: null, title: '', capacity: [], roles: [], from: today(), until: null };
  const form = useForm<Typed, typeof body>(empty, body, act.problem, kept);
  const toggle = (role: Role, on: boolean): void => {
    const others = form.values.roles.filter((one) => one !== role);
    form.set('roles', on ? [...others, role] : others);
  };
  return (
    <DialogForm
      title={`${text.addPosition} · ${person.fullName}`}
      submit={text.addPosition}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <PositionFields form={form} agencyId={agencyId} />
      <fieldset className="column gap-4">
        <legend className="field-label">{text.roles}</legend>
        {roles.map((role) => (
          <Checkbox
            key={role}
            checked={form.values.roles.includes(role)}
            onChange={(event) => toggle(role, event.target.checked)}
          >
            {text.role[role]} <span className="third">– {text.roleNote[role]}</span>
          </Checkbox>
        ))}
        {form.error('roles') !== undefined && (
          <div className="field-error" role="alert">
            {form.error('roles')}
          </div>
        )}
      </fieldset>
      <div className="form-columns">
        <FormField label={text.from} error={form.error('from')}>
          {(control) => (
            <DateField control={control} value={form.values.from} onChange={(value) => form.set('from', value)} />
          )}
        </FormField>
        <FormField label={text.until} error={form.error('until')} hint={text.untilHint}>
          {(control) => (
            <DateField control={control} value={form.values.until} onChange={(value) => form.set('until', value)} />
          )}
        </FormField>
      </div>
    </DialogForm>
  );
}
