import type { deliveriesContract } from '../../../../server/exchange/deliveries/contract.ts';
import type { Answer } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { shownParts, toneOfPart } from './deliveries.ts';
import { trackingText } from './tracking-text.ts';

/** How many recipients a document has reached. */
export type ProgressView = Answer<typeof deliveriesContract.getProgress>;

/** The sums in a line: how many recipients, how many of them stand where, how many were added later. */
export function Progress({ progress: { total, parts, added } }: { readonly progress: ProgressView }) {
  const words = useText(trackingText);
  return (
    <p className="small" role="status" aria-label={words.summary}>
      <span className="strong">{words.total(total)}</span>
      {shownParts(parts).map((part) => (
        <span key={part}>
          <span className="third"> · </span>
          <span className={`medium ${toneOfPart[part]}`}>{words.parts[part](parts[part])}</span>
        </span>
      ))}
      {added > 0 && <span className="third"> · {words.addedOf(added)}</span>}
    </p>
  );
}
