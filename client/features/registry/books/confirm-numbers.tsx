import { WarningOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { type BooksView, booksContract } from '../../../../server/registry/books/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useHasRole } from '../../../api/session.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { KeptNotice } from '../../../ui/kept-notice.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useKept, useKeptForm } from '../../../ui/use-kept.ts';
import { titleOf } from './book-words.ts';
import { registersText } from './text.ts';

const registers = api(booksContract);

type Doubt = NonNullable<BooksView['toConfirm']>;
type InDoubt = Doubt['registers'][number];

const keyOf = ({ kind, series }: InDoubt) => `${kind}/${series}`;
/** Up to where a register went at least: what is here, and what other agencies hold. */
const leastOf = ({ lastNumber, known }: InDoubt) => Math.max(lastNumber, known?.number ?? 0);

/** After acts were lost: why no numbers are given, and for a clerk the last number of each register — *xác nhận số cuối*. */
export function ConfirmNumbers({ doubt }: { readonly doubt: Doubt }) {
  const text = useText(registersText);
  const confirms = useHasRole('clerk');
  const isPutBack = doubt.how === 'put-back';
  return (
    <section className="registers-requests registers-doubt no-print">
      <h2>
        <WarningOutlined /> {isPutBack ? text.putBackTitle : text.confirmTitle(shortMoment(doubt.since))}
      </h2>
      <p className="second">{isPutBack ? text.putBackNote : text.confirmNote}</p>
      {!isPutBack && confirms && <LastNumbers doubt={doubt} />}
    </section>
  );
}

function LastNumbers({ doubt: { since, registers: all } }: { readonly doubt: Doubt }) {
  const text = useText(registersText);
  const kept = useKeptForm('so-cuoi', since);
  const [given, setGiven] = useKept(kept, 'given', {}, z.record(z.string(), z.number()));
  const [reason, setReason] = useKept(kept, 'reason', '');
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const act = useAct(
    (_: undefined, idempotencyKey) => {
      const lasts = all.map((one) => ({ kind: one.kind, series: one.series, last: lastOf(one) }));
      return registers.confirmNumbers({ body: { since, registers: lasts, reason: reason.trim() }, idempotencyKey });
    },
    { kept, onDone: () => showToast({ words: text.confirmed }) },
  );
  const lastOf = (one: InDoubt) => given[keyOf(one)] ?? leastOf(one);
  const isBelow = (one: InDoubt) => lastOf(one) < leastOf(one);
  const lacksReason = reason.trim() === '';
  return (
    <>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!lacksReason && !all.some(isBelow)) setAsking(true);
        }}
      >
        <KeptNotice kept={kept} />
        {all.map((one) => (
          <FormField
            key={keyOf(one)}
            label={titleOf(one, text)}
            hint={hintOf(one, lastOf(one), text)}
            error={isBelow(one) ? text.below(leastOf(one)) : undefined}
          >
            {(control) => (
              <InputNumber
                {...control}
                min={0}
                max={999_999}
                precision={0}
                value={lastOf(one)}
                onChange={(value) => setGiven((before) => ({ ...before, [keyOf(one)]: value ?? leastOf(one) }))}
              />
            )}
          </FormField>
        ))}
        <FormField
          label={text.compared}
          hint={text.comparedHint}
          error={tried && lacksReason ? text.required : undefined}
          required
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(() => target.value)}
            />
          )}
        </FormField>
        <Button type="primary" htmlType="submit">
          {text.confirm}
        </Button>
      </form>
      {asking && (
        <DialogForm
          title={text.confirmAsk}
          submit={text.confirmForGood}
          act={act}
          onClose={() => setAsking(false)}
          onSubmit={() => act.run(undefined)}
        >
          <ul>
            {all.map((one) => (
              <li key={keyOf(one)}>
                {text.nextOf(titleOf(one, text), lastOf(one) + 1)}
                {lastOf(one) > one.lastNumber && ` · ${text.leavesOut(lastOf(one) - one.lastNumber)}`}
              </li>
            ))}
          </ul>
          <p className="second">{text.confirmForGoodNote}</p>
        </DialogForm>
      )}
    </>
  );
}

/** What is here, what others hold, and how many numbers the answer leaves out. */
function hintOf({ lastNumber, known }: InDoubt, last: number, text: (typeof registersText)['vi']): string {
  const parts = [text.lastHere(lastNumber)];
  if (known && known.number > lastNumber) parts.push(text.known(known.code));
  if (last > lastNumber) parts.push(text.leavesOut(last - lastNumber));
  return parts.join(' · ');
}
