import { FormOutlined, RollbackOutlined, StopOutlined } from '@ant-design/icons';
import type { DeliveryView, FollowUpView } from '../../../../server/exchange/deliveries/contract.ts';
import { useText } from '../../../text/language.ts';
import { useReasonWords } from '../../../text/reason-words.ts';
import { isBack } from './deliveries.ts';
import { trackingText } from './tracking-text.ts';

/** How far a recipient has been told that the document was recalled. */
export function useRecallWords(): (delivery: DeliveryView) => string {
  const words = useText(trackingText).recall;
  const tried = useTriedWords();
  return ({ channel, state, followUps }) => {
    const recall = lastOf(followUps, 'revoke');
    if (!recall && channel !== 'electronic') return channel === 'paper' ? words.onPaper : words.internal;
    if (!recall) return state === 'recalled' ? words.unsent : words.waiting(null);
    return recall.state === 'waiting' ? words.waiting(tried(recall)) : words[recall.state];
  };
}

/** The same in a line of its own, while the recipient has not confirmed it. */
export function RecallWords({
  delivery,
  isReplaced,
}: {
  readonly delivery: DeliveryView;
  readonly isReplaced: boolean;
}) {
  const say = useRecallWords();
  const { replacing } = useText(trackingText);
  const isToldByReplacement =
    isReplaced && delivery.channel === 'electronic' && !delivery.followUps.some(({ kind }) => kind === 'revoke');
  return (
    <p className="small second">
      <StopOutlined /> {isToldByReplacement ? replacing : say(delivery)}
    </p>
  );
}

/** What a recipient says that is asked for the document back; nothing where it is not, or has given it back. */
export function BackWords({ delivery: { state, followUps } }: { readonly delivery: DeliveryView }) {
  const words = useText(trackingText).back;
  const tried = useTriedWords();
  const asked = lastOf(followUps, 'ask-back');
  if (!asked || isBack(state)) return null;
  const answer = asked.receipts.find(({ code }) => code === '16');
  const said =
    asked.state === 'waiting'
      ? words.waiting(tried(asked))
      : asked.state === 'declined'
        ? words.declined(answer?.reason ?? '')
        : words[asked.state];
  return (
    <p className={`small ${asked.state === 'declined' ? 'bad' : 'second'}`}>
      <RollbackOutlined /> {said}
    </p>
  );
}

/** How far a recipient has been told what was corrected; nothing where it was not, or when its sender has it back. */
export function UpdateWords({ delivery: { state, followUps } }: { readonly delivery: DeliveryView }) {
  const words = useText(trackingText).update;
  const tried = useTriedWords();
  const update = lastOf(followUps, 'update');
  if (!update || isBack(state)) return null;
  return (
    <p className="small second">
      <FormOutlined /> {update.state === 'waiting' ? words.waiting(tried(update)) : words[update.state]}
    </p>
  );
}

function lastOf(followUps: readonly FollowUpView[], kind: FollowUpView['kind']): FollowUpView | undefined {
  return followUps.findLast((one) => one.kind === kind);
}

function useTriedWords(): (followUp: FollowUpView) => string | null {
  const inWords = useReasonWords();
  return ({ lastError }) => lastError && inWords(lastError);
}
