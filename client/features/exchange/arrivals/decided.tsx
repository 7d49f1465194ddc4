import { CheckCircleFilled } from '@ant-design/icons';
import type { ArrivalView } from '../../../../server/exchange/arrivals/contract.ts';
import { momentText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { useRefusalWords } from '../refusal-words.ts';
import { exchangeText } from './text.ts';

/** What was decided about an arrival, by whom and when: its number, just now with the next step, or the reason it was refused. */
export function Decided({ arrival, fresh }: { readonly arrival: ArrivalView; readonly fresh: boolean }) {
  const text = useText(exchangeText);
  const why = useRefusalWords();
  const { registeredBy: by, arrivalNumber, documentId, returnReasonCode, returnReason } = arrival;
  const told = arrival.carrier === 'axis' ? text.statusTold : text.receiptSent;
  if (arrival.state === 'returned') {
    return (
      <div className="arrival-decided">
        <Notice tone="caution" title={text.returnedTitle}>
          {by && <div>{text.returnedBy(by.name, momentText(by.at))}</div>}
          {returnReason !== null && <div>{text.reasonIs(why(returnReasonCode, returnReason))}</div>}
          <div>{told}</div>
        </Notice>
      </div>
    );
  }
  return (
    <div className="arrival-decided">
      <div className={`arrival-given ${arrival.recalled ? 'over' : ''}`}>
        <div>
          <div className={`small strong ${arrival.recalled ? 'second' : 'good'}`}>
            <CheckCircleFilled /> {text.registeredTitle}
          </div>
          <output className="arrival-number">{arrivalNumber}</output>
        </div>
        <div className="small second grow">
          {by && <div>{text.registeredBy(by.name, momentText(by.at))}</div>}
          <div>{told}</div>
        </div>
      </div>
      {documentId !== null && (
        <div className="flex gap-8">
          {fresh && arrival.recalled === null && (
            <LinkButton to={`/van-ban-den/${documentId}`} search={{ lam: 'trinh' }} primary>
              {text.present}
            </LinkButton>
          )}
          <LinkButton to={`/van-ban-den/${documentId}`}>{text.openDocument}</LinkButton>
        </div>
      )}
    </div>
  );
}
