import { StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Act } from '../../api/act.ts';
import { shortMoment } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { ActNotice, Notice } from '../feedback/notices.tsx';
import type { KeptForm } from '../forms/kept-form.ts';
import { ReasonForm } from '../forms/reason-form.tsx';
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
  const { act, version } = props;
  const said = { act: words.void, reason: words.voidReason, note: words.voidNote };
  return <ReasonForm {...props} run={(reason) => act.run({ version, reason })} words={said} danger />;
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
          run={(reason) => keep.run({ version, reason })}
          kept={kept}
          words={{ act: words.keep, reason: words.keepReason, note: keepNote }}
          close={() => setKeeping(false)}
        />
      )}
    </>
  );
}
