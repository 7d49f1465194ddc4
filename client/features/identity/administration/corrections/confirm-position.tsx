import { identityContract, type PositionView } from '../../../../../server/identity/contract.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../../ui/forms/dialog-form.tsx';
import { adminText } from '../text.ts';

const identity = api(identityContract);

/** Agrees to a position another administrator gave – its rights begin –, or to how it is to be called. */
export function ConfirmPosition({
  position,
  agencyId,
  close,
}: {
  readonly position: PositionView;
  readonly agencyId: string | undefined;
  readonly close: () => void;
}) {
  const text = useText(adminText);
  const { correction } = position;
  const roles = position.roles.map((role) => text.role[role]).join(', ');
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      identity.confirmPosition({
        params: { positionId: position.id },
        query: { agencyId },
        body: { version: position.version },
        idempotencyKey,
      }),
    {
      onDone: () => {
        showToast({ words: correction === null ? text.done.confirmed : text.done.corrected });
        close();
      },
    },
  );
  return (
    <DialogForm
      title={`${text.confirmPosition} · ${position.fullName}, ${position.title}`}
      submit={text.confirmPosition}
      act={act}
      onClose={close}
      onSubmit={() => act.run(undefined)}
    >
      {correction === null ? (
        <p>{text.confirmNote(roles)}</p>
      ) : (
        <>
          <p>{text.correctionNote(roles)}</p>
          <dl className="facts">
            <dt>{text.positionTitle}</dt>
            <dd>{correction.title}</dd>
            <dt>{text.unit}</dt>
            <dd>{correction.unitName ?? text.noUnit}</dd>
            <dt>{text.capacity}</dt>
            <dd>{correction.capacity.join(', ') || '–'}</dd>
          </dl>
        </>
      )}
    </DialogForm>
  );
}
