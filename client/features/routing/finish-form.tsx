import type { IncomingView } from '../../../server/registry/incoming/contract.ts';
import { type AssignmentView, routingContract } from '../../../server/routing/contract.ts';
import { useAct } from '../../api/act.ts';
import { api } from '../../api/client.ts';
import { useText } from '../../text/language.ts';
import { showToast } from '../../ui/feedback/toast.tsx';
import { useForm } from '../../ui/forms/form.ts';
import { FormField } from '../../ui/forms/form-field.tsx';
import { PanelForm } from '../../ui/forms/panel-form.tsx';
import { TextArea } from '../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../ui/forms/use-kept.ts';
import { routingText } from './text.ts';

const routing = api(routingContract);
const { body } = routingContract.finishAssignment;

/** Reports one’s part done, with its result. */
export function FinishForm({
  assignment,
  answers,
  onDone,
  onCancel,
}: {
  readonly assignment: AssignmentView;
  readonly answers: IncomingView['answeredBy'];
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const words = useText(routingText).finish;
  const answered = answers.findLast(({ refused }) => !refused);
  const kept = useKeptForm('xong', assignment.id);
  const act = useAct(
    (input: ReturnType<typeof body.parse>, idempotencyKey) =>
      routing.finishAssignment({ params: { assignmentId: assignment.id }, body: input, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: words.done });
        onDone();
      },
    },
  );
  const form = useForm(
    { result: answered === undefined ? '' : words.answered(answered.code) },
    body,
    act.problem,
    kept,
  );
  const submit = (): void => {
    const values = form.check();
    if (values) act.run(values);
  };
  return (
    <PanelForm title={words.title} submit={words.submit} kept={kept} act={act} onSubmit={submit} onCancel={onCancel}>
      <FormField label={words.result} hint={words.resultHint} error={form.error('result')} required>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            lines={[4, 12]}
            count={{ max: 2000 }}
            value={form.values.result}
            onChange={(event) => form.set('result', event.target.value)}
          />
        )}
      </FormField>
    </PanelForm>
  );
}
