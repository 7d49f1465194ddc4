import { Button } from 'antd';
import { type ArrivalView, exchangeContract } from '../../../../server/exchange/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { useForm } from '../../../ui/form.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { KeptNotice } from '../../../ui/kept-notice.tsx';
import { useKey } from '../../../ui/keyboard.ts';
import { ActNotice } from '../../../ui/notices.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useKeptForm } from '../../../ui/use-kept.ts';
import { exchangeText } from './text.ts';

const exchange = api(exchangeContract);
const { body } = exchangeContract.returnArrival;

/** Refuses an arrival (*trả lại*, state 02 *Từ chối tiếp nhận*): the sender reads the reason. */
export function ReturnForm({ arrival, onClose }: { readonly arrival: ArrivalView; readonly onClose: () => void }) {
  const texts = useText(exchangeText);
  const text = texts.returnForm;
  const kept = useKeptForm('tra-lai-goi', arrival.id);
  const act = useAct(
    (input: ReturnType<typeof body.parse>, idempotencyKey) =>
      exchange.returnArrival({ params: { arrivalId: arrival.id }, body: input, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: text.done });
        onClose();
      },
    },
  );
  const form = useForm({ version: arrival.version, reason: '' }, body, act.problem, kept);
  const submit = (): void => {
    const values = form.check();
    if (values) act.run({ ...values, version: arrival.version });
  };
  useKey('ctrl+enter', submit);
  return (
    <form
      className="arrival-return form"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        onClose();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{text.title}</h2>
      <KeptNotice kept={kept} />
      <fieldset className="chips" aria-label={text.reasons}>
        {text.templates.map((words) => (
          <button
            key={words}
            type="button"
            className="chip"
            aria-pressed={form.values.reason === words}
            onClick={() => form.set('reason', words)}
          >
            {words.replace('.', '')}
          </button>
        ))}
      </fieldset>
      <FormField label={text.reason} hint={text.hint} error={form.error('reason')} required>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            lines={[3, 8]}
            count={{ max: 500 }}
            value={form.values.reason}
            onChange={(event) => form.set('reason', event.target.value)}
          />
        )}
      </FormField>
      <ActNotice act={act} />
      <div className="flex gap-8">
        <Button type="primary" htmlType="submit" loading={act.busy}>
          {text.submit}
        </Button>
        <Button onClick={onClose}>{texts.cancel}</Button>
      </div>
    </form>
  );
}
