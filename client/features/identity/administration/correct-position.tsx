import type { z } from 'zod';
import { identityContract, type PositionView } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { useEditing } from '../../../ui/editing.ts';
import { showToast } from '../../../ui/toast.tsx';
import { useKeptForm } from '../../../ui/use-kept.ts';
import { PositionFields, type TypedPosition } from './position-fields.tsx';
import { ReasonField } from './reason-field.tsx';
import { adminText } from './text.ts';

const identity = api(identityContract);
const { body } = identityContract.correctPosition;

/** Sets right title, unit and lines of a position; where its roles take two people another administrator agrees. */
export function CorrectPosition({
  position,
  agencyId,
  close,
}: {
  readonly position: PositionView;
  readonly agencyId: string | undefined;
  readonly close: () => void;
}) {
  const text = useText(adminText);
  const kept = useKeptForm('sua-vi-tri', position.id);
  const sending = useAct(
    (values: z.output<typeof body>, idempotencyKey) =>
      identity.correctPosition({
        params: { positionId: position.id },
        query: { agencyId },
        body: values,
        idempotencyKey,
      }),
    {
      kept,
      onDone: ({ correction }) => {
        showToast({ words: correction === null ? text.done.corrected : text.done.correctionWaits });
        close();
      },
    },
  );
  const { unitId, title, capacity } = position;
  const values: TypedPosition & { readonly version: number; readonly reason: string } = {
    version: position.version,
    unitId,
    title,
    capacity,
    reason: '',
  };
  const { form, version, act } = useEditing({ version: position.version, values }, body, sending, kept);
  return (
    <DialogForm
      title={`${text.correctPosition} · ${position.fullName}, ${position.title}`}
      submit={text.correct}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const checked = form.check();
        if (checked) act.run({ ...checked, version });
      }}
    >
      <PositionFields form={form} agencyId={agencyId} />
      <ReasonField form={form} />
    </DialogForm>
  );
}
