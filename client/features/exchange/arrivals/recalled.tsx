import { StopOutlined } from '@ant-design/icons';
import type { ArrivalView } from '../../../../server/exchange/contract.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { exchangeText } from './text.ts';

/** That its sender has taken an arrival back (*thu hồi*), and why. */
export function Recalled({ recalled }: { readonly recalled: NonNullable<ArrivalView['recalled']> }) {
  const text = useText(exchangeText);
  return (
    <div className="arrival-decided">
      <Notice tone="bad" icon={<StopOutlined />} title={text.recalledTitle(shortMoment(recalled.at))}>
        <div>{`“${recalled.reason}” ${text.recalledBy(recalled.by)}`}</div>
        <div>{text.recalledNote}</div>
      </Notice>
    </div>
  );
}
