import { CheckOutlined, FileTextOutlined, RollbackOutlined, SendOutlined, UnlockOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { type DeliveryView, deliveriesContract } from '../../../../server/exchange/deliveries/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { ReasonedAct } from '../../../ui/forms/reason-form.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { ToldOtherwise } from './told-otherwise.tsx';
import { trackingText } from './tracking-text.ts';

const client = api(deliveriesContract);

interface OfDelivery {
  readonly delivery: DeliveryView;
}

interface ActOnDelivery extends OfDelivery {
  /** What is asked of the server, and the name under which what was typed is kept. */
  readonly asked: 'settleDelivery' | 'sendOnPaper' | 'sendInClear' | 'sendAnew' | 'askBack';
  readonly kept: string;
  readonly words: { readonly act: string; readonly reason: string; readonly note: string };
  /** What is said once it is done. */
  readonly done: string;
  readonly icon: ReactNode;
  readonly quiet?: boolean;
  /** What is to be known before the reason is given. */
  readonly children?: ReactNode;
}

/** An act on one delivery that wants nothing but a reason. */
function ActOnDelivery({ delivery: { id: deliveryId }, asked, kept: name, words, done, ...look }: ActOnDelivery) {
  const kept = useKeptForm(name, deliveryId);
  const act = useAct(
    (body: { readonly reason: string }, idempotencyKey) =>
      client[asked]({ params: { deliveryId }, body, idempotencyKey }),
    { kept, onDone: () => showToast({ words: done }) },
  );
  return <ReasonedAct act={act} run={(reason) => act.run({ reason })} kept={kept} words={words} {...look} />;
}

/** *Đã xử lý*: what was done about a delivery that was refused or stands still, which then leaves due work. */
export function SettleDelivery({ delivery }: OfDelivery) {
  const { settle: act, settleReason: reason, settleNote: note, settledNow: done } = useText(trackingText);
  const said = { kept: 'da-xu-ly', words: { act, reason, note }, done };
  return <ActOnDelivery delivery={delivery} asked="settleDelivery" {...said} icon={<CheckOutlined />} />;
}

/** *Gửi bản giấy*: the recipient gets the document on paper, since the electronic way is given up. */
export function SendOnPaper({ delivery }: OfDelivery) {
  const { onPaperInstead: act, onPaperReason: reason, onPaperNote: note, nowOnPaper: done } = useText(trackingText);
  const said = { kept: 'gui-giay', words: { act, reason, note }, done };
  return <ActOnDelivery delivery={delivery} asked="sendOnPaper" {...said} icon={<FileTextOutlined />} />;
}

/** *Gửi không niêm kín*: the message goes as it is, since the directory names nothing to seal it with. */
export function SendInClear({ delivery }: OfDelivery) {
  const { inClear: act, inClearReason: reason, inClearNote: note, inClearDone: done } = useText(trackingText);
  const said = { kept: 'gui-khong-niem', words: { act, reason, note }, done };
  return <ActOnDelivery delivery={delivery} asked="sendInClear" {...said} icon={<UnlockOutlined />} />;
}

/** *Gửi lại*: the document once more to a recipient who refused it, with why it will be taken now. */
export function SendAnew({ delivery }: OfDelivery) {
  const { sendAnew: act, sendAnewReason: reason, sendAnewNote: note, retried: done } = useText(trackingText);
  const said = { kept: 'gui-lai', words: { act, reason, note }, done };
  return <ActOnDelivery delivery={delivery} asked="sendAnew" {...said} icon={<SendOutlined />} />;
}

/** *Lấy lại*: asks the recipient for the document back, which a person there agrees to or not. */
export function AskBack({ delivery }: OfDelivery) {
  const { ask: act, reason, note, asked: done } = useText(trackingText).back;
  const said = { kept: 'lay-lai', words: { act, reason, note }, done };
  return (
    <ActOnDelivery delivery={delivery} asked="askBack" {...said} icon={<RollbackOutlined />} quiet>
      <ToldOtherwise documentId={delivery.documentId} about="ask-back" deliveryId={delivery.id} />
    </ActOnDelivery>
  );
}
