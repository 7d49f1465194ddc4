import { CheckCircleOutlined, FileSearchOutlined, PlusOutlined, SearchOutlined, SendOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import { statisticsContract } from '../../../../server/statistics/contract.ts';
import { api } from '../../../api/client.ts';
import { useHasRole } from '../../../api/session.ts';
import { numberText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { ClearIcon } from '../../../ui/clear-icon.tsx';
import { useFilters } from '../../../ui/filters.ts';
import { useKey, useRowKeys } from '../../../ui/keyboard.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { LiveRows } from '../../../ui/live-rows.tsx';
import { EmptyState, ProblemNotice } from '../../../ui/notices.tsx';
import { PageHeader } from '../../../ui/page.tsx';
import { RowSkeletons } from '../../../ui/row.tsx';
import { OutgoingRow, useNextAction } from './outgoing-row.tsx';
import { outgoingText } from './text.ts';

const outgoing = api(outgoingContract);
const statistics = api(statisticsContract);
const states = ['draft', 'submitted', 'signed', 'numbered', 'issued', 'voided'] as const;
const chips = ['due', 'open', ...states, 'all'] as const;
type Chip = (typeof chips)[number];

function askFor(chip: Chip, words: string | undefined, cursor: string | undefined, signal: AbortSignal) {
  const asked = {
    ...(words === undefined ? {} : { q: words }),
    ...(cursor === undefined ? {} : { cursor }),
    limit: '50',
  };
  if (chip === 'due') return statistics.dueOutgoing({ query: asked, signal });
  const state = states.find((name) => name === chip);
  const ofState = { ...(state === undefined ? {} : { state }), ...(chip === 'open' ? { open: 'true' as const } : {}) };
  return outgoing.listOutgoing({ query: { ...asked, ...ofState }, signal });
}

/** The list of outgoing documents: search, chips in the address, the latest change first. */
export function OutgoingList({ selectedId }: { readonly selectedId: string | undefined }) {
  const text = useText(outgoingText);
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const words = filters.q?.trim() || undefined;
  const chip = chips.find((name) => name === filters.loc) ?? (words === undefined ? 'due' : 'all');
  const list = useInfiniteQuery({
    queryKey: [chip === 'due' ? 'due-work' : 'outgoing', 'listOutgoing', chip, words, 'pages'],
    queryFn: ({ pageParam, signal }) => askFor(chip, words, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const [first] = list.data?.pages ?? [];
  const nextAction = useNextAction();
  const opened = selectedId !== undefined;
  const [chosen, setChosen] = useState<string>();
  const selected = Math.max(
    0,
    rows.findIndex(({ id }) => id === (opened ? selectedId : chosen)),
  );
  const kept = keptFilters(filters);
  const open = (index: number): void => {
    const row = rows[index];
    if (row) void navigate({ to: `/van-ban-di/${row.id}`, search: kept });
  };
  useRowKeys({
    count: rows.length,
    selected,
    select: (index) => {
      if (opened) open(index);
      else setChosen(rows[index]?.id);
      document.querySelectorAll('[data-row]')[index]?.scrollIntoView({ block: 'nearest' });
    },
    open,
    ...(opened
      ? {}
      : {
          act: (index: number) => {
            const row = rows[index];
            const action = row && nextAction(row);
            if (action) void navigate({ to: action.to });
            else open(index);
          },
        }),
  });
  useKey('n', () => void navigate({ to: '/van-ban-di/soan' }));
  return (
    <>
      <ListHead opened={opened} />
      <div className="outgoing-filters">
        <Search value={filters.q ?? ''} search={(q) => setFilters({ q: q === '' ? undefined : q })} />
        <fieldset className="chips" aria-label={text.filter}>
          {chips.map((name) => (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={name === chip}
              onClick={() => setFilters({ loc: name })}
            >
              {text.filters[name]}
            </button>
          ))}
        </fieldset>
      </div>
      <div className="pane-scroll">
        {list.isPending && <RowSkeletons label={text.loading} />}
        {list.error && (
          <div className="outgoing-problem">
            <ProblemNotice problem={list.error} retry={() => void list.refetch()} />
          </div>
        )}
        {list.data && rows.length === 0 && (
          <Nothing chip={chip} words={words} clear={() => setFilters({ q: undefined, loc: 'all' })} />
        )}
        <LiveRows of={`${chip} ${words ?? ''}`} rows={rows}>
          {(shown) => (
            <ul>
              {shown.map((row) => (
                <OutgoingRow
                  key={row.id}
                  row={row}
                  compact={opened}
                  selected={row.id === (opened ? selectedId : rows[selected]?.id)}
                  search={kept}
                />
              ))}
            </ul>
          )}
        </LiveRows>
        {list.hasNextPage && (
          <div className="outgoing-more">
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {text.more}
            </Button>
          </div>
        )}
      </div>
      {first && rows.length > 0 && (
        <footer className="page-foot no-print">
          {text.total(`${first.capped ? '> ' : ''}${numberText(first.total)}`)}
        </footer>
      )}
    </>
  );
}

/** What stays in the address when a row is opened. */
function keptFilters({ q, loc }: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return { ...(q ? { q } : {}), ...(loc ? { loc } : {}) };
}

function ListHead({ opened }: { readonly opened: boolean }) {
  const text = useText(outgoingText);
  const clerk = useHasRole('clerk');
  const write = (
    <LinkButton to="/van-ban-di/soan" icon={<PlusOutlined />}>
      {opened ? text.writeShort : text.write}
    </LinkButton>
  );
  if (opened) {
    return (
      <div className="page-head">
        <p className="list-title grow">{text.title}</p>
        {write}
      </div>
    );
  }
  return (
    <PageHeader
      title={text.title}
      actions={
        <>
          {clerk && (
            <span className="wide-only">
              <LinkButton to="/van-ban-di/soan" search={{ cach: 'giay' }}>
                {text.ink}
              </LinkButton>
            </span>
          )}
          {write}
        </>
      }
    />
  );
}

/** Words to search; they go to the address when the typing pauses. */
function Search({ value, search }: { readonly value: string; readonly search: (words: string) => void }) {
  const text = useText(outgoingText);
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => search(typed), 300);
    return () => clearTimeout(timer);
  }, [typed, value, search]);
  return (
    <Input
      type="search"
      data-search
      allowClear={{ clearIcon: <ClearIcon /> }}
      aria-label={text.search}
      placeholder={text.searchHint}
      prefix={<SearchOutlined className="third" />}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => search(typed)}
    />
  );
}

/** Why no row is here: nothing left to do, nothing found, or nothing at all yet; with the one way on. */
function Nothing({
  chip,
  words,
  clear,
}: {
  readonly chip: Chip;
  readonly words: string | undefined;
  readonly clear: () => void;
}) {
  const text = useText(outgoingText);
  if (words === undefined && chip === 'all') {
    return (
      <EmptyState icon={<SendOutlined />} title={text.empty}>
        {text.emptyNote}
      </EmptyState>
    );
  }
  const title = chip === 'due' ? text.emptyDue : text.nothingHere;
  return (
    <EmptyState
      icon={words === undefined && chip === 'due' ? <CheckCircleOutlined /> : <FileSearchOutlined />}
      title={words === undefined ? title : text.nothingFound(words)}
      actions={<Button onClick={clear}>{words === undefined ? text.showAll : text.clear}</Button>}
    >
      {words === undefined ? text.emptyNote : text.nothingFoundNote}
    </EmptyState>
  );
}
