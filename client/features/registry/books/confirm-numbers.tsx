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
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { KeptNotice } from '../../../ui/forms/kept-notice.tsx';
import { useKept, useKeptForm } from '../../../ui/forms/use-kept.ts';
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

function LastNumbers({ doubt }: { readonly doubt: Doubt }) {
  const text = useText(registersText);
  const numbers = useLastNumbers(doubt);
  const { kept, act, lastOf } = numbers;
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!numbers.lacksReason && !doubt.registers.some(numbers.isBelow)) setAsking(true);
        }}
      >
        <KeptNotice kept={kept} />
        {doubt.registers.map((one) => (
          <FormField
            key={keyOf(one)}
            label={titleOf(one, text)}
            hint={hintOf(one, lastOf(one), text)}
            error={numbers.isBelow(one) ? text.below(leastOf(one)) : undefined}
          >
            {(control) => (
              <InputNumber
                {...control}
                min={0}
                max={999_999}
                precision={0}
                value={lastOf(one)}
                onChange={(value) => numbers.give(one, value ?? leastOf(one))}
              />
            )}
          </FormField>
        ))}
        <FormField
          label={text.compared}
          hint={text.comparedHint}
          error={tried && numbers.lacksReason ? text.required : undefined}
          required
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={500}
              value={numbers.reason}
              onChange={({ target }) => numbers.setReason(() => target.value)}
            />
          )}
        </FormField>
        <Button type="primary" htmlType="submit">
          {text.confirm}
        </Button>
      </form>
      {asking && <AskForGood all={doubt.registers} lastOf={lastOf} act={act} close={() => setAsking(false)} />}
    </>
  );
}

/** The last number of each register as it is given, until then the least it can be, and why it is believed; kept over a reload. */
function useLastNumbers({ since, registers: all }: Doubt) {
  const text = useText(registersText);
  const kept = useKeptForm('so-cuoi', since);
  const [given, setGiven] = useKept(kept, 'given', {}, z.record(z.string(), z.number()));
  const [reason, setReason] = useKept(kept, 'reason', '');
  const lastOf = (one: InDoubt) => given[keyOf(one)] ?? leastOf(one);
  const act = useAct(
    (_: undefined, idempotencyKey) => {
      const lasts = all.map((one) => ({ kind: one.kind, series: one.series, last: lastOf(one) }));
      return registers.confirmNumbers({ body: { since, registers: lasts, reason: reason.trim() }, idempotencyKey });
    },
    { kept, onDone: () => showToast({ words: text.confirmed }) },
  );
  return {
    kept,
    act,
    reason,
    setReason,
    lacksReason: reason.trim() === '',
    lastOf,
    isBelow: (one: InDoubt) => lastOf(one) < leastOf(one),
    give: (one: InDoubt, last: number) => setGiven((before) => ({ ...before, [keyOf(one)]: last })),
  };
}

/** Says once more what cannot be taken back: the numbers that come next. */
function AskForGood({
  all,
  lastOf,
  act,
  close,
}: {
  readonly all: readonly InDoubt[];
  readonly lastOf: (one: InDoubt) => number;
  readonly act: ReturnType<typeof useLastNumbers>['act'];
  readonly close: () => void;
}) {
  const text = useText(registersText);
  return (
    <DialogForm
      title={text.confirmAsk}
      submit={text.confirmForGood}
      act={act}
      onClose={close}
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
  );
}

/** What is here, what others hold, and how many numbers the answer leaves out. */
function hintOf({ lastNumber, known }: InDoubt, last: number, text: (typeof registersText)['vi']): string {
  const parts = [text.lastHere(lastNumber)];
  if (known && known.number > lastNumber) parts.push(text.known(known.code));
  if (last > lastNumber) parts.push(text.leavesOut(last - lastNumber));
  return parts.join(' · ');
}
