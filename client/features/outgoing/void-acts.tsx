import { StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { type OutgoingView, registryContract } from '../../../server/registry/contract.ts';
import { type Act, useAct } from '../../api/act.ts';
import { api } from '../../api/client.ts';
import { shortMoment } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { useForm } from '../../ui/form.ts';
import { FormField } from '../../ui/form-field.tsx';
import { ActNotice, Notice } from '../../ui/notices.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { showToast } from '../../ui/toast.tsx';
import { outgoingText } from './text.ts';

const registry = api(registryContract);

interface Reasoned {
  readonly version: number;
  readonly reason: string;
}

interface OfDocument {
  readonly document: OutgoingView;
}

/** Asks to void the number, with the reason; somebody else decides. */
export function VoidForm({ document, close }: OfDocument & { readonly close: () => void }) {
  const words = useText(outgoingText).number;
  const act = useAct(
    (body: Reasoned, idempotencyKey) =>
      registry.requestVoid({ params: { documentId: document.id }, body, idempotencyKey }),
    { onDone: ({ code }) => showToast({ words: words.voidAsked(code) }) },
  );
  return (
    <ReasonForm
      act={act}
      version={document.version}
      label={words.voidReason}
      hint={words.voidNote}
      submit={words.void}
      danger
      close={close}
    />
  );
}

/** Somebody asks to void the number: who, why, and what the person looking may decide. */
export function VoidAsked({
  document,
  request,
}: OfDocument & { readonly request: NonNullable<OutgoingView['voidRequest']> }) {
  const words = useText(outgoingText).number;
  const [keeping, setKeeping] = useState(false);
  const { id: documentId, version, allowed } = document;
  const agree = useAct(
    (_: undefined, idempotencyKey) =>
      registry.voidNumber({ params: { documentId }, body: { version }, idempotencyKey }),
    { onDone: ({ code }) => showToast({ words: words.voided(code) }) },
  );
  const keep = useAct(
    (body: Reasoned, idempotencyKey) => registry.keepNumber({ params: { documentId }, body, idempotencyKey }),
    { onDone: ({ code }) => showToast({ words: words.kept(code) }) },
  );
  return (
    <>
      <Notice
        tone="caution"
        icon={<StopOutlined />}
        title={words.asksToVoid(request.name, shortMoment(request.at))}
        actions={
          !keeping && (
            <>
              {allowed.includes('void') && (
                <Button danger loading={agree.busy} onClick={() => agree.run(undefined)}>
                  {words.agreeToVoid}
                </Button>
              )}
              {allowed.includes('keep-number') && <Button onClick={() => setKeeping(true)}>{words.keep}</Button>}
            </>
          )
        }
      >
        “{request.reason}” {allowed.includes('void') ? words.agreeNote : words.waitsForSecond}
      </Notice>
      <ActNotice act={agree} />
      {keeping && (
        <ReasonForm
          act={keep}
          version={version}
          label={words.keepReason}
          hint={words.keepNote}
          submit={words.keep}
          close={() => setKeeping(false)}
        />
      )}
    </>
  );
}

function ReasonForm(props: {
  readonly act: Act<Reasoned>;
  readonly version: number;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly close: () => void;
}) {
  const words = useText(outgoingText).number;
  const { act, version } = props;
  const form = useForm({ version, reason: '' }, registryContract.requestVoid.body, act.problem);
  return (
    <form
      className="card number-form"
      onSubmit={(event) => {
        event.preventDefault();
        const values = form.check();
        if (values) act.run({ ...values, version });
      }}
    >
      <FormField label={props.label} hint={props.hint} error={form.error('reason')} required>
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
        <Button danger={props.danger ?? false} htmlType="submit" loading={act.busy}>
          {props.submit}
        </Button>
        <Button onClick={props.close}>{words.cancel}</Button>
      </div>
    </form>
  );
}
