import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { statisticsContract } from '../../../../server/statistics/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { TextArea } from '../../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { homeText } from './text.ts';

const statistics = api(statisticsContract);
const { body } = statisticsContract.closeWork;

interface Given {
  readonly jobId: string;
  /** How much was given up for the same reason at the same partner, this included. */
  readonly alike: number;
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
  const act = useAct(
    (input: { readonly reason: string; readonly alike: boolean }, idempotencyKey) =>
      statistics.closeWork({ params: { jobId }, body: input, idempotencyKey }),
    { kept, onDone: ({ closed }) => showToast({ words: text.workClosed(closed) }) },
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
      <FormField label={text.closeWorkReason} hint={text.closeWorkHint} error={form.error('reason')} required>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            lines={[2, 6]}
            maxLength={500}
            value={form.values.reason}
            onChange={(event) => form.set('reason', event.target.value.replaceAll('\n', ' '))}
          />
        )}
      </FormField>
      {alike > 1 && (
        <Checkbox checked={form.values.alike} onChange={(event) => form.set('alike', event.target.checked)}>
          {text.closeAlike(alike)}
        </Checkbox>
      )}
    </DialogForm>
  );
}
