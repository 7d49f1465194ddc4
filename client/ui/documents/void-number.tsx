import { StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import type { Act } from '../../api/act.ts';
import { shortMoment } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { ActNotice, Notice } from '../feedback/notices.tsx';
import { useForm } from '../forms/form.ts';
import { FormField } from '../forms/form-field.tsx';
import type { KeptForm } from '../forms/kept-form.ts';
import { KeptNotice } from '../forms/kept-notice.tsx';
import { TextArea } from '../forms/text-area.tsx';
import { voidText } from './void-text.ts';

/** What asking to void a number, and keeping one, take. */
export interface Reasoned {
  readonly version: number;
  readonly reason: string;
}

/** Asks to void the number, with the reason; somebody else decides. */
export function VoidForm(props: {
  readonly act: Act<Reasoned>;
  readonly kept: KeptForm;
  readonly version: number;
  readonly close: () => void;
}) {
  const words = useText(voidText);
  return <ReasonForm {...props} label={words.voidReason} hint={words.voidNote} submit={words.void} danger />;
}

/** Somebody asks to void the number: who, why, and what the person looking may decide. */
export function VoidAsked({
  document,
  request,
  agree,
  keep,
  kept,
  waits,
  keepNote,
}: {
  readonly document: { readonly version: number; readonly allowed: readonly string[] };
  readonly request: { readonly name: string; readonly at: string; readonly reason: string };
  readonly agree: Act<undefined>;
  readonly keep: Act<Reasoned>;
  /** The reason for keeping it, as far as it is typed. */
  readonly kept: KeptForm;
  /** What does not happen to the document meanwhile, and what goes on once its number is kept. */
  readonly waits: string;
  readonly keepNote: string;
}) {
  const words = useText(voidText);
  const [keeping, setKeeping] = useState(false);
  const { version, allowed } = document;
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
        “{request.reason}” {allowed.includes('void') ? words.agreeNote : waits}
      </Notice>
      <ActNotice act={agree} />
      {keeping && (
        <ReasonForm
          act={keep}
          kept={kept}
          version={version}
          label={words.keepReason}
          hint={keepNote}
          submit={words.keep}
          close={() => setKeeping(false)}
        />
      )}
    </>
  );
}

/** One reason for an act on a version of a document. */
export function ReasonForm(props: {
  readonly act: Act<Reasoned>;
  readonly kept: KeptForm;
  readonly version: number;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly close: () => void;
}) {
  const words = useText(voidText);
  const { act, version, kept } = props;
  const form = useForm({ version, reason: '' }, outgoingContract.requestVoid.body, act.problem, kept);
  return (
    <form
      className="card number-form"
      onSubmit={(event) => {
        event.preventDefault();
        const values = form.check();
        if (values) act.run({ ...values, version });
      }}
    >
      <KeptNotice kept={kept} />
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
