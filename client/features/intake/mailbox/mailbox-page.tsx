import './mailbox.css';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { type MailboxView, mailboxContract } from '../../../../server/intake/mailboxes/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { ProblemError } from '../../../api/problem.ts';
import { useProblemWords } from '../../../api/problem-text.ts';
import { askAgain, queryOf } from '../../../api/query-client.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice, Notice, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { type Form, useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { mailboxText } from './text.ts';

const { body } = mailboxContract.setMailbox;
/** A page that stands open tells within this time what came of a look. */
const LOOK_AGAIN_MS = 15_000;

/** Which mailbox is looked into for the agency (*hộp thư cơ quan*), and how that goes. */
export function MailboxPage() {
  const text = useText(mailboxText);
  const asked = useQuery({ ...queryOf(mailboxContract, 'getMailbox'), refetchInterval: LOOK_AGAIN_MS });
  return (
    <Page header={<PageHeader title={text.title} note={text.note} />}>
      {asked.isPending && <RowSkeletons label={text.loading} />}
      {asked.error && !asked.data && <ProblemNotice problem={asked.error} retry={() => void asked.refetch()} />}
      {asked.data && (
        <div className="mailbox">
          {asked.data.mailbox && <State mailbox={asked.data.mailbox} />}
          <Settings known={asked.data.mailbox} />
        </div>
      )}
    </Page>
  );
}

function State({ mailbox: { active, state } }: { readonly mailbox: MailboxView }) {
  const text = useText(mailboxText);
  const { title, detail } = useProblemWords(new ProblemError({ slug: state.fault?.code ?? '', status: 503 }));
  const looked = state.lookedAt === null ? text.never : text.looked(shortMoment(state.lookedAt));
  return (
    <section className="column gap-8" aria-label={text.state}>
      {active && state.fault ? (
        <Notice tone="bad" title={`${text.fault(shortMoment(state.fault.since))}: ${title}`}>
          {detail}
        </Notice>
      ) : (
        <Notice tone={active ? 'good' : 'caution'} title={active ? looked : text.off}>
          {text.taken(state.taken)}
        </Notice>
      )}
      {state.notTaken.length > 0 && (
        <Notice tone="caution" title={text.notTaken}>
          <ul>
            {state.notTaken.map((one) => (
              <NotTaken key={`${one.uid} ${one.at}`} {...one} />
            ))}
          </ul>
          <div className="small second">{text.notTakenNote}</div>
        </Notice>
      )}
    </section>
  );
}

function NotTaken({ uid, at, code }: MailboxView['state']['notTaken'][number]) {
  const text = useText(mailboxText);
  const { title } = useProblemWords(new ProblemError({ slug: code, status: 422 }));
  return (
    <li className="small">
      {text.message(uid, shortMoment(at))}: {title}
    </li>
  );
}

type Values = Omit<MailboxView, 'state' | 'port'> & { readonly port: number | null; readonly password?: string };

function initialOf(known: MailboxView | null): Values {
  const none = { address: '', host: '', port: 993, security: 'tls', username: '', folder: 'INBOX' } as const;
  if (!known) return { ...none, after: 'mark', moveTo: null, active: true };
  const { state: _, ...settings } = known;
  return settings;
}

function Settings({ known }: { readonly known: MailboxView | null }) {
  const text = useText(mailboxText);
  const act = useAct((values: ReturnType<typeof body.parse>) => api(mailboxContract).setMailbox({ body: values }), {
    onDone: () => {
      showToast({ words: text.saved });
      form.set('password', undefined);
      void askAgain('mailbox');
    },
  });
  const form = useForm<Values, typeof body>(initialOf(known), body, act.problem, 'secret');
  return (
    <form
      className="column gap-16 form"
      onSubmit={(event) => {
        event.preventDefault();
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <Words form={form} name="address" label={text.address} />
      <Words form={form} name="host" label={text.host} />
      <FormField label={text.security} error={form.error('security')} required>
        {(control) => (
          <Select<Values['security']>
            {...control}
            value={form.values.security}
            options={(['tls', 'starttls'] as const).map((value) => ({ value, label: text.securities[value] }))}
            onChange={(security) => form.setAll({ ...form.values, security, port: security === 'tls' ? 993 : 143 })}
          />
        )}
      </FormField>
      <FormField label={text.port} error={form.error('port')} required>
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={65_535}
            value={form.values.port}
            onChange={(port) => form.set('port', port)}
          />
        )}
      </FormField>
      <Words form={form} name="username" label={text.username} />
      <FormField
        label={text.password}
        hint={known ? `${text.passwordKept} ${text.passwordNote}` : text.passwordNote}
        error={form.error('password')}
        required={!known}
      >
        {(control) => (
          <Input.Password
            {...control}
            autoComplete="new-password"
            value={form.values.password ?? ''}
            onChange={({ target }) => form.set('password', target.value === '' ? undefined : target.value)}
          />
        )}
      </FormField>
      <Words form={form} name="folder" label={text.folder} />
      <FormField label={text.after} error={form.error('after')} required>
        {(control) => (
          <Select<Values['after']>
            {...control}
            value={form.values.after}
            options={(['leave', 'mark', 'move'] as const).map((value) => ({ value, label: text.afters[value] }))}
            onChange={(after) => form.setAll({ ...form.values, after, moveTo: after === 'move' ? '' : null })}
          />
        )}
      </FormField>
      {form.values.after === 'move' && <Words form={form} name="moveTo" label={text.moveTo} />}
      <Checkbox checked={form.values.active} onChange={({ target }) => form.set('active', target.checked)}>
        {text.active}
      </Checkbox>
      <ActNotice act={act} />
      <span>
        <Button type="primary" htmlType="submit" loading={act.busy}>
          {text.save}
        </Button>
      </span>
    </form>
  );
}

function Words({
  form,
  name,
  label,
}: {
  readonly form: Form<Values, unknown>;
  readonly name: 'address' | 'host' | 'username' | 'folder' | 'moveTo';
  readonly label: string;
}) {
  return (
    <FormField label={label} error={form.error(name)} required>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          value={form.values[name] ?? ''}
          onChange={({ target }) => form.set(name, target.value)}
        />
      )}
    </FormField>
  );
}
