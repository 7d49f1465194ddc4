import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { identityContract, type SessionView } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { ProblemError, problemOf } from '../../../api/problem.ts';
import { takeSession } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { sessionText } from './text.ts';

const identity = api(identityContract);

/** Signs in, and makes sure that the browser keeps the session: where cookies are blocked it would be over with the next request. */
async function signIn(body: { readonly username: string; readonly password: string }): Promise<SessionView> {
  const session = await identity.signIn({ body });
  try {
    await identity.whoAmI();
  } catch (error) {
    if (problemOf(error).status !== 401) throw error;
    throw new ProblemError({ slug: 'cookies-blocked', status: 401, cause: error });
  }
  return session;
}

/** User name and password; a chosen demo account is filled in and signed in at once. */
export function SignInForm({
  chosen,
  demoPassword,
}: {
  readonly chosen: string | undefined;
  readonly demoPassword: string | null;
}) {
  const text = useText(sessionText);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct(signIn, { onDone: takeSession, makesStale: [] });
  const run = useRef(act.run);
  run.current = act.run;
  useEffect(() => {
    if (chosen === undefined || demoPassword === null) return;
    setUsername(chosen);
    setPassword(demoPassword);
    run.current({ username: chosen, password: demoPassword });
  }, [chosen, demoPassword]);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (username !== '' && password !== '') act.run({ username: username.trim(), password });
      }}
    >
      <FormField label={text.username} error={tried && username === '' ? text.needUsername : undefined}>
        {(control) => (
          <Input
            {...control}
            size="large"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            prefix={<UserOutlined className="third" />}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        )}
      </FormField>
      <FormField
        label={text.password}
        error={tried && password === '' ? text.needPassword : undefined}
        hint={text.forgot}
      >
        {(control) => (
          <Input.Password
            {...control}
            size="large"
            name="password"
            autoComplete="current-password"
            prefix={<LockOutlined className="third" />}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </FormField>
      <ActNotice act={act} />
      <Button type="primary" htmlType="submit" size="large" block loading={act.busy}>
        {text.signIn}
      </Button>
    </form>
  );
}
