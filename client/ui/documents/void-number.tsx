import { StopOutlined } from '@ant-design/icons';
import type { Act } from '../../api/act.ts';
import { shortMoment } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import type { KeptForm } from '../forms/kept-form.ts';
import { ReasonForm } from '../forms/reason-form.tsx';
import { DecideAsked, type Reasoned } from './decide-asked.tsx';
import { voidText } from './void-text.ts';

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

/** Somebody asks to void the number; a second person decides. */
export function VoidAsked({
  document: { version, allowed },
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
  const mayAgree = allowed.includes('void');
  return (
    <DecideAsked
      icon={<StopOutlined />}
      title={words.asksToVoid(request.name, shortMoment(request.at))}
      agree={{ may: mayAgree, act: agree, words: words.agreeToVoid }}
      decline={{
        ...{ may: allowed.includes('keep-number'), act: keep, run: (reason) => keep.run({ version, reason }), kept },
        words: { act: words.keep, reason: words.keepReason, note: keepNote },
      }}
    >
      “{request.reason}” {mayAgree ? words.agreeNote : waits}
    </DecideAsked>
  );
}
