import { LockOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type OutgoingView, registryContract } from '../../../server/registry/contract.ts';
import { useAct } from '../../api/act.ts';
import { api } from '../../api/client.ts';
import { useText } from '../../text/language.ts';
import { useForm } from '../../ui/form.ts';
import { FormField } from '../../ui/form-field.tsx';
import { ActNotice, Notice } from '../../ui/notices.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { showToast } from '../../ui/toast.tsx';
import { outgoingText } from './text.ts';

const registry = api(registryContract);

/** A document with its number that is not sealed yet: at work, or stopped with retry and void (DESIGN D4). */
export function NumberedNotice({ document }: { readonly document: OutgoingView }) {
  const text = useText(outgoingText);
  const words = text.number;
  const [form, setForm] = useState<'retry' | 'void'>();
  const { notice, allowed } = document;
  const voidButton = allowed.includes('void') && <Button onClick={() => setForm('void')}>{words.void}</Button>;
  return (
    <>
      {notice?.kind === 'seal-failed' ? (
        <Notice
          tone="bad"
          title={words.failed}
          actions={
            form === undefined && (
              <>
                {allowed.includes('retry-seal') && (
                  <Button type="primary" onClick={() => setForm('retry')}>
                    {words.retry}
                  </Button>
                )}
                {voidButton}
              </>
            )
          }
        >
          {words.failedNote(text.reasons[notice.text] ?? text.unknownReason)}
        </Notice>
      ) : (
        <div role="status">
          <Notice tone="accent" title={words.sealing}>
            {words.sealingNote}
          </Notice>
        </div>
      )}
      {form === 'retry' && <RetryForm document={document} close={() => setForm(undefined)} />}
      {form === 'void' && <VoidForm document={document} close={() => setForm(undefined)} />}
    </>
  );
}

function RetryForm({ document, close }: { readonly document: OutgoingView; readonly close: () => void }) {
  const words = useText(outgoingText).number;
  const [password, setPassword] = useState('');
  const act = useAct(
    (typed: string, idempotencyKey) =>
      registry.retrySeal({
        params: { documentId: document.id },
        body: { version: document.version, password: typed },
        idempotencyKey,
      }),
    {
      onDone: () => {
        showToast({ words: words.retried });
        close();
      },
    },
  );
  return (
    <form
      className="card number-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '') act.run(password);
      }}
    >
      <FormField label={words.password} hint={words.passwordHint} required>
        {(control) => (
          <Input.Password
            {...control}
            autoFocus
            autoComplete="current-password"
            prefix={<LockOutlined className="third" />}
            value={password}
            onChange={(event) => {
              setPassword(event.target.value);
              act.clear();
            }}
          />
        )}
      </FormField>
      <ActNotice act={act} />
      <div className="flex gap-8">
        <Button type="primary" htmlType="submit" loading={act.busy}>
          {words.retry}
        </Button>
        <Button onClick={close}>{words.cancel}</Button>
      </div>
    </form>
  );
}

function VoidForm({ document, close }: { readonly document: OutgoingView; readonly close: () => void }) {
  const words = useText(outgoingText).number;
  const act = useAct(
    (body: { version: number; reason: string }, idempotencyKey) =>
      registry.voidNumber({ params: { documentId: document.id }, body, idempotencyKey }),
    { onDone: ({ code }) => showToast({ words: words.voided(code) }) },
  );
  const form = useForm({ version: document.version, reason: '' }, registryContract.voidNumber.body, act.problem);
  return (
    <form
      className="card number-form"
      onSubmit={(event) => {
        event.preventDefault();
        const values = form.check();
        if (values) act.run({ ...values, version: document.version });
      }}
    >
      <FormField label={words.voidReason} hint={words.voidNote} error={form.error('reason')} required>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            lines={[2, 6]}
            maxLength={500}
            value={form.values.reason}
            onChange={(event) => form.set('reason', event.target.value)}
          />
        )}
      </FormField>
      <ActNotice act={act} />
      <div className="flex gap-8">
        <Button danger htmlType="submit" loading={act.busy}>
          {words.void}
        </Button>
        <Button onClick={close}>{words.cancel}</Button>
      </div>
    </form>
  );
}
