import {
  CheckCircleFilled,
  DownOutlined,
  EditOutlined,
  SendOutlined,
  SyncOutlined,
  UpOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { type DeliveryView, deliveriesContract } from '../../../../server/exchange/deliveries/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useHasRole } from '../../../api/session.ts';
import { dayText, shortMoment, timeText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { DeliveryLine } from '../../../ui/documents/delivery-line.tsx';
import { KindIcon } from '../../../ui/documents/recipient-kind.tsx';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { StateIcon } from '../../../ui/feedback/tags.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { useRefusalWords } from '../refusal-words.ts';
import { isBack, stepsOf, toneOfDelivery } from './deliveries.ts';
import { DeliverySteps } from './delivery-steps.tsx';
import { BackWords, RecallWords, UpdateWords, useRecallWords } from './follow-words.tsx';
import { ReaddressDelivery } from './readdress-delivery.tsx';
import { RecordPosting } from './record-posting.tsx';
import { AskBack, SendAnew, SendInClear, SendOnPaper, SettleDelivery } from './settle-delivery.tsx';
import { trackingText } from './tracking-text.ts';

/** One recipient: who it is, where the document stands there, what a clerk may do about it. */
export function DeliveryRow({
  delivery,
  isRecalled,
  isReplaced,
  alone,
}: {
  readonly delivery: DeliveryView;
  readonly isRecalled: boolean;
  readonly isReplaced: boolean;
  readonly alone: boolean;
}) {
  const words = useText(trackingText);
  const { kind, name, code, unit, address, insteadOf } = delivery.recipient;
  const trouble = delivery.settled === null && (delivery.state === 'refused' || delivery.state === 'stuck');
  const [chosen, setChosen] = useState<boolean>();
  const open = chosen ?? (alone || trouble);
  const tone = toneOfDelivery(delivery.state);
  const told = [delivery, ...delivery.followUps].flatMap(({ receipts }) => receipts.map(({ at }) => at));
  const last = told.at(-1) ?? delivery.sentAt;
  return (
    <li className="delivery-row">
      <div className="flex gap-8">
        <div className="grow">
          <div className="small strong">
            <KindIcon kind={kind} /> {name}
          </div>
          <div className="meta third">
            {[
              ...[code, address, unit && words.forUnit(unit)],
              ...[delivery.carrier === 'axis' && words.viaAxis, insteadOf && words.insteadOf(insteadOf)],
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </div>
        {last !== null && <span className="small third nowrap">{shortMoment(last)}</span>}
        <Button
          type="text"
          size="small"
          icon={open ? <UpOutlined /> : <DownOutlined />}
          aria-expanded={open}
          aria-label={words.show(name)}
          title={words.show(name)}
          onClick={() => setChosen(!open)}
        />
      </div>
      {delivery.added !== null && (
        <div className="meta second">
          <SendOutlined /> {words.added(delivery.added.by, shortMoment(delivery.added.at), delivery.added.reason)}
        </div>
      )}
      <div className="flex gap-12 wrap">
        {delivery.channel === 'electronic' && <DeliveryLine steps={stepsOf(delivery, words.codes)} />}
        <span className={`small delivery-words ${tone ?? 'second'}`}>
          {delivery.state === 'retrying' ? (
            <SyncOutlined />
          ) : delivery.state === 'done' ? (
            <CheckCircleFilled />
          ) : (
            tone && <StateIcon tone={tone} />
          )}{' '}
          <StateWords delivery={delivery} />
        </span>
        <Retry delivery={delivery} />
        <Settle delivery={delivery} />
      </div>
      {isRecalled && !isBack(delivery.state) && <RecallWords delivery={delivery} isReplaced={isReplaced} />}
      <BackWords delivery={delivery} />
      {!isRecalled && <UpdateWords delivery={delivery} />}
      {open && <DeliverySteps delivery={delivery} />}
    </li>
  );
}

function StateWords({ delivery }: { readonly delivery: DeliveryView }) {
  const words = useText(trackingText);
  const why = useRefusalWords();
  const recallWords = useRecallWords();
  const { state, attempts, nextAttemptAt, sentAt, paperCopies, receipts, readdressedTo, posted } = delivery;
  if (state === 'paper' && posted) {
    return words.posting.said(words.posting.ways[posted.way], dayText(posted.sentOn), posted.reference);
  }
  if (state === 'paper') return words.onPaper(paperCopies);
  if (state === 'recalled') return recallWords(delivery);
  if (state === 'readdressed' && readdressedTo !== null) return words.readdressed(readdressedTo);
  if (state === 'retrying' && attempts === 0) return words.states.waiting;
  if (state === 'retrying')
    return nextAttemptAt === null ? words.soon(attempts + 1) : words.again(attempts + 1, timeText(nextAttemptAt));
  if (state === 'waiting' && sentAt !== null) return words.held;
  if (delivery.expired && state === 'stuck') return words.expired;
  const refusal = receipts.find(({ code }) => code === '02');
  if (state === 'refused' && refusal) return words.refused(why(refusal.reasonCode, refusal.reason));
  const number = receipts.find(({ code }) => code === '03')?.incomingCode;
  if (state === 'accepted' && number) return words.accepted(number);
  return words.states[state];
}

function Settle({ delivery }: { readonly delivery: DeliveryView }) {
  const words = useText(trackingText);
  const clerk = useHasRole('clerk');
  const { settled, acts, documentId } = delivery;
  const inClear = clerk && acts.includes('in-clear') && <SendInClear delivery={delivery} />;
  // That it was recalled is said already.
  if (delivery.state === 'recalled') return inClear;
  if (settled) {
    return (
      <>
        <span className="small second">{settledWords(delivery, words)(settled.by, settled.reason)}</span>
        {inClear}
      </>
    );
  }
  if (!clerk) return null;
  const isRefused = delivery.state === 'refused' || (delivery.state === 'stuck' && !delivery.expired);
  return (
    <>
      {inClear}
      {acts.includes('send-anew') && <SendAnew delivery={delivery} />}
      {acts.includes('readdress') && <ReaddressDelivery delivery={delivery} />}
      {acts.includes('paper') && <SendOnPaper delivery={delivery} />}
      {acts.includes('record-posting') && <RecordPosting delivery={delivery} />}
      {acts.includes('ask-back') && <AskBack delivery={delivery} />}
      {acts.includes('settle') && (
        <>
          {isRefused && (
            <LinkButton to="/van-ban-di/soan" search={{ 'thay-the': documentId }} icon={<EditOutlined />} small>
              {words.replace}
            </LinkButton>
          )}
          <SettleDelivery delivery={delivery} />
        </>
      )}
    </>
  );
}

function settledWords({ sentAnewAs, readdressedTo }: DeliveryView, words: (typeof trackingText)['vi']) {
  if (readdressedTo !== null) return words.readdressedBecause;
  return sentAnewAs === null ? words.settled : words.sentAnew;
}

function Retry({ delivery }: { readonly delivery: DeliveryView }) {
  const words = useText(trackingText);
  const clerk = useHasRole('clerk');
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      api(deliveriesContract).retryDelivery({ params: { deliveryId: delivery.id }, body: {}, idempotencyKey }),
    { onDone: () => showToast({ words: words.retried }) },
  );
  if (!clerk || !delivery.acts.includes('retry')) return null;
  return (
    <>
      <Button size="small" loading={act.busy} onClick={() => act.run(undefined)}>
        {words.retry}
      </Button>
      <ActNotice act={act} />
    </>
  );
}
