import { InboxOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type AnswerView, arrivalsContract } from '../../../../server/exchange/arrivals/contract.ts';
import { exchangePages } from '../../../../server/exchange/pages.ts';
import { pageAddress } from '../../../../server/platform/page-address.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { queryOf } from '../../../api/query-client.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { trackingText } from './tracking-text.ts';

/** The documents by which recipients answered this one (*văn bản trả lời*); nothing while there are none to be read. */
export function Answers({ documentId }: { readonly documentId: string }) {
  const words = useText(trackingText);
  const found = useQuery(queryOf(arrivalsContract, 'listAnswers', { params: { documentId } })).data ?? [];
  if (found.length === 0) return null;
  return (
    <section aria-label={words.answers}>
      <h2 className="small">{words.answers}</h2>
      <ul className="plain-list">
        {found.map((answer) => (
          <li key={answer.arrivalId} className="small">
            <Link to={pageOf(answer)} className="underlined">
              <InboxOutlined /> {answer.code}
            </Link>{' '}
            {answer.subject}
            <div className="meta third">
              {[answer.senderName, shortMoment(answer.arrivedAt), words.answerStates[answer.state]].join(' · ')}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function pageOf({ arrivalId, documentId }: AnswerView): string {
  return documentId === null
    ? pageAddress(exchangePages.arrival, { id: arrivalId })
    : pageAddress(registryPages.incomingDocument, { id: documentId });
}
