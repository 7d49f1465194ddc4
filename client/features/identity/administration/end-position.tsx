import { identityContract, type PositionView } from '../../../../server/identity/contract.ts';
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
import { adminText } from './text.ts';

const identity = api(identityContract);
const { body } = identityContract.endPosition;

/** Ends a position on a day; its rights end then. */
export function EndPosition({
  position,
  agencyId,
  close,
}: {
  readonly position: PositionView;
  readonly agencyId: string | undefined;
  readonly close: () => void;
}) {
  const text = useText(adminText);
  const kept = useKeptForm('thoi-giu', position.id);
  const act = useAct(
    (values: { until: string }, idempotencyKey) =>
      identity.endPosition({ params: { positionId: position.id }, query: { agencyId }, body: values, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: text.done.ended });
        close();
      },
    },
  );
  const form = useForm<{ readonly until: string | null }, typeof body>({ until: today() }, body, act.problem, kept);
  return (
    <DialogForm
      title={`${text.endPosition} · ${position.fullName}, ${position.title}`}
      submit={text.endPosition}
      danger
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <FormField label={text.until} error={form.error('until')} hint={text.endHint}>
        {(control) => (
          <DateField control={control} value={form.values.until} onChange={(value) => form.set('until', value)} />
        )}
      </FormField>
    </DialogForm>
  );
}
