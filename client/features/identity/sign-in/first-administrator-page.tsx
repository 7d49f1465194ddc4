import './session.css';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import type { z } from 'zod';
import { identityContract } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { takeSession } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice, Notice } from '../../../ui/feedback/notices.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { Mark } from '../../../ui/theme/mark.tsx';
import { sessionText } from './text.ts';

const identity = api(identityContract);
const { body } = identityContract.createFirstAdministrator;

/** The form is flat; the contract wants the agency as an object of its own. */
interface Typed {
  readonly username: string;
  readonly fullName: string;
  readonly password: string;
  readonly name: string;
  readonly code: string;
  readonly symbol: string;
  readonly place: string;
}

const empty: Typed = {
  username: '',
  fullName: '',
  password: '',
  name: '',
  code: '',
  symbol: '',
  place: '',
};
const schema = body
  .omit({ token: true, agency: true })
  .extend(body.shape.agency.omit({ oldCode: true, parentName: true }).shape);

function requestOf(
  token: string,
  { username, fullName, password, ...agency }: z.output<typeof schema>,
): z.input<typeof body> {
  return { token, username, fullName, password, agency };
}

/** The first agency and its administrator, by the one-time link that the start of a production deployment prints. */
export function FirstAdministratorPage() {
  const text = useText(sessionText);
  const navigate = useNavigate();
  const [filters] = useFilters();
  const token = window.location.hash.slice(1) || filters.token || '';
  const act = useAct((request: z.input<typeof body>) => identity.createFirstAdministrator({ body: request }), {
    onDone: (session) => {
      takeSession(session);
      void navigate({ to: '/dang-nhap', replace: true });
    },
  });
  const form = useForm<Typed, typeof schema>(empty, schema, act.problem, 'secret');
  const field = (name: keyof Typed, label: string, hint?: string) => (
    <FormField label={label} error={form.error(name)} hint={hint}>
      {(control) =>
        name === 'password' ? (
          <Input.Password
            {...control}
            autoComplete="new-password"
            value={form.values[name]}
            onChange={(event) => form.set(name, event.target.value)}
          />
        ) : (
          <Input
            {...control}
            autoComplete={name === 'username' ? 'username' : 'off'}
            value={form.values[name]}
            onChange={(event) => form.set(name, event.target.value)}
          />
        )
      }
    </FormField>
  );
  return (
    <main className="entry">
      <section className="entry-form entry-wide">
        <Mark size={40} />
        <form
          className="form entry-step"
          onSubmit={(event) => {
            event.preventDefault();
            const values = form.check();
            if (values) act.run(requestOf(token, values));
          }}
        >
          <div className="entry-title">
            <h1>{text.firstTitle}</h1>
            <p className="second">{text.firstNote}</p>
          </div>
          {token === '' && (
            <Notice tone="bad" title={text.noToken}>
              {text.noTokenNote}
            </Notice>
          )}
          <div className="form-columns">
            {field('fullName', text.fullName)}
            {field('username', text.username)}
          </div>
          {field('password', text.nextPassword, text.nextHint)}
          <h2>{text.agency}</h2>
          {field('name', text.agencyName)}
          <div className="form-columns">
            {field('code', text.agencyCode, text.agencyCodeHint)}
            {field('symbol', text.agencySymbol)}
            {field('place', text.agencyPlace)}
          </div>
          <ActNotice act={act} />
          <Button type="primary" htmlType="submit" size="large" loading={act.busy} style={{ alignSelf: 'flex-start' }}>
            {text.create}
          </Button>
        </form>
      </section>
    </main>
  );
}
