import type { z } from 'zod';
import type { searchContract } from '../../../server/search/contract.ts';
import { useLanguage, useText } from '../../text/language.ts';
import { useFilters } from '../../ui/lists/filters.ts';
import { partsOf } from '../../ui/parts.ts';
import { searchText } from './text.ts';

type Found = z.output<typeof searchContract.findDocuments.response>;

/** Which kinds are among what was found, each to be shown alone; of more than are shown it is not said how many. */
export function KindChips({ of, current }: { readonly of: Found; readonly current: string | undefined }) {
  const text = useText(searchText);
  const language = useLanguage();
  const [, setFilters] = useFilters();
  const chips = Object.entries(partsOf('search')).filter(([kind]) => kind === current || (of.kinds[kind] ?? 0) > 0);
  if (chips.length === 0) return null;
  const count = (most: number | undefined) => `${most ?? 0}${of.capped ? '+' : ''}`;
  return (
    <fieldset className="chips" aria-label={text.kinds}>
      <button
        type="button"
        className="chip"
        aria-pressed={current === undefined}
        onClick={() => setFilters({ loc: undefined })}
      >
        {text.all}
        <span className="chip-count">{count(of.total)}</span>
      </button>
      {chips.map(([kind, { words, part }]) => (
        <button
          key={kind}
          type="button"
          className="chip"
          aria-pressed={kind === current}
          onClick={() => setFilters({ loc: part })}
        >
          {words[language]}
          <span className="chip-count">{count(of.kinds[kind])}</span>
        </button>
      ))}
    </fieldset>
  );
}
