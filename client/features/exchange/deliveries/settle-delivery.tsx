import { CheckOutlined, FileTextOutlined, RollbackOutlined, SendOutlined, UnlockOutlined } from '@ant-design/icons';
import { type DeliveryView, exchangeContract } from '../../../../server/exchange/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { ReasonedAct } from '../../../ui/forms/reason-form.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { trackingText } from './tracking-text.ts';

interface OfDelivery {
  readonly delivery: DeliveryView;
}

interface Reason {
  readonly reason: string;
}

/** *Đã xử lý*: what was done about a delivery that was refused or stands still, which then leaves due work. */
export function SettleDelivery({ delivery }: OfDelivery) {
  const words = useText(trackingText);
  const kept = useKeptForm('da-xu-ly', delivery.id);
  const act = useAct(
    (body: Reason, idempotencyKey) =>
      api(exchangeContract).settleDelivery({ params: { deliveryId: delivery.id }, body, idempotencyKey }),
    { kept, onDone: () => showToast({ words: words.settledNow }) },
  );
  const said = { act: words.settle, reason: words.settleReason, note: words.settleNote };
  return (
    <ReasonedAct act={act} run={(reason) => act.run({ reason })} kept={kept} words={said} icon={<CheckOutlined />} />
  );
}

/** *Gửi bản giấy*: the recipient gets the document on paper, since the electronic way is given up. */
export function SendOnPaper({ delivery }: OfDelivery) {
  const words = useText(trackingText);
  const kept = useKeptForm('gui-giay', delivery.id);
  const act = useAct(
    (body: Reason, idempotencyKey) =>
      api(exchangeContract).sendOnPaper({ params: { deliveryId: delivery.id }, body, idempotencyKey }),
    { kept, onDone: () => showToast({ words: words.nowOnPaper }) },
  );
  const said = { act: words.onPaperInstead, reason: words.onPaperReason, note: words.onPaperNote };
  return (
    <ReasonedAct act={act} run={(reason) => act.run({ reason })} kept={kept} words={said} icon={<FileTextOutlined />} />
  );
}

/** *Gửi không niêm kín*: the message goes as it is, since the directory names nothing to seal it with. */
export function SendInClear({ delivery }: OfDelivery) {
  const words = useText(trackingText);
  const kept = useKeptForm('gui-khong-niem', delivery.id);
  const act = useAct(
    (body: Reason, idempotencyKey) =>
      api(exchangeContract).sendInClear({ params: { deliveryId: delivery.id }, body, idempotencyKey }),
    { kept, onDone: () => showToast({ words: words.inClearDone }) },
  );
  const said = { act: words.inClear, reason: words.inClearReason, note: words.inClearNote };
  return (
    <ReasonedAct act={act} run={(reason) => act.run({ reason })} kept={kept} words={said} icon={<UnlockOutlined />} />
  );
}

/** *Gửi lại*: the document once more to a recipient who refused it, with why it will be taken now. */
export function SendAnew({ delivery }: OfDelivery) {
  const words = useText(trackingText);
  const kept = useKeptForm('gui-lai', delivery.id);
  const act = useAct(
    (body: Reason, idempotencyKey) =>
      api(exchangeContract).sendAnew({ params: { deliveryId: delivery.id }, body, idempotencyKey }),
    { kept, onDone: () => showToast({ words: words.retried }) },
  );
  const said = { act: words.sendAnew, reason: words.sendAnewReason, note: words.sendAnewNote };
  return (
    <ReasonedAct act={act} run={(reason) => act.run({ reason })} kept={kept} words={said} icon={<SendOutlined />} />
  );
}

/** *Lấy lại*: asks the recipient for the document back, which a person there agrees to or not. */
export function AskBack({ delivery }: OfDelivery) {
  const words = useText(trackingText).back;
  const kept = useKeptForm('lay-lai', delivery.id);
  const act = useAct(
    (body: Reason, idempotencyKey) =>
      api(exchangeContract).askBack({ params: { deliveryId: delivery.id }, body, idempotencyKey }),
    { kept, onDone: () => showToast({ words: words.asked }) },
  );
  return (
    <ReasonedAct
      act={act}
      run={(reason) => act.run({ reason })}
      kept={kept}
      words={{ act: words.ask, reason: words.reason, note: words.note }}
      icon={<RollbackOutlined />}
      quiet
    />
  );
}
