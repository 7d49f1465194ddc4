import { NumberOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type ArrivalView, arrivalsContract } from '../../../../server/exchange/arrivals/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { useAskedByKey } from '../../../ui/dialogs/asked-by-key.tsx';
import { ActNotice, Notice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { useKept, useKeptForm } from '../../../ui/forms/use-kept.ts';
import { KeyHint } from '../../../ui/keys/key-hint.tsx';
import { useKey } from '../../../ui/keys/keyboard.ts';
import { exchangeText } from './text.ts';

const exchange = api(arrivalsContract);

const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

/**
 * Accepts and registers an arrival with the fields of its envelope, or leads to refusing it; asks again only when something is unusual, and
 * why when its signatures are not valid.
 */
export function RegisterArrival({
  arrival,
  onRegistered,
  onReturn,
}: {
  readonly arrival: ArrivalView;
  readonly onRegistered: () => void;
  readonly onReturn: () => void;
}) {
  const text = useText(exchangeText);
  const registering = useRegistering(arrival, onRegistered);
  const { act, pending, doubt, verdictReason, duplicateReason } = registering;
  const words = doubt ? text.confirm.anyway : text.register;
  const { ask, question } = useAskedByKey(words, pending ? undefined : registering.register);
  useKey('t', ask);
  useKey('ctrl+enter', registering.register);
  return (
    <>
      {question}
      <Button
        type="primary"
        icon={<NumberOutlined />}
        loading={act.busy}
        disabled={pending}
        onClick={registering.register}
      >
        {words} <KeyHint keys={['T']} />
      </Button>
      <Button icon={<RollbackOutlined />} onClick={onReturn}>
        {text.return}
      </Button>
      {pending && <div className="small second arrival-wide">{text.pending}</div>}
      {doubt && (
        <div className="arrival-wide">
          <Notice tone={doubt === 'invalid' ? 'bad' : 'caution'}>{text.confirm[doubt]}</Notice>
        </div>
      )}
      {verdictReason && (
        <ReasonField reason={verdictReason} label={text.verdictReason} hint={text.verdictReasonHint} autoFocus />
      )}
      {(act.problem || act.waiting) && (
        <div className="arrival-wide">
          <ActNotice act={act} />
        </div>
      )}
      {duplicateReason && (
        <ReasonField reason={duplicateReason} label={text.duplicateReason} hint={text.duplicateHint} />
      )}
    </>
  );
}

/** A reason that is asked for: what was typed, and what is said of it. */
interface Reason {
  readonly typed: string;
  readonly type: (typed: string) => void;
  readonly error?: string | undefined;
}

/** What was asked and answered on the way to a registration; what is typed stays over a reload. */
function useRegistering({ id, version, verdict }: ArrivalView, onRegistered: () => void) {
  const text = useText(exchangeText);
  const kept = useKeptForm('dang-ky-goi', id);
  const act = useAct(
    (reasons: { duplicateReason: string | null; verdictReason: string | null }, idempotencyKey) =>
      exchange.registerArrival({ params: { arrivalId: id }, body: { version, ...reasons }, idempotencyKey }),
    {
      kept,
      onDone: (document) => {
        showToast({ words: text.registered(document.arrivalNumber) });
        onRegistered();
      },
    },
  );
  const [asked, setAsked] = useState(kept.since() !== undefined);
  const [duplicate, setDuplicate] = useKept(kept, 'reason', '');
  const [ofVerdict, setOfVerdict] = useKept(kept, 'verdictReason', '');
  const [tried, setTried] = useState(false);
  const doubt = verdict === 'valid' || verdict === 'pending' ? undefined : verdict;
  const lacksReason = verdict === 'invalid' && orNull(ofVerdict) === null;
  const register = (): void => {
    if (verdict === 'pending') return;
    if (doubt && !asked) setAsked(true);
    else if (lacksReason) setTried(true);
    else act.run({ duplicateReason: orNull(duplicate), verdictReason: orNull(ofVerdict) });
  };
  const verdictReason: Reason = {
    typed: ofVerdict,
    type: (typed) => setOfVerdict(() => typed),
    error: tried && lacksReason ? text.verdictReasonMissing : undefined,
  };
  const duplicateReason: Reason = { typed: duplicate, type: (typed) => setDuplicate(() => typed) };
  const repeated = act.problem?.slug === 'possible-duplicate' || duplicate !== '';
  return {
    act,
    register,
    pending: verdict === 'pending',
    /** The doubt that was shown: registering goes on in spite of it. */
    doubt: asked ? doubt : undefined,
    verdictReason: asked && verdict === 'invalid' ? verdictReason : undefined,
    duplicateReason: repeated ? duplicateReason : undefined,
  };
}

function ReasonField({
  reason: { typed, type, error },
  label,
  hint,
  autoFocus = false,
}: {
  readonly reason: Reason;
  readonly label: string;
  readonly hint: string;
  readonly autoFocus?: boolean;
}) {
  return (
    <div className="arrival-wide">
      <FormField label={label} hint={hint} error={error} required>
        {(control) => (
          <Input
            {...control}
            autoFocus={autoFocus}
            count={{ max: 500 }}
            value={typed}
            onChange={({ target }) => type(target.value)}
          />
        )}
      </FormField>
    </div>
  );
}
