import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import type { Pages } from '../../api/pages.ts';
import { useText } from '../../text/language.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { useKey, useRowKeys } from '../keys/keyboard.ts';
import { PageHeader } from '../layout/page.tsx';
import { uiText } from '../text.ts';
import { type Choosing, RowChoiceContext, useChoosingKeys, useChosen } from './chosen.ts';
import { ChosenBar } from './chosen-bar.tsx';
import { type Filters, useFilters } from './filters.ts';
import { LiveRows } from './live-rows.tsx';
import { Paged } from './paged.tsx';
import { SearchField } from './search-field.tsx';

/** What a row is told of where it stands. */
export interface RowPlace {
  /** Whether a document is open beside the list, which is narrow then. */
  readonly compact: boolean;
  readonly selected: boolean;
  /** What stays in the address when the row is opened. */
  readonly search: Filters;
}

export interface ListPageProps<Row extends { readonly id: string }> {
  readonly title: string;
  readonly note?: string;
  /** What is to be known before the rows. */
  readonly notice?: ReactNode;
  readonly actions?: ReactNode;
  /** The address of the list; an opened row stands below it. */
  readonly page: string;
  readonly selectedId: string | undefined;
  /** Words of the search, for a list that is searched. */
  readonly searching?: { readonly label: string; readonly hint: string };
  /** What the chips are for, and each with its words. */
  readonly filter: string;
  readonly chips: readonly { readonly name: string; readonly words: string; readonly count?: string | undefined }[];
  readonly current: string;
  readonly list: Pages<Row>;
  readonly loading: string;
  readonly nothing: ReactNode;
  readonly row: (row: Row, place: RowPlace) => ReactNode;
  /** Where the next act about a row is done, when not on its own page. */
  readonly actOf?: (row: Row) => string | undefined;
  /** What the key `N` begins. */
  readonly begin?: { readonly words: string; readonly run: () => void };
  /** What can be done with several rows at once: then rows can be chosen. `clear` chooses none. */
  readonly many?: ((chosen: readonly Row[], clear: () => void) => ReactNode) | undefined;
}

/**
 * A list of documents: head, search and chips in the address, rows that come and go while somebody works, more of them, keys. What is
 * opened stands beside it; coming back, the row is where it was.
 */
export function ListPage<Row extends { readonly id: string }>(props: ListPageProps<Row>) {
  const { title, note, actions, selectedId, list, begin, many } = props;
  const [filters] = useFilters();
  const opened = selectedId !== undefined;
  const chosen = useChosen(list.rows ?? [], many !== undefined && !opened);
  useKey('n', begin?.run);
  return (
    <>
      {opened ? (
        <div className="list-head">
          <p className="list-title">{title}</p>
          {actions}
        </div>
      ) : (
        <PageHeader title={title} {...(note === undefined ? {} : { note })} actions={actions} />
      )}
      <Choices {...props} />
      <div className="pane-scroll">
        {props.notice}
        <Paged list={list} loading={props.loading} nothing={props.nothing}>
          {(rows) => (
            <LiveRows of={`${props.current} ${filters.q ?? ''}`} rows={rows}>
              {(shown) => <Rows {...props} rows={shown} choosing={chosen} />}
            </LiveRows>
          )}
        </Paged>
      </div>
      {many && !opened && (
        <ChosenBar count={chosen.rows.length} clear={chosen.clear}>
          {many(chosen.rows, chosen.clear)}
        </ChosenBar>
      )}
      <Foot list={list} opened={opened} begin={begin?.words} chooses={many !== undefined} />
    </>
  );
}

/** Search and chips. */
function Choices<Row extends { readonly id: string }>(props: ListPageProps<Row>) {
  const { searching, chips, current } = props;
  const [filters, setFilters] = useFilters();
  return (
    <div className={props.selectedId === undefined ? 'list-filters' : 'list-filters stacked'}>
      {searching && (
        <SearchField
          label={searching.label}
          placeholder={searching.hint}
          value={filters.q ?? ''}
          onChange={(q) => setFilters({ q: q === '' ? undefined : q })}
        />
      )}
      <fieldset className="chips" aria-label={props.filter}>
        {chips.map(({ name, words, count }) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={name === current}
            onClick={() => setFilters({ loc: name })}
          >
            {words}
            {count !== undefined && <span className="chip-count">{count}</span>}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

interface RowsProps<Row extends { readonly id: string }> extends ListPageProps<Row> {
  readonly rows: readonly Row[];
  readonly choosing: Choosing;
}

function Rows<Row extends { readonly id: string }>(props: RowsProps<Row>) {
  const { rows, page, selectedId, actOf, choosing } = props;
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const list = useRef<HTMLUListElement>(null);
  const opened = selectedId !== undefined;
  const search = { q: filters.q, loc: filters.loc };
  const selected = Math.max(
    0,
    rows.findIndex(({ id }) => id === (selectedId ?? filters.dong)),
  );
  const open = (index: number): void => {
    const row = rows[index];
    if (row) void navigate({ to: `${page}/${row.id}`, search });
  };
  const act = (index: number): void => {
    const row = rows[index];
    const elsewhere = row && actOf?.(row);
    if (elsewhere === undefined) open(index);
    else void navigate({ to: elsewhere });
  };
  useRowKeys({
    count: rows.length,
    selected,
    select: (index) => {
      list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
      if (opened) open(index);
      else setFilters({ dong: rows[index]?.id });
    },
    open,
    ...(opened ? {} : { act }),
  });
  const ids = rows.map(({ id }) => id);
  useChoosingKeys(choosing, ids[selected], ids);
  return (
    <ul ref={list}>
      {rows.map((row, index) => (
        <RowChoiceContext key={row.id} value={choosing.choiceOf(row.id)}>
          {props.row(row, { compact: opened, selected: opened ? row.id === selectedId : index === selected, search })}
        </RowChoiceContext>
      ))}
    </ul>
  );
}

interface FootProps<Row> {
  readonly list: Pages<Row>;
  readonly opened: boolean;
  readonly begin: string | undefined;
  readonly chooses: boolean;
}

/** How many of how many – of an empty list its own words say that it is empty –, and the keys of the list. */
function Foot<Row>(props: FootProps<Row>) {
  const { list, opened, begin } = props;
  const text = useText(uiText);
  const shown = list.rows?.length ?? 0;
  return (
    <footer className="page-foot no-print">
      {list.total !== undefined && shown > 0 && <span>{text.shown(shown, list.total)}</span>}
      {opened ? (
        <span className="end">
          <KeyHint keys={['↑', '↓']} />
        </span>
      ) : (
        <>
          <KeyHint keys={['↑', '↓']} words={text.listKeys.move} />
          <KeyHint keys={['Enter']} words={text.listKeys.open} />
          <KeyHint keys={['T']} words={text.listKeys.next} />
          {props.chooses && <KeyHint keys={['X']} words={text.listKeys.choose} />}
          {begin !== undefined && <KeyHint keys={['N']} words={begin} />}
        </>
      )}
    </footer>
  );
}
