import { useLanguage, useText } from '../../text/language.ts';
import { useFilters } from '../../ui/lists/filters.ts';
import { partsOf } from '../../ui/parts.ts';
import { countShown, type Found, shownKinds } from './shown-kinds.ts';
import { searchText } from './text.ts';

/** Which kinds there are, or may be, each to be shown alone; of more than are shown it is not said how many. */
export function KindChips({ of, current }: { readonly of: Found; readonly current: string | undefined }) {
  const text = useText(searchText);
  const language = useLanguage();
  const [, setFilters] = useFilters();
  const looks = partsOf('search');
  const shown = shownKinds(Object.keys(looks), of, current);
  const chips = Object.entries(looks).filter(([kind]) => shown.includes(kind));
  if (chips.length === 0) return null;
  return (
    <fieldset className="chips" aria-label={text.kinds}>
      <button
        type="button"
        className="chip"
        aria-pressed={current === undefined}
        onClick={() => setFilters({ loc: undefined })}
      >
        {text.all}
        <span className="chip-count">{countShown(of.total, of)}</span>
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
          <span className="chip-count">{countShown(of.kinds[kind], of)}</span>
        </button>
      ))}
    </fieldset>
  );
}
