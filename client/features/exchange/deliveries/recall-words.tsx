import { StopOutlined } from '@ant-design/icons';
import type { DeliveryView } from '../../../../server/exchange/contract.ts';
import { useText } from '../../../text/language.ts';
import { useReasonWords } from '../../../text/reason-words.ts';
import { trackingText } from './tracking-text.ts';

/** How far a recipient has been told that the document was taken back. */
export function useRecallWords(): (delivery: DeliveryView) => string {
  const words = useText(trackingText).recall;
  const inWords = useReasonWords();
  return ({ channel, state, followUps: [followUp] }) => {
    if (!followUp && channel === 'paper') return words.onPaper;
    if (!followUp) return state === 'recalled' ? words.unsent : words.waiting(null);
    if (followUp.state !== 'waiting') return words[followUp.state];
    return words.waiting(followUp.lastError && inWords(followUp.lastError));
  };
}

/** The same in a line of its own, while the recipient has not confirmed it. */
export function RecallWords({ delivery }: { readonly delivery: DeliveryView }) {
  const say = useRecallWords();
  return (
    <p className="small second">
      <StopOutlined /> {say(delivery)}
    </p>
  );
}
