import { Button } from 'antd';
import { type MailView, mailsContract } from '../../../../server/intake/mails/contract.ts';
import { mailRefusals } from '../../../../server/intake/mails/mail-refusals.ts';
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
import { mailsText } from './text.ts';

const mails = api(mailsContract);
const { body } = mailsContract.refuseMail;
type Reason = (typeof mailRefusals)[number];

/** Refuses to take a mail in (*không tiếp nhận*): the reason goes into the log and into the answer that is written for its sender. */
export function RefuseForm({ mail, onClose }: { readonly mail: MailView; readonly onClose: () => void }) {
  const text = useText(mailsText);
  const kept = useKeptForm('tu-choi-thu', mail.id);
  const act = useAct(
    (input: ReturnType<typeof body.parse>, idempotencyKey) =>
      mails.refuseMail({ params: { mailId: mail.id }, body: input, idempotencyKey }),
    {
      kept,
      onDone: () => {
        showToast({ words: text.refusal.done });
        onClose();
      },
    },
  );
  const form = useForm({ reasonCode: null as Reason | null, reason: null as string | null }, body, act.problem, kept);
  const submit = (): void => {
    const values = form.check();
    if (values) act.run(values);
  };
  useKey('ctrl+enter', submit);
  return (
    <form
      className="mail-panel form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{text.refusal.title}</h2>
      <KeptNotice kept={kept} />
      <FormField label={text.reasons} error={form.error('reasonCode')} required>
        {({ 'aria-required': _, ...control }) => (
          <fieldset {...control} className="chips" tabIndex={-1} aria-label={text.reasons}>
            {mailRefusals.map((code) => (
              <button
                key={code}
                type="button"
                className="chip"
                aria-pressed={form.values.reasonCode === code}
                onClick={() => form.set('reasonCode', code)}
              >
                {text.kinds[code]}
              </button>
            ))}
          </fieldset>
        )}
      </FormField>
      <FormField
        label={text.reason}
        hint={text.reasonHint}
        error={form.error('reason')}
        required={form.values.reasonCode === 'other'}
      >
        {(control) => (
          <TextArea
            {...control}
            lines={[3, 8]}
            count={{ max: 500 }}
            value={form.values.reason ?? ''}
            onChange={({ target }) => form.set('reason', target.value === '' ? null : target.value)}
          />
        )}
      </FormField>
      <ActNotice act={act} />
      <div className="flex gap-8">
        <Button type="primary" htmlType="submit" loading={act.busy}>
          {text.refusal.submit}
        </Button>
        <Button onClick={onClose}>{text.refusal.cancel}</Button>
      </div>
    </form>
  );
}
