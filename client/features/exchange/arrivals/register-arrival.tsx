import { NumberOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type ArrivalView, exchangeContract } from '../../../../server/exchange/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { useAskedByKey } from '../../../ui/asked-by-key.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useKey } from '../../../ui/keyboard.ts';
import { ActNotice, Notice } from '../../../ui/notices.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useKept, useKeptForm } from '../../../ui/use-kept.ts';
import { exchangeText } from './text.ts';

const exchange = api(exchangeContract);

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
  const kept = useKeptForm('dang-ky-goi', arrival.id);
  const act = useAct(
    (reasons: { duplicateReason: string | null; verdictReason: string | null }, idempotencyKey) =>
      exchange.registerArrival({
        params: { arrivalId: arrival.id },
        body: { version: arrival.version, ...reasons },
        idempotencyKey,
      }),
    {
      kept,
      onDone: (document) => {
        showToast({ words: text.registered(document.arrivalNumber) });
        onRegistered();
      },
    },
  );
  const { verdict } = arrival;
  const pending = verdict === 'pending';
  const doubt = verdict === 'valid' || verdict === 'pending' ? undefined : verdict;
  const [asked, setAsked] = useState(kept.since() !== undefined);
  const [reason, setReason] = useKept(kept, 'reason', '');
  const [verdictReason, setVerdictReason] = useKept(kept, 'verdictReason', '');
  const [tried, setTried] = useState(false);
  const repeated = act.problem?.slug === 'possible-duplicate' || reason !== '';
  const lacksReason = verdict === 'invalid' && orNull(verdictReason) === null;
  const register = (): void => {
    if (pending) return;
    if (doubt && !asked) setAsked(true);
    else if (lacksReason) setTried(true);
    else act.run({ duplicateReason: orNull(reason), verdictReason: orNull(verdictReason) });
  };
  const { ask, question } = useAskedByKey(
    asked && doubt ? text.confirm.anyway : text.register,
    pending ? undefined : register,
  );
  useKey('t', ask);
  useKey('ctrl+enter', register);
  return (
    <>
      {question}
      <Button type="primary" icon={<NumberOutlined />} loading={act.busy} disabled={pending} onClick={register}>
        {asked && doubt ? text.confirm.anyway : text.register} <KeyHint keys={['T']} />
      </Button>
      <Button icon={<RollbackOutlined />} onClick={onReturn}>
        {text.return}
      </Button>
      {pending && <div className="small second arrival-wide">{text.pending}</div>}
      {asked && doubt && (
        <div className="arrival-wide">
          <Notice tone={verdict === 'invalid' ? 'bad' : 'caution'}>{text.confirm[doubt]}</Notice>
        </div>
      )}
      {asked && verdict === 'invalid' && (
        <div className="arrival-wide">
          <FormField
            label={text.verdictReason}
            hint={text.verdictReasonHint}
            error={tried && lacksReason ? text.verdictReasonMissing : undefined}
            required
          >
            {(control) => (
              <Input
                {...control}
                autoFocus
                count={{ max: 500 }}
                value={verdictReason}
                onChange={({ target }) => setVerdictReason(() => target.value)}
              />
            )}
          </FormField>
        </div>
      )}
      {(act.problem || act.waiting) && (
        <div className="arrival-wide">
          <ActNotice act={act} />
        </div>
      )}
      {repeated && (
        <div className="arrival-wide">
          <FormField label={text.duplicateReason} hint={text.duplicateHint} required>
            {(control) => (
              <Input
                {...control}
                count={{ max: 500 }}
                value={reason}
                onChange={({ target }) => setReason(() => target.value)}
              />
            )}
          </FormField>
        </div>
      )}
    </>
  );
}
