import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { type GroupView, groupsContract } from '../../../../../server/exchange/recipients/groups/contract.ts';
import { type Act, useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { CardForm } from '../../../../ui/forms/card-form.tsx';
import { type Form, useForm } from '../../../../ui/forms/form.ts';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import { useKeptForm } from '../../../../ui/forms/use-kept.ts';
import { RowSkeletons } from '../../../../ui/lists/row.tsx';
import { asRecipient, memberOf } from '../recipients/recipients.ts';
import { RecipientsField } from '../recipients/recipients-field.tsx';
import { ChangedMembers } from './changed-members.tsx';
import { EndGroup } from './end-group.tsx';
import { groupsText } from './groups-text.ts';

const groups = api(groupsContract);
const { body } = groupsContract.createGroup;

type Fields = z.output<typeof body>;

interface Closing {
  readonly close: () => void;
}

/** A group that is being made. */
export function NewGroup({ close }: Closing) {
  const text = useText(groupsText);
  const kept = useKeptForm('nhom-noi-nhan');
  const act = useAct((input: Fields, idempotencyKey) => groups.createGroup({ body: input, idempotencyKey }), {
    kept,
    onDone: ({ name }) => {
      showToast({ words: text.saved(name) });
      close();
    },
  });
  const form = useForm<Fields, typeof body>({ name: '', recipients: [] }, body, act.problem, kept);
  return <GroupForm form={form} act={act} kept={kept} close={close} />;
}

/** A group that is there: who is in it, to be changed or ended. */
export function ChangeGroup({ groupId, close }: Closing & { readonly groupId: string }) {
  const text = useText(groupsText);
  const asked = useQuery(queryOf(groupsContract, 'getGroup', { params: { groupId } }));
  if (asked.data) return <Change key={asked.data.version} group={asked.data} close={close} />;
  if (asked.error) return <ProblemNotice problem={asked.error} retry={() => void asked.refetch()} />;
  return <RowSkeletons label={text.loading} />;
}

function Change({ group, close }: Closing & { readonly group: GroupView }) {
  const text = useText(groupsText);
  const { id: groupId, version, name, recipients } = group;
  const kept = useKeptForm('nhom-noi-nhan', groupId);
  const act = useAct(
    (input: Fields, idempotencyKey) =>
      groups.changeGroup({ params: { groupId }, body: { ...input, version }, idempotencyKey }),
    {
      kept,
      onDone: (saved) => {
        showToast({ words: text.saved(saved.name) });
        close();
      },
    },
  );
  const initial = { name, recipients: recipients.map(({ standing: _, successor: __, ...member }) => member) };
  const form = useForm<Fields, typeof body>(initial, body, act.problem, kept);
  return (
    <GroupForm form={form} act={act} kept={kept} close={close} beside={<EndGroup group={group} close={close} />}>
      <ChangedMembers
        members={group.recipients}
        recipients={form.values.recipients}
        change={(next) => form.set('recipients', [...next])}
      />
    </GroupForm>
  );
}

function GroupForm({
  form: { values, set, error, check },
  act,
  kept,
  close,
  beside,
  children,
}: Closing & {
  readonly form: Form<Fields, Fields>;
  readonly act: Act<Fields>;
  readonly kept: KeptForm;
  readonly beside?: ReactNode;
  readonly children?: ReactNode;
}) {
  const text = useText(groupsText);
  return (
    <div className="groups-pad">
      <CardForm
        {...{ act, kept, close, beside }}
        submit={text.save}
        solid
        disabled={values.recipients.length === 0}
        onSubmit={() => {
          const checked = check();
          if (checked) act.run(checked);
        }}
      >
        <FormField label={text.name} error={error('name')} required>
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              value={values.name}
              onChange={({ target }) => set('name', target.value)}
            />
          )}
        </FormField>
        {children}
        <RecipientsField
          recipients={values.recipients.map(asRecipient)}
          withPaper={false}
          change={(recipients) => set('recipients', recipients.map(memberOf))}
          error={error('recipients')}
        />
      </CardForm>
    </div>
  );
}
