import { useState } from 'react';
import { type DeliveryPart, deliveriesContract } from '../../../../server/exchange/deliveries/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { api } from '../../../api/client.ts';
import { usePages } from '../../../api/pages.ts';
import { useText } from '../../../text/language.ts';
import { Paged } from '../../../ui/lists/paged.tsx';
import { SearchField } from '../../../ui/lists/search-field.tsx';
import { shownParts } from './deliveries.ts';
import { DeliveryRow } from './delivery-row.tsx';
import type { ProgressView } from './progress.tsx';
import { trackingText } from './tracking-text.ts';

/** As many recipients are looked through at a glance. */
const FEW = 10;

/** The recipients one by one; where there are many, they are sought by name and narrowed to those that stand somewhere. */
export function Deliveries({
  document,
  progress: { total, parts },
}: {
  readonly document: OutgoingView;
  readonly progress: ProgressView;
}) {
  const words = useText(trackingText);
  const [q, setQ] = useState('');
  const [part, setPart] = useState<DeliveryPart>();
  const asked = { params: { documentId: document.id }, query: { q: q || undefined, part } };
  const list = usePages(['outgoing', 'listDeliveries', asked], ({ cursor, signal }) =>
    api(deliveriesContract).listDeliveries({ ...asked, query: { ...asked.query, cursor }, signal }),
  );
  return (
    <>
      {total > FEW && (
        <div className="column gap-8">
          <SearchField label={words.search} placeholder={words.search} value={q} onChange={setQ} />
          <fieldset className="chips wrap" aria-label={words.filter}>
            {shownParts(parts).map((one) => (
              <button
                key={one}
                type="button"
                className="chip"
                aria-pressed={part === one}
                onClick={() => setPart(part === one ? undefined : one)}
              >
                {words.parts[one](parts[one])}
              </button>
            ))}
          </fieldset>
        </div>
      )}
      <Paged list={list} loading={words.loading} nothing={<p className="small second">{words.nobody}</p>}>
        {(rows) => (
          <ul className="deliveries">
            {rows.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                isRecalled={document.recalled !== null}
                isReplaced={document.isReplaced}
                alone={total === 1}
              />
            ))}
          </ul>
        )}
      </Paged>
    </>
  );
}
