import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { FoundKind } from '../../../server/platform/search.ts';
import { MOST_FOUND, searchContract } from '../../../server/search/contract.ts';
import { addressOf } from '../../api/client.ts';
import { queryOf } from '../../api/query-client.ts';
import { useText } from '../../text/language.ts';
import type { FoundLook } from '../../ui/feature.ts';
import { EmptyState, Notice, ProblemNotice } from '../../ui/feedback/notices.tsx';
import { Page, PageHeader } from '../../ui/layout/page.tsx';
import { useFilters } from '../../ui/lists/filters.ts';
import { RowSkeletons } from '../../ui/lists/row.tsx';
import { SearchField } from '../../ui/lists/search-field.tsx';
import { partsOf } from '../../ui/parts.ts';
import { FoundGroups } from './found-groups.tsx';
import { KindChips } from './kind-chips.tsx';
import { OpenedBefore } from './opened-before.tsx';
import { PeriodChips, type SearchedPeriod, useSearchedPeriod } from './period-chips.tsx';
import { SaveSearch } from './saved/save-search.tsx';
import { SavedSearches } from './saved/saved-searches.tsx';
import './search.css';
import { searchText } from './text.ts';

declare module '../../ui/parts.ts' {
  interface PartsOfPages {
    /** How each kind of document looks. */
    search: Readonly<Record<FoundKind, FoundLook>>;
  }
}

/** So often the page searches again while the index is made. */
const AGAIN_MS = 1_000;

/** One box over everything that can be found. */
export function SearchPage() {
  const text = useText(searchText);
  const [{ q }, setFilters] = useFilters();
  return (
    <Page header={<PageHeader title={text.search} />}>
      <div className="search-page">
        <SearchField
          label={text.search}
          placeholder={text.hint}
          value={q ?? ''}
          autoFocus={q === undefined}
          onChange={(words) => setFilters({ q: words === '' ? undefined : words })}
        />
        {q === undefined ? (
          <>
            <SavedSearches />
            <OpenedBefore />
            <HowToSearch />
          </>
        ) : (
          <>
            <PeriodChips />
            <FoundWithin words={q} />
          </>
        )}
      </div>
    </Page>
  );
}

/** What was found in the period of the address, if it is one. */
function FoundWithin({ words }: { readonly words: string }) {
  const text = useText(searchText);
  const period = useSearchedPeriod();
  const isReversed = period.from !== undefined && period.to !== undefined && period.to < period.from;
  return isReversed ? (
    <Notice tone="caution" title={text.wrongPeriod} />
  ) : (
    <FoundDocuments words={words} period={period} />
  );
}

function FoundDocuments({ words, period }: { readonly words: string; readonly period: SearchedPeriod }) {
  const text = useText(searchText);
  const [{ loc }] = useFilters();
  const looks = Object.entries(partsOf('search'));
  const kind = looks.find(([, { part }]) => part === loc)?.[0];
  const limit = String(MOST_FOUND);
  const ofAll = useQuery({
    ...queryOf(searchContract, 'findDocuments', { query: { q: words, limit, ...period } }),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data?.building ? AGAIN_MS : false),
  });
  const ofKind = useQuery({
    ...queryOf(searchContract, 'findDocuments', { query: { q: words, limit, kind, ...period } }),
    enabled: kind !== undefined,
  });
  const shown = kind === undefined ? ofAll : ofKind;
  if (shown.error) return <ProblemNotice problem={shown.error} retry={() => void shown.refetch()} />;
  if (!shown.data || !ofAll.data) return <RowSkeletons label={text.search} />;
  const { items, total, capped } = shown.data;
  return (
    <>
      {ofAll.data.building && <Notice tone="accent" title={text.building} />}
      <KindChips of={ofAll.data} current={kind} />
      <div className="flex gap-12 wrap search-acts">
        <SaveSearch searched={{ q: words, kind: kind ?? null, from: period.from ?? null, to: period.to ?? null }} />
        {items.length > 0 && <TakeAway query={{ q: words, kind, ...period }} />}
      </div>
      {items.length === 0 ? (
        <EmptyState icon={<SearchOutlined />} title={text.nothing(words)}>
          {text.nothingHint}
        </EmptyState>
      ) : (
        <FoundGroups
          key={`${words} ${kind} ${period.from} ${period.to}`}
          found={items}
          words={words}
          {...(capped ? { more: text.more(total) } : {})}
        />
      )}
    </>
  );
}

/** What was found, as a table. */
function TakeAway({
  query,
}: {
  readonly query: { readonly q: string; readonly kind: string | undefined } & SearchedPeriod;
}) {
  const text = useText(searchText);
  return (
    <>
      <span className="small second">{text.download}</span>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button
          key={format}
          type="link"
          size="small"
          className="search-download"
          href={addressOf(searchContract.exportFound, { query: { ...query, format } })}
          download
        >
          {text.formats[format]}
        </Button>
      ))}
    </>
  );
}

/** What one may type, by examples that search. */
function HowToSearch() {
  const text = useText(searchText);
  return (
    <section aria-label={text.teach}>
      <h2 className="section-title">{text.teach}</h2>
      <ul className="search-examples">
        {text.examples.map(({ typed, means }) => (
          <li key={typed}>
            <Link to="." search={{ q: typed }}>
              <kbd>{typed}</kbd>
            </Link>
            <span className="third">{means}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
