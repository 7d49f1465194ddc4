import { HighlightOutlined } from '@ant-design/icons';
import { useState } from 'react';
import type { IncomingSummary } from '../../../server/registry/incoming/contract.ts';
import { registryPages } from '../../../server/registry/pages.ts';
import { routingContract } from '../../../server/routing/contract.ts';
import { api } from '../../api/client.ts';
import { useHasRole } from '../../api/session.ts';
import { useText } from '../../text/language.ts';
import { FormField } from '../../ui/forms/form-field.tsx';
import { PersonPicker } from '../../ui/forms/pickers.tsx';
import { TextArea } from '../../ui/forms/text-area.tsx';
import { ActOnMany } from '../../ui/many/act-on-many.tsx';
import { useMany } from '../../ui/many/use-many.ts';
import { choiceOf, usePositions } from './positions.ts';
import { routingText } from './text.ts';

const routing = api(routingContract);
const { body } = routingContract.presentDocument;

interface PresentManyProps {
  readonly chosen: readonly IncomingSummary[];
  readonly clear: () => void;
}

/** Presents the chosen documents to one leader, each by itself, with the same proposal if there is one; for clerks. */
export function PresentMany(props: PresentManyProps) {
  return useHasRole('clerk') ? <Presenting {...props} /> : null;
}

function Presenting({ chosen, clear }: PresentManyProps) {
  const { present: words } = useText(routingText);
  const { leaders, all } = usePositions();
  const [picked, pick] = useState<string | null>(null);
  const [proposal, setProposal] = useState('');
  const only = leaders.length === 1 ? leaders[0]?.id : undefined;
  const input = body.safeParse({
    leaderPositionId: picked ?? only,
    proposal: proposal.trim() === '' ? null : proposal,
  });
  const many = useMany({
    name: 'trinh',
    input: body,
    send: async ({ id, key }, given) => {
      await routing.presentDocument({ params: { documentId: id }, body: given, idempotencyKey: key });
      return { said: words.done(all.find((position) => position.id === given.leaderPositionId)?.fullName ?? '') };
    },
  });
  return (
    <ActOnMany
      many={many}
      icon={<HighlightOutlined />}
      words={words.title}
      candidates={chosen.map(({ id, version, code, subject, state }) => ({
        ...{ id, version },
        words: [code, subject].filter(Boolean).join(' · '),
        page: `${registryPages.incoming}/${id}`,
        cannot: state === 'registered' ? undefined : words.cannot[state],
      }))}
      input={input.success ? input.data : undefined}
      clear={clear}
      isNext
    >
      <FormField label={words.leader} required>
        {(control) => (
          <PersonPicker
            control={control}
            choices={leaders.map(choiceOf)}
            placeholder={words.chooseLeader}
            value={picked ?? only ?? null}
            onChange={pick}
          />
        )}
      </FormField>
      <FormField label={words.proposal}>
        {(control) => (
          <TextArea
            {...control}
            lines={[2, 6]}
            count={{ max: 1000 }}
            value={proposal}
            onChange={({ target }) => setProposal(target.value)}
          />
        )}
      </FormField>
    </ActOnMany>
  );
}
