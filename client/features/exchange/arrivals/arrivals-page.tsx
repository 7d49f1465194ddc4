import './exchange.css';
import { SwapOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { type ArrivalSummary, type ArrivalView, exchangeContract } from '../../../../server/exchange/contract.ts';
import { api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { totalText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { useFilters } from '../../../ui/filters.ts';
import { useRowKeys } from '../../../ui/keyboard.ts';
import { LiveRows } from '../../../ui/live-rows.tsx';
import { EmptyState, ProblemNotice } from '../../../ui/notices.tsx';
import { PageHeader } from '../../../ui/page.tsx';
import { ThreePane } from '../../../ui/panes.tsx';
import { RowSkeletons } from '../../../ui/row.tsx';
import { ArrivalRow } from './arrival-row.tsx';
import { OpenedArrival } from './opened-arrival.tsx';
import { exchangeText } from './text.ts';

const exchange = api(exchangeContract);
const chipNames = ['arrived', 'registered', 'returned', 'all'] as const;
type ChipName = (typeof chipNames)[number];

/** What came from other agencies (*văn bản đến qua liên thông*), live; the one that is open stands beside the list. */
export function ArrivalsPage({
  selectedId,
  signatures,
}: {
  readonly selectedId?: string;
  readonly signatures: (arrival: ArrivalView) => ReactNode;
}) {
  return (
    <ThreePane opened={selectedId !== undefined} list={<List selectedId={selectedId} />}>
      {selectedId !== undefined && <OpenedArrival key={selectedId} id={selectedId} signatures={signatures} />}
    </ThreePane>
  );
}

function List({ selectedId }: { readonly selectedId: string | undefined }) {
  const text = useText(exchangeText);
  const [filters, setFilters] = useFilters();
  const current = chipNames.find((name) => name === filters.loc) ?? 'arrived';
  const query = current === 'all' ? {} : { state: current };
  const list = useInfiniteQuery({
    queryKey: ['arrivals', 'listArrivals', 'parts', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => exchange.listArrivals({ query: { ...query, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const waiting = useQuery(queryOf(exchangeContract, 'listArrivals', { query: { state: 'arrived', limit: '1' } })).data;
  const rows = list.data?.pages.flatMap((page) => page.items);
  const [newest] = list.data?.pages ?? [];
  const opened = selectedId !== undefined;
  return (
    <>
      {opened ? (
        <div className="list-head">
          <p className="list-title">{text.title}</p>
        </div>
      ) : (
        <PageHeader title={text.title} note={text.note} />
      )}
      <div className={opened ? 'list-filters stacked' : 'list-filters'}>
        <fieldset className="chips" aria-label={text.filter}>
          {chipNames.map((name) => (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={name === current}
              onClick={() => setFilters({ loc: name })}
            >
              {text.chips[name]}
              {name === 'arrived' && waiting && <span className="chip-count">{totalText(waiting)}</span>}
            </button>
          ))}
        </fieldset>
      </div>
      <div className="pane-scroll">
        {list.isPending && <RowSkeletons label={text.loading} />}
        {list.error && !list.data && (
          <div className="list-problem">
            <ProblemNotice problem={list.error} retry={() => void list.refetch()} />
          </div>
        )}
        {rows && rows.length === 0 && <Nothing chip={current} />}
        {rows && rows.length > 0 && (
          <LiveRows of={current} rows={rows}>
            {(shown) => <Rows rows={shown} selectedId={selectedId} />}
          </LiveRows>
        )}
        {list.hasNextPage && (
          <div className="list-more">
            <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
              {text.more}
            </Button>
          </div>
        )}
      </div>
      <footer className="page-foot no-print">
        {newest && <span>{text.shown(rows?.length ?? 0, totalText(newest))}</span>}
      </footer>
    </>
  );
}

function Rows({
  rows,
  selectedId,
}: {
  readonly rows: readonly ArrivalSummary[];
  readonly selectedId: string | undefined;
}) {
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const opened = selectedId !== undefined;
  const selected = Math.max(
    0,
    rows.findIndex(({ id }) => id === (selectedId ?? filters.dong)),
  );
  const list = useRef<HTMLUListElement>(null);
  const open = (index: number): void => {
    const row = rows[index];
    if (row) void navigate({ to: `/gui-nhan/${row.id}`, search: { loc: filters.loc } });
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
    ...(opened ? {} : { act: open }),
  });
  return (
    <ul ref={list}>
      {rows.map((row, index) => (
        <ArrivalRow
          key={row.id}
          row={row}
          compact={opened}
          selected={opened ? row.id === selectedId : index === selected}
          search={{ loc: filters.loc }}
        />
      ))}
    </ul>
  );
}

function Nothing({ chip }: { readonly chip: ChipName }) {
  const text = useText(exchangeText);
  return chip === 'arrived' ? (
    <EmptyState icon={<SwapOutlined />} title={text.empty}>
      {text.emptyNote}
    </EmptyState>
  ) : (
    <EmptyState icon={<SwapOutlined />} title={text.emptyOther} />
  );
}
