import { useQuery } from '@tanstack/react-query';
import { searchContract } from '../../../server/search/contract.ts';
import { queryOf } from '../../api/query-client.ts';
import { useText } from '../../text/language.ts';
import { FoundRow } from './found-row.tsx';
import { openedLast } from './opened-last.ts';
import { searchText } from './text.ts';

const MOST_SHOWN = 8;

/** What this position opened last on this machine, as far as it may still be read. */
export function useOpenedBefore() {
  const of = openedLast();
  const asked = useQuery({
    ...queryOf(searchContract, 'readDocuments', { query: { of: of ?? '' } }),
    enabled: of !== undefined,
  });
  return (of === undefined ? undefined : asked.data?.items.slice(0, MOST_SHOWN)) ?? [];
}

/** The same as a list under its own head; nothing where nothing was opened. */
export function OpenedBefore() {
  const text = useText(searchText);
  const opened = useOpenedBefore();
  if (opened.length === 0) return null;
  return (
    <section aria-label={text.openedLast} className="search-opened">
      <h2 className="section-title">{text.openedLast}</h2>
      <ul>
        {opened.map((one) => (
          <FoundRow key={one.id} found={one} words="" selected={false} />
        ))}
      </ul>
    </section>
  );
}
