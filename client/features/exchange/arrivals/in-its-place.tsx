import './exchange.css';
import { SwapOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import type { ArrivalView, OtherArrivalView } from '../../../../server/exchange/arrivals/contract.ts';
import { exchangePages } from '../../../../server/exchange/pages.ts';
import { pageAddress } from '../../../../server/platform/page-address.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { useText } from '../../../text/language.ts';
import { exchangeText } from './text.ts';

/** What a document of a sender stands in the place of (*thay thế*), and what stands in its own. */
export function InItsPlace({ replaces, replacedBy }: Pick<ArrivalView, 'replaces' | 'replacedBy'>) {
  const words = useText(exchangeText);
  const others: readonly (readonly [OtherArrivalView | null, (code: string) => string])[] = [
    [replaces, words.replaces],
    [replacedBy, words.replacedBy],
  ];
  return others.map(
    ([other, say]) =>
      other && (
        <p key={other.arrivalId} className="small in-its-place">
          <SwapOutlined />{' '}
          <Link to={pageOf(other)} className="underlined">
            {say(other.code)}
          </Link>{' '}
          {other.subject}
        </p>
      ),
  );
}

function pageOf({ arrivalId, documentId }: OtherArrivalView): string {
  return documentId === null
    ? pageAddress(exchangePages.arrival, { id: arrivalId })
    : pageAddress(registryPages.incomingDocument, { id: documentId });
}
