import { z } from 'zod';
import type { IncomingView } from '../../../server/registry/incoming/contract.ts';
import { routingContract } from '../../../server/routing/contract.ts';
import { useAct } from '../../api/act.ts';
import { api } from '../../api/client.ts';
import { useText } from '../../text/language.ts';
import { showToast } from '../../ui/feedback/toast.tsx';
import { useForm } from '../../ui/forms/form.ts';
import { FormField } from '../../ui/forms/form-field.tsx';
import { PanelForm } from '../../ui/forms/panel-form.tsx';
import { PersonPicker } from '../../ui/forms/pickers.tsx';
import { TextArea } from '../../ui/forms/text-area.tsx';
import { useKept, useKeptForm } from '../../ui/forms/use-kept.ts';
import { choiceOf, headMeant, usePositions } from './positions.ts';
import { routingText } from './text.ts';

const routing = api(routingContract);
const { body } = routingContract.presentDocument;

interface PresentFormProps {
  readonly document: IncomingView;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Loads whom the form starts with. */
export function PresentForm(props: PresentFormProps) {
  const positions = usePositions();
  return positions.loading ? null : <Fields {...props} positions={positions} />;
}

/** Presents the document to a leader (*trình lãnh đạo*), with what the clerk proposes: the head of the unit whom its sender means it for. */
function Fields({ document, positions, onDone, onCancel }: PresentFormProps & { readonly positions: Positions }) {
  const { present: words, forUnit } = useText(routingText);
  const { kept, act, form, leaderPositionId, handler, propose, submit } = usePresenting(document, positions, onDone);
  return (
    <PanelForm title={words.title} submit={words.submit} kept={kept} act={act} onSubmit={submit} onCancel={onCancel}>
      <FormField
        label={words.leader}
        error={leaderPositionId === null ? form.error('leaderPositionId') : undefined}
        required
      >
        {(control) => (
          <PersonPicker
            control={control}
            choices={positions.leaders.map(choiceOf)}
            placeholder={words.chooseLeader}
            value={leaderPositionId}
            onChange={(id) => form.set('leaderPositionId', id)}
          />
        )}
      </FormField>
      <FormField label={words.mainHandler} hint={document.forUnit === null ? undefined : forUnit(document.forUnit)}>
        {(control) => (
          <PersonPicker
            control={control}
            choices={positions.handlers.map(choiceOf)}
            placeholder={words.chooseHandler}
            value={handler}
            onChange={propose}
          />
        )}
      </FormField>
      <FormField label={words.proposal} hint={words.proposalHint} error={form.error('proposal')}>
        {(control) => (
          <TextArea
            {...control}
            lines={[3, 8]}
            count={{ max: 1000 }}
            value={form.values.proposal ?? ''}
            onChange={(event) => form.set('proposal', event.target.value === '' ? null : event.target.value)}
          />
        )}
      </FormField>
    </PanelForm>
  );
}

type Positions = ReturnType<typeof usePositions>;

/** Who is to decide, who is proposed to handle it, and the words of the proposal, which name him. */
function usePresenting(document: IncomingView, positions: Positions, onDone: () => void) {
  const words = useText(routingText).present;
  const [first] = positions.leaders;
  const meant = headMeant(positions.heads, document.forUnit);
  const kept = useKeptForm('trinh', document.id);
  const act = useAct(
    (input: ReturnType<typeof body.parse>, idempotencyKey) =>
      routing.presentDocument({ params: { documentId: document.id }, body: input, idempotencyKey }),
    {
      kept,
      onDone: (_, { leaderPositionId }) => {
        const leader = positions.all.find(({ id }) => id === leaderPositionId);
        showToast({ words: words.done(leader?.fullName ?? '') });
        onDone();
      },
    },
  );
  const form = useForm<{ leaderPositionId: string | null; proposal: string | null }, typeof body>(
    { leaderPositionId: null, proposal: meant ? words.proposed(meant.fullName) : null },
    body,
    act.problem,
    kept,
  );
  const [handler, setHandler] = useKept<string | null>(kept, 'handler', meant?.id ?? null, z.string().nullable());
  const leaderPositionId =
    form.values.leaderPositionId ?? (positions.leaders.length === 1 ? (first?.id ?? null) : null);
  const propose = (id: string | null): void => {
    const before = positions.all.find((position) => position.id === handler);
    const next = positions.all.find((position) => position.id === id);
    const rest = (form.values.proposal ?? '').replace(before ? words.proposed(before.fullName) : '', '').trim();
    const proposal = [next ? words.proposed(next.fullName) : '', rest].filter(Boolean).join(' ');
    setHandler(() => id);
    form.set('proposal', proposal === '' ? null : proposal);
  };
  const submit = (): void => {
    form.check();
    const checked = body.safeParse({ ...form.values, leaderPositionId });
    if (checked.success) act.run(checked.data);
  };
  return { kept, act, form, leaderPositionId, handler, propose, submit };
}
