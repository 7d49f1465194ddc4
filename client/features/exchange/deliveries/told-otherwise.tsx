import './deliveries.css';
import { useQuery } from '@tanstack/react-query';
import { deliveriesContract, otherwise, type Saying } from '../../../../server/exchange/deliveries/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { trackingText } from './tracking-text.ts';

/** As many names are read at a glance. */
const FEW = 5;

/**
 * Before a document is recalled, corrected, replaced or asked for: the recipients who have to be told in another way, or will not confirm it; with a
 * delivery, of that one alone.
 */
export function ToldOtherwise({
  documentId,
  about,
  deliveryId,
}: {
  readonly documentId: string;
  readonly about: Saying;
  readonly deliveryId?: string;
}) {
  const words = useText(trackingText).toldOtherwise;
  const found = useQuery(
    queryOf(deliveriesContract, 'listToldOtherwise', { params: { documentId }, query: { about } }),
  );
  if (found.error) return <ProblemNotice problem={found.error} retry={() => void found.refetch()} />;
  const told = (found.data ?? []).filter((one) => deliveryId === undefined || one.deliveryId === deliveryId);
  if (told.length === 0) return null;
  return (
    <ul className="told-otherwise small" aria-label={words.label}>
      {otherwise
        .map((why) => ({ why, names: told.flatMap((one) => (one.why === why ? one.name : [])) }))
        .filter(({ names }) => names.length > 0)
        .map(({ why, names }) => (
          <li key={why}>
            {words.why[why]} <Names names={names} />
          </li>
        ))}
    </ul>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  const words = useText(trackingText).toldOtherwise;
  if (names.length <= FEW) return <span className="medium">{names.join(', ')}</span>;
  return (
    <details>
      <summary>{words.more(names.slice(0, FEW).join(', '), names.length - FEW)}</summary>
      {names.slice(FEW).join(', ')}
    </details>
  );
}
