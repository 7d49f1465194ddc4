import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { identityContract } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { sessionQuery } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { sessionText } from './text.ts';

const identity = api(identityContract);
const { body } = identityContract.changePassword;

/** A password of one’s own; `forced` while the start password is still in use. */
export function ChangePassword({ forced }: { readonly forced: boolean }) {
  const text = useText(sessionText);
  const client = useQueryClient();
  const navigate = useNavigate();
  const act = useAct((values: { current: string; next: string }) => identity.changePassword({ body: values }), {
    onDone: () => {
      showToast({ words: text.passwordChanged });
      void client.refetchQueries({ queryKey: sessionQuery.queryKey }).then(() => navigate({ to: '/', replace: true }));
    },
  });
  const form = useForm({ current: '', next: '' }, body, act.problem, 'secret');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <div className="entry-title">
        <h1>{text.changePassword}</h1>
        {forced && <p className="second">{text.mustChange}</p>}
      </div>
      <FormField label={text.currentPassword} error={form.error('current')}>
        {(control) => (
          <Input.Password
            {...control}
            size="large"
            autoComplete="current-password"
            value={form.values.current}
            onChange={(event) => form.set('current', event.target.value)}
          />
        )}
      </FormField>
      <FormField label={text.nextPassword} error={form.error('next')} hint={text.nextHint}>
        {(control) => (
          <Input.Password
            {...control}
            size="large"
            autoComplete="new-password"
            value={form.values.next}
            onChange={(event) => form.set('next', event.target.value)}
          />
        )}
      </FormField>
      <ActNotice act={act} />
      <div className="flex gap-12">
        <Button type="primary" htmlType="submit" size="large" loading={act.busy}>
          {text.changePassword}
        </Button>
        {!forced && (
          <Button size="large" onClick={() => void navigate({ to: '/' })}>
            {text.back}
          </Button>
        )}
      </div>
    </form>
  );
}
