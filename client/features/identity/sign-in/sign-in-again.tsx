import { LockOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { identityContract, type SessionView } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { actAs } from '../../../api/acting.ts';
import { api } from '../../../api/client.ts';
import { useSession } from '../../../api/session.ts';
import { endSessionOver } from '../../../api/session-over.ts';
import { useText } from '../../../text/language.ts';
import { Dialog } from '../../../ui/dialogs/dialog.tsx';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { sessionText } from './text.ts';

const identity = api(identityContract);

/** Signs the same person in again, in the same position as before. */
async function signInAgain(before: SessionView, password: string): Promise<SessionView> {
  const session = await identity.signIn({ body: { username: before.person.username, password } });
  actAs(session);
  if (!before.position || session.position?.id === before.position.id) return session;
  const chosen = await identity.choosePosition({ body: { positionId: before.position.id } });
  actAs(chosen);
  return chosen;
}

/** The session ended while somebody was working: the password again, over the page, so that what was typed stays. */
export function SignInAgain() {
  const text = useText(sessionText);
  const before = useSession();
  const [password, setPassword] = useState('');
  const act = useAct(
    async (typed: string) => {
      if (before) await signInAgain(before, typed);
    },
    { onDone: () => endSessionOver('signed-in') },
  );
  const giveUp = (): void => {
    endSessionOver('given-up');
    window.location.assign('/dang-nhap');
  };
  if (!before) return null;
  return (
    <Dialog title={text.sessionOver} onClose={giveUp}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '') act.run(password);
        }}
      >
        <p className="second">{text.sessionOverNote}</p>
        <input type="hidden" name="username" autoComplete="username" value={before.person.username} readOnly />
        <FormField label={`${text.password} · ${before.person.fullName}`}>
          {(control) => (
            <Input.Password
              {...control}
              autoFocus
              autoComplete="current-password"
              prefix={<LockOutlined className="third" />}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </FormField>
        <ActNotice act={act} />
        <div className="flex gap-8">
          <Button type="primary" htmlType="submit" loading={act.busy}>
            {text.signIn}
          </Button>
          <Button onClick={giveUp}>{text.giveUp}</Button>
        </div>
      </form>
    </Dialog>
  );
}
