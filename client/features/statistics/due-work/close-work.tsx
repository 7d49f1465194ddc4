import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { statisticsContract } from '../../../../server/statistics/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { ReasonField } from '../../../ui/forms/reason-field.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { homeText } from './text.ts';

const statistics = api(statisticsContract);
const { body } = statisticsContract.closeWork;

interface Given {
  readonly jobId: string;
  /** How much was given up for the same reason at the same partner, this included. */
  readonly alike: number;
}

interface Reason {
  readonly reason: string;
  readonly alike: boolean;
}

interface Closing {
  readonly jobId: string;
  readonly input: Reason;
  readonly idempotencyKey: string;
  /** Told how much is closed while more is left. */
  readonly closing: (closed: number) => void;
}

/** Closes by as many acts as it takes, and gives how much; the key of each follows from the form’s, so that what was cut short goes on where it stood. */
async function closeWork({ jobId, input, idempotencyKey, closing }: Closing): Promise<number> {
  let closed = 0;
  for (let part = 1; ; part += 1) {
    const key = part === 1 ? idempotencyKey : `${idempotencyKey}/${part}`;
    const answer = await statistics.closeWork({ params: { jobId }, body: input, idempotencyKey: key });
    closed += answer.closed;
    if (!answer.left) return closed;
    closing(closed);
  }
}

/** *Ghi nhận*: that another agency need not be told by the system any more, with how it knows; of one piece of work, or of all that is like it. */
export function CloseWork(given: Given) {
  const text = useText(homeText);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" type="text" onClick={() => setOpen(true)}>
        {text.closeWork}
      </Button>
      {isOpen && <CloseWorkDialog {...given} close={() => setOpen(false)} />}
    </>
  );
}

function CloseWorkDialog({ jobId, alike, close }: Given & { readonly close: () => void }) {
  const text = useText(homeText);
  const kept = useKeptForm('ghi-nhan-viec', jobId);
  const [closed, setClosed] = useState(0);
  const act = useAct(
    (input: Reason, idempotencyKey) => closeWork({ jobId, input, idempotencyKey, closing: setClosed }),
    {
      kept,
      onDone: (all) => showToast({ words: text.workClosed(all) }),
    },
  );
  const form = useForm({ reason: '', alike: alike > 1 }, body, act.problem, kept);
  return (
    <DialogForm
      title={text.closeWorkTitle}
      submit={text.closeWork}
      act={act}
      kept={kept}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
      onClose={close}
    >
      <p className="small second">{text.closeWorkNote}</p>
      <ReasonField
        {...{ label: text.closeWorkReason, hint: text.closeWorkHint, error: form.error('reason') }}
        value={form.values.reason}
        type={(reason) => form.set('reason', reason)}
      />
      {alike > 1 && (
        <Checkbox checked={form.values.alike} onChange={(event) => form.set('alike', event.target.checked)}>
          {text.closeAlike(alike)}
        </Checkbox>
      )}
      {act.busy && closed > 0 && (
        <p className="small second" role="status">
          {text.closingWork(closed, alike)}
        </p>
      )}
    </DialogForm>
  );
}
