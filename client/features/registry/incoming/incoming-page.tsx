import './incoming.css';
import { InboxOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import type { IncomingSummary } from '../../../../server/registry/incoming/contract.ts';
import { useHasRole } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { ChooseFileButton, DropAnywhere } from '../../../ui/drop-zone.tsx';
import { leaveFiles } from '../../../ui/dropped-files.ts';
import { useFilters } from '../../../ui/filters.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useKey, useRowKeys } from '../../../ui/keyboard.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { LiveRows } from '../../../ui/live-rows.tsx';
import { EmptyState, ProblemNotice } from '../../../ui/notices.tsx';
import { PageHeader } from '../../../ui/page.tsx';
import { ThreePane } from '../../../ui/panes.tsx';
import { RowSkeletons } from '../../../ui/row.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { type ChipName, useChips, useIncomingList } from './incoming-list.ts';
import { IncomingRow } from './incoming-row.tsx';
import { incomingText } from './text.ts';

/** Incoming documents (*văn bản đến*): the list with its chips and search in the address; what is opened stands beside it. */
export function IncomingPage({
  selectedId,
  children,
}: {
  readonly selectedId?: string;
  readonly children?: ReactNode;
}) {
  return (
    <ThreePane opened={selectedId !== undefined} list={<List selectedId={selectedId} />}>
      {children}
    </ThreePane>
  );
}

function List({ selectedId }: { readonly selectedId: string | undefined }) {
  const text = useText(incomingText);
  const navigate = useNavigate();
  const clerk = useHasRole('clerk');
  const [filters, setFilters] = useFilters();
  const { chips, current } = useChips(filters.loc, filters.q);
  const list = useIncomingList(current.query, filters.q);
  const opened = selectedId !== undefined;
  const search = { loc: filters.loc, q: filters.q };
  const open = (id: string | undefined, lam?: string): void => {
    if (id !== undefined) void navigate({ to: `/van-ban-den/${id}`, search: { ...search, lam } });
  };
  const register = (files: readonly File[]): void => {
    leaveFiles(files);
    void navigate({ to: '/van-ban-den/dang-ky' });
  };
  useKey('n', clerk ? () => register([]) : undefined);
  const head = clerk && (
    <LinkButton to="/van-ban-den/dang-ky" icon={<PlusOutlined />}>
      {text.registerShort}
    </LinkButton>
  );
  return (
    <>
      {clerk && <DropAnywhere onFiles={register} />}
      {opened ? (
        <div className="list-head">
          <p className="list-title">{text.title}</p>
          {head}
        </div>
      ) : (
        <PageHeader title={text.title} actions={head || undefined} />
      )}
      <div className={opened ? 'list-filters stacked' : 'list-filters'}>
        <SearchField
          label={text.search}
          placeholder={text.searchHint}
          value={filters.q ?? ''}
          onChange={(q) => setFilters({ q: q === '' ? undefined : q })}
        />
        <fieldset className="chips" aria-label={text.filter}>
          {chips.map((chip) => (
            <button
              key={chip.name}
              type="button"
              className="chip"
              aria-pressed={chip.name === current.name}
              onClick={() => setFilters({ loc: chip.name })}
            >
              {text.chips[chip.name]}
              {chip.count !== undefined && <span className="chip-count">{chip.count}</span>}
            </button>
          ))}
        </fieldset>
      </div>
      <div className="pane-scroll">
        {list.pending && <RowSkeletons label={text.loading} />}
        {list.error && (
          <div className="list-problem">
            <ProblemNotice problem={list.error} retry={list.again} />
          </div>
        )}
        {list.rows && list.rows.length === 0 && (
          <Nothing
            chip={current.name}
            words={filters.q}
            clear={() => setFilters({ q: undefined, loc: 'tat-ca' })}
            register={clerk ? register : undefined}
          />
        )}
        {list.rows && list.rows.length > 0 && (
          <LiveRows of={`${current.name} ${filters.q ?? ''}`} rows={list.rows}>
            {(rows) => <Rows rows={rows} selectedId={selectedId} search={search} open={open} />}
          </LiveRows>
        )}
        {list.more && (
          <div className="list-more">
            <Button onClick={list.more} loading={list.loadingMore}>
              {text.more}
            </Button>
          </div>
        )}
      </div>
      <footer className="page-foot no-print">
        {list.total && <span>{text.shown(list.rows?.length ?? 0, list.total)}</span>}
        {!opened && (
          <>
            <KeyHint keys={['↑', '↓']} words={text.keys.move} />
            <KeyHint keys={['Enter']} words={text.keys.open} />
            <KeyHint keys={['T']} words={text.keys.next} />
            {clerk && <KeyHint keys={['N']} words={text.keys.new} />}
          </>
        )}
        {opened && (
          <span className="end">
            <KeyHint keys={['↑', '↓']} />
          </span>
        )}
      </footer>
    </>
  );
}

function Rows({
  rows,
  selectedId,
  search,
  open,
}: {
  readonly rows: readonly IncomingSummary[];
  readonly selectedId: string | undefined;
  readonly search: Readonly<Record<string, string | undefined>>;
  readonly open: (id: string | undefined, act?: string) => void;
}) {
  const opened = selectedId !== undefined;
  const [filters, setFilters] = useFilters();
  const selected = Math.max(
    0,
    rows.findIndex(({ id }) => id === (selectedId ?? filters.dong)),
  );
  const list = useRef<HTMLUListElement>(null);
  useRowKeys({
    count: rows.length,
    selected,
    select: (index) => {
      list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
      if (opened) open(rows[index]?.id);
      else setFilters({ dong: rows[index]?.id });
    },
    open: (index) => open(rows[index]?.id),
    ...(opened ? {} : { act: (index: number) => open(rows[index]?.id) }),
  });
  return (
    <ul ref={list}>
      {rows.map((row, index) => (
        <IncomingRow
          key={row.id}
          row={row}
          compact={opened}
          selected={opened ? row.id === selectedId : index === selected}
          search={search}
        />
      ))}
    </ul>
  );
}

function Nothing({
  chip,
  words,
  clear,
  register,
}: {
  readonly chip: ChipName;
  readonly words: string | undefined;
  readonly clear: () => void;
  readonly register: ((files: readonly File[]) => void) | undefined;
}) {
  const text = useText(incomingText);
  if (words !== undefined) {
    return (
      <EmptyState
        icon={<SearchOutlined />}
        title={text.notFound(words)}
        actions={<Button onClick={clear}>{text.clear}</Button>}
      >
        {text.notFoundNote}
      </EmptyState>
    );
  }
  const todo = chip === 'can-lam';
  return (
    <EmptyState
      icon={<InboxOutlined />}
      title={todo ? text.emptyTodo : text.emptyOther}
      actions={register && <ChooseFileButton words={text.register} onFiles={register} />}
    >
      {todo ? text.emptyTodoNote : text.emptyOtherNote}
    </EmptyState>
  );
}
