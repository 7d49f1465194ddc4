import { StopOutlined } from '@ant-design/icons';
import type { ArrivalView } from '../../../../server/exchange/arrivals/contract.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { exchangeText } from './text.ts';

/** That its sender has an arrival back (*thu hồi, lấy lại*), and why. */
export function Recalled({ recalled }: { readonly recalled: NonNullable<ArrivalView['recalled']> }) {
  const words = useText(exchangeText).back[recalled.way];
  return (
    <div className="arrival-decided">
      <Notice tone="bad" icon={<StopOutlined />} title={words.title(shortMoment(recalled.at))}>
        <div>{`“${recalled.reason}” ${words.by(recalled.by)}`}</div>
        <div>{words.note}</div>
      </Notice>
    </div>
  );
}
