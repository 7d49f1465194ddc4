import type { FoundView } from '../../../server/search/contract.ts';
import { shortMoment } from '../../text/format.ts';
import { useLanguage, useText } from '../../text/language.ts';
import { readFilters } from '../../ui/lists/filters.ts';
import { Marked } from '../../ui/lists/marked.tsx';
import { Row } from '../../ui/lists/row.tsx';
import { partsOf } from '../../ui/parts.ts';
import { searchText } from './text.ts';

/** The address of a page, with what stands behind its `?`. */
export function linkTo(page: string) {
  const [to = page, search] = page.split('?');
  return { to, ...(search === undefined ? {} : { search: readFilters(search) }) };
}

/** A document that was found, as a row that opens it. */
export function FoundRow(props: { readonly found: FoundView; readonly words: string; readonly selected: boolean }) {
  const { found, words, selected } = props;
  const language = useLanguage();
  const text = useText(searchText);
  const look = new Map(Object.entries(partsOf('search'))).get(found.kind);
  if (!look) return null;
  const states: Readonly<Record<string, string>> = look.states[language];
  return (
    <Row
      {...linkTo(found.page)}
      icon={<look.icon />}
      {...(found.code === '' ? {} : { number: <Marked text={found.code} words={words} /> })}
      title={<Marked text={found.title} words={words} />}
      meta={
        <>
          <span className="one-line">
            <Marked text={found.party} words={words} />
            {` · ${shortMoment(found.at)} · ${states[found.state] ?? ''}`}
          </span>
          {found.place && (
            <span className="found-place">
              <span className="medium">{text.onPage(found.place.page, found.place.of)}</span>{' '}
              <Marked text={found.place.snippet} words={words} />
            </span>
          )}
        </>
      }
      selected={selected}
      over={found.isOver}
    />
  );
}
