import { LockOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { useReasonWords } from '../../../text/reason-words.ts';
import { ActNotice, Notice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { outgoingText } from './text.ts';
import { OutgoingVoidAsked, VoidOutgoing } from './void-acts.tsx';

const outgoing = api(outgoingContract);

/** A document with its number that is not sealed yet: at work, stopped with retry and void, or waiting for the second person to void. */
export function NumberedNotice({ document }: { readonly document: OutgoingView }) {
  const text = useText(outgoingText);
  const words = text.number;
  const inWords = useReasonWords();
  const [form, setForm] = useState<'retry' | 'void'>();
  const { notice, allowed } = document;
  if (document.voidRequest) return <OutgoingVoidAsked document={document} request={document.voidRequest} />;
  const voidButton = allowed.includes('request-void') && <Button onClick={() => setForm('void')}>{words.void}</Button>;
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
          {words.failedNote(inWords(notice.text))}
        </Notice>
      ) : (
        <div role="status">
          <Notice tone="accent" title={words.sealing}>
            {words.sealingNote}
          </Notice>
        </div>
      )}
      {form === 'retry' && <RetryForm document={document} close={() => setForm(undefined)} />}
      {form === 'void' && <VoidOutgoing document={document} close={() => setForm(undefined)} />}
    </>
  );
}

function RetryForm({ document, close }: { readonly document: OutgoingView; readonly close: () => void }) {
  const words = useText(outgoingText).number;
  const [password, setPassword] = useState('');
  const act = useAct(
    (typed: string, idempotencyKey) =>
      outgoing.retrySeal({
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
