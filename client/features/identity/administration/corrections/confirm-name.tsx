import { identityContract, type PersonView } from '../../../../../server/identity/contract.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../../ui/forms/dialog-form.tsx';
import { adminText } from '../text.ts';

const identity = api(identityContract);

/** Agrees to the name that another administrator asked for; the two names stand one under the other. */
export function ConfirmName({
  person,
  agencyId,
  close,
}: {
  readonly person: PersonView;
  readonly agencyId: string | undefined;
  readonly close: () => void;
}) {
  const text = useText(adminText);
  const { id: personId, version, fullName, correction } = person;
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      identity.confirmName({ params: { personId }, query: { agencyId }, body: { version }, idempotencyKey }),
    {
      onDone: () => {
        showToast({ words: text.done.name });
        close();
      },
    },
  );
  return (
    <DialogForm
      title={`${text.confirmName} · ${fullName}`}
      submit={text.confirmName}
      act={act}
      onClose={close}
      onSubmit={() => act.run(undefined)}
    >
      <dl className="facts">
        <dt>{text.nameNow}</dt>
        <dd>{fullName}</dd>
        <dt>{text.nameThen}</dt>
        <dd>{correction?.fullName}</dd>
      </dl>
      <p>{text.confirmNameNote}</p>
    </DialogForm>
  );
}
