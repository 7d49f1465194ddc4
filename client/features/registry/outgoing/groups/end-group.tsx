import { Button } from 'antd';
import { useState } from 'react';
import { type GroupView, groupsContract } from '../../../../../server/exchange/recipients/groups/contract.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../../ui/forms/dialog-form.tsx';
import { groupsText } from './groups-text.ts';

interface EndingGroup {
  readonly group: GroupView;
  readonly close: () => void;
}

/** Ends a group — *bỏ nhóm* –, asked once more. */
export function EndGroup(ending: EndingGroup) {
  const text = useText(groupsText);
  const [isAsking, ask] = useState(false);
  return (
    <>
      <Button danger onClick={() => ask(true)}>
        {text.end}
      </Button>
      {isAsking && <Asked {...ending} back={() => ask(false)} />}
    </>
  );
}

function Asked({ group, close, back }: EndingGroup & { readonly back: () => void }) {
  const text = useText(groupsText);
  const { id: groupId, version, name } = group;
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      api(groupsContract).endGroup({ params: { groupId }, body: { version }, idempotencyKey }),
    {
      onDone: () => {
        showToast({ words: text.ended(name) });
        close();
      },
    },
  );
  return (
    <DialogForm
      title={text.endOf(name)}
      submit={text.end}
      act={act}
      danger
      onClose={back}
      onSubmit={() => act.run(undefined)}
    >
      <p>{text.endNote}</p>
    </DialogForm>
  );
}
