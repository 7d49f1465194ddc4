import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type GroupView, groupsContract } from '../../../../../server/exchange/recipients/groups/contract.ts';
import type { Recipient } from '../../../../../server/registry/outgoing/recipients/contract.ts';
import { registryPages } from '../../../../../server/registry/pages.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useRights } from '../../../../api/session.ts';
import { useText } from '../../../../text/language.ts';
import { ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import { PersonPicker } from '../../../../ui/forms/pickers.tsx';
import { LinkButton } from '../../../../ui/layout/link-button.tsx';
import { AddFresh, type Taking } from './add-fresh.tsx';
import { asRecipient, keyOfRecipient } from './recipients.ts';
import { recipientsText } from './recipients-text.ts';

/** A group of recipients, and what it unfolds to before it is taken: who is new, who is there already, who is not what it was. */
export function TakeGroup(taking: Taking) {
  const words = useText(recipientsText);
  const keeps = useRights().includes('exchange.groups');
  const groups = useQuery(queryOf(groupsContract, 'listGroups'));
  const [groupId, choose] = useState<string | null>(null);
  const keep = keeps && (
    <LinkButton to={registryPages.groups} small>
      {words.keepGroups}
    </LinkButton>
  );
  if (groups.data?.length === 0) {
    return (
      <div className="card recipients-paste">
        <p className="small second">{words.noGroups}</p>
        {keep && <div>{keep}</div>}
      </div>
    );
  }
  return (
    <div className="card recipients-paste">
      <FormField label={words.group} extra={keep}>
        {(control) => (
          <PersonPicker
            control={control}
            loading={groups.isPending}
            placeholder={words.chooseGroup}
            value={groupId}
            choices={(groups.data ?? []).map(({ id, name, count }) => ({
              ...{ value: id, label: name, note: words.groupCount(count) },
            }))}
            onChange={choose}
          />
        )}
      </FormField>
      {groups.error && <ProblemNotice problem={groups.error} retry={() => void groups.refetch()} />}
      {groupId !== null && <Unfolded key={groupId} groupId={groupId} {...taking} />}
    </div>
  );
}

function Unfolded({ groupId, recipients, add, close }: Taking & { readonly groupId: string }) {
  const words = useText(recipientsText);
  const group = useQuery(queryOf(groupsContract, 'getGroup', { params: { groupId } }));
  if (group.error) return <ProblemNotice problem={group.error} retry={() => void group.refetch()} />;
  if (!group.data) return null;
  const { fresh, known, gone, merged } = unfolded(group.data, recipients);
  return (
    <AddFresh fresh={fresh} known={known} add={add} close={close}>
      {gone.length > 0 && <p className="small caution">{words.gone(gone.map(({ name }) => name).join(', '))}</p>}
      {merged.map((member) => (
        <p key={keyOfRecipient(member)} className="small caution">
          {words.merged(member.name, member.successor?.name ?? '')}
        </p>
      ))}
    </AddFresh>
  );
}

/** What a group brings to those who are there: an agency that was merged comes under its own name, its successor gets what is sent. */
function unfolded({ recipients: members }: GroupView, there: readonly Recipient[]) {
  const taken = new Set(there.map(keyOfRecipient));
  const gone = members.filter(({ standing }) => standing === 'gone');
  const open = members.filter((member) => member.standing !== 'gone' && !taken.has(keyOfRecipient(member)));
  return {
    ...{ gone, merged: open.filter(({ standing }) => standing === 'merged') },
    known: members.length - gone.length - open.length,
    fresh: open.map(({ standing: _, successor: __, ...member }) => asRecipient(member)),
  };
}
