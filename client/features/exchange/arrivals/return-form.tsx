import { Button } from 'antd';
import {
  type ArrivalView,
  arrivalsContract,
  type ReturnReason,
  returnReasons,
} from '../../../../server/exchange/arrivals/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { KeptNotice } from '../../../ui/forms/kept-notice.tsx';
import { TextArea } from '../../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { useKey } from '../../../ui/keys/keyboard.ts';
import { refusalReasonText } from '../refusal-words.ts';
import { exchangeText } from './text.ts';

const exchange = api(arrivalsContract);
const { body } = arrivalsContract.returnArrival;

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
  const kinds = useText(refusalReasonText);
  const nothing = { version: arrival.version, reasonCode: null as ReturnReason | null, reason: '' };
  const form = useForm(nothing, body, act.problem, kept);
  /** Words that only repeat the kind of reason follow it; what somebody wrote stays. */
  const choose = (reasonCode: ReturnReason): void => {
    const suggestions = returnReasons.map((code) => suggestionFor(code, kinds));
    const isOwn = !['', ...suggestions].includes(form.values.reason);
    const reason = isOwn ? form.values.reason : suggestionFor(reasonCode, kinds);
    form.setAll({ ...form.values, reasonCode, reason });
  };
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
      <FormField label={text.reasons} error={form.error('reasonCode')} required>
        {({ 'aria-required': _, ...control }) => (
          <fieldset {...control} className="chips" tabIndex={-1} aria-label={text.reasons}>
            {returnReasons.map((code) => (
              <button
                key={code}
                type="button"
                className="chip"
                aria-pressed={form.values.reasonCode === code}
                onClick={() => choose(code)}
              >
                {kinds[code]}
              </button>
            ))}
          </fieldset>
        )}
      </FormField>
      <FormField label={text.reason} hint={text.hint} error={form.error('reason')} required>
        {(control) => (
          <TextArea
            {...control}
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

/** What stands in the field of words once a kind of reason is chosen; another reason is told by whoever has it. */
function suggestionFor(code: ReturnReason, kinds: Readonly<Record<ReturnReason, string>>): string {
  return code === 'other' ? '' : `${kinds[code]}.`;
}
