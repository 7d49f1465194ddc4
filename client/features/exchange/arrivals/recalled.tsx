import { StopOutlined } from '@ant-design/icons';
import type { ArrivalView } from '../../../../server/exchange/arrivals/contract.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { exchangeText } from './text.ts';

/** That its sender has an arrival back (*thu hồi, lấy lại, thay thế*), why, and what that means for its number where it has one. */
export function Recalled({ recalled, state }: Pick<ArrivalView, 'recalled' | 'state'>) {
  const { back, over } = useText(exchangeText);
  if (!recalled) return null;
  const words = back[recalled.way];
  return (
    <div className="arrival-decided">
      <Notice tone="bad" icon={<StopOutlined />} title={words.title(shortMoment(recalled.at))}>
        <div>{`“${recalled.reason}” ${words.by(recalled.by)}`}</div>
        <div>{state === 'registered' ? over.registered : over.unregistered}</div>
      </Notice>
    </div>
  );
}
