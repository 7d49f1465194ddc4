import { identityContract, type PositionView } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { adminText } from './text.ts';

const identity = api(identityContract);

/** Agrees to a position another administrator gave; its rights begin. */
export function ConfirmPosition({ position, close }: { readonly position: PositionView; readonly close: () => void }) {
  const text = useText(adminText);
  const act = useAct(
    (_: undefined, idempotencyKey) => identity.confirmPosition({ params: { positionId: position.id }, idempotencyKey }),
    {
      onDone: () => {
        showToast({ words: text.done.confirmed });
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
      <p>{text.confirmNote(position.roles.map((role) => text.role[role]).join(', '))}</p>
    </DialogForm>
  );
}
