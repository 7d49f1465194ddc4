import './home.css';
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  PlusOutlined,
  SwapOutlined,
  ThunderboltFilled,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type DueItem, statisticsContract } from '../../../../server/statistics/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useHasRole, useRights, useSession } from '../../../api/session.ts';
import { longDay, timeText, today } from '../../../text/format.ts';
import { useLanguage, useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { ChooseFileButton, DropAnywhere } from '../../../ui/files/drop-zone.tsx';
import { leaveFiles } from '../../../ui/files/dropped-files.ts';
import { KeyHint } from '../../../ui/keys/key-hint.tsx';
import { useKey, usePaneFocus, useRowKeys } from '../../../ui/keys/keyboard.ts';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { RowSkeletons, SectionHead } from '../../../ui/lists/row.tsx';
import type { Tone } from '../../../ui/theme/tone.ts';
import { pageOf, pageOfAction, searchOfAction } from './due-pages.ts';
import { DueRow, type DueSection } from './due-row.tsx';
import { homeText } from './text.ts';
import { Tiles } from './tiles.tsx';

const sections: readonly { readonly name: DueSection; readonly icon: ReactNode; readonly tone: Tone }[] = [
  { name: 'now', icon: <ThunderboltFilled />, tone: 'bad' },
  { name: 'overdue', icon: <ExclamationCircleFilled />, tone: 'bad' },
  { name: 'today', icon: <ClockCircleOutlined />, tone: 'caution' },
  { name: 'fresh', icon: <SwapOutlined className="accent" />, tone: 'accent' },
];

/** Home is due work (*việc cần làm*): most urgent first, the next action on each row. Inspectors have none, and go to the log. */
export function HomePage() {
  const hasWork = useRights().includes('statistics.due-work');
  // Whoever just signed out goes to the sign-in page, and comes back to where they belong then.
  if (useSession() === null) return null;
  if (!hasWork) return <Navigate to="/nhat-ky" replace />;
  return <DueWork />;
}

function DueWork() {
  const text = useText(homeText);
  const language = useLanguage();
  const clerk = useHasRole('clerk');
  const reads = useHasRole('clerk', 'leader', 'unit-head', 'specialist');
  const due = useQuery(queryOf(statisticsContract, 'dueWork'));
  const register = useRegistering();
  return (
    <Page
      header={
        <PageHeader title={text.title} note={longDay(today(), language)} actions={<Begin register={register} />} />
      }
      footer={<Keys updatedAt={due.data?.updatedAt} />}
    >
      {clerk && <DropAnywhere onFiles={register} />}
      <div className="home">
        <div ref={usePaneFocus<HTMLDivElement>()} className="home-work" data-pane tabIndex={-1}>
          {due.isPending && <RowSkeletons label={text.loading} />}
          {due.error && (
            <div className="home-problem">
              <ProblemNotice problem={due.error} retry={() => void due.refetch()} />
            </div>
          )}
          {due.data && <Waiting work={due.data} register={register} />}
        </div>
        {reads && <Tiles done={due.data?.todayDone} nextNumbers={due.data?.nextNumbers ?? []} />}
      </div>
    </Page>
  );
}

/** Takes files to the form that registers them. */
function useRegistering(): (files: readonly File[]) => void {
  const navigate = useNavigate();
  return (files) => {
    leaveFiles(files);
    void navigate({ to: '/van-ban-den/dang-ky' });
  };
}

/** What a position begins, by button and key: a clerk registers, whoever drafts writes. */
function Begin({ register }: { readonly register: (files: readonly File[]) => void }) {
  const text = useText(homeText);
  const navigate = useNavigate();
  const clerk = useHasRole('clerk');
  const drafts = useHasRole('specialist', 'unit-head');
  const to = clerk ? '/van-ban-den/dang-ky' : drafts ? '/van-ban-di/soan' : undefined;
  useKey('n', to && (() => void navigate({ to })));
  if (clerk) {
    return (
      <>
        <span className="wide-only">
          <ChooseFileButton words={text.chooseFile} onFiles={register} />
        </span>
        <LinkButton to="/van-ban-den/dang-ky" icon={<PlusOutlined />}>
          <span className="wide-only">{text.register}</span>
          <span className="narrow-only">{text.registerShort}</span>
        </LinkButton>
      </>
    );
  }
  return drafts ? (
    <LinkButton to="/van-ban-di/soan" icon={<PlusOutlined />}>
      {text.write}
    </LinkButton>
  ) : null;
}

/** The sections of what waits, one row chosen by the keys. */
function Waiting({
  work,
  register,
}: {
  readonly work: DueWorkView;
  readonly register: (files: readonly File[]) => void;
}) {
  const text = useText(homeText);
  const [filters, setFilters] = useFilters();
  const shown = sections.filter(({ name }) => filters.loc === undefined || filters.loc === name);
  const rows = shown.flatMap(({ name }) => work[name]);
  const chosen = useChosenRow(rows);
  return (
    <>
      <Chips work={work} current={filters.loc} choose={(loc) => setFilters({ loc })} />
      {rows.length === 0 && (
        <Nothing
          filtered={filters.loc !== undefined}
          register={register}
          showAll={() => setFilters({ loc: undefined })}
        />
      )}
      {shown.map(({ name, icon, tone }) => {
        const items = work[name];
        return items.length === 0 ? null : (
          <section key={name} aria-label={text.sections[name]}>
            <SectionHead icon={icon} title={text.sections[name]} count={items.length} tone={tone} />
            <ul>
              {items.map((item) => (
                <DueRow key={keyOf(item)} item={item} section={name} selected={keyOf(item) === keyOf(chosen)} />
              ))}
            </ul>
          </section>
        );
      })}
      {work.more > 0 && <p className="small second">{text.more(work.more)}</p>}
    </>
  );
}

/** The row that keys open and act on: the one gone to last, else the first. */
function useChosenRow(rows: readonly DueItem[]): DueItem | undefined {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string>();
  const selected = Math.max(
    0,
    rows.findIndex((row) => keyOf(row) === chosen),
  );
  useRowKeys({
    count: rows.length,
    selected,
    select: (index) => {
      setChosen(keyOf(rows[index]));
      document.querySelectorAll('[data-row]')[index]?.scrollIntoView({ block: 'nearest' });
    },
    open: (index) => {
      const to = rows[index] && pageOf(rows[index]);
      if (to !== undefined) void navigate({ to });
    },
    act: (index) => {
      const row = rows[index];
      const to = row && pageOfAction(row);
      if (row && to !== undefined) void navigate({ to, search: searchOfAction(row) });
    },
  });
  return rows[selected];
}

function keyOf(item: DueItem | undefined): string {
  return item ? `${item.kind} ${item.id}` : '';
}

type DueWorkView = Readonly<Record<DueSection, readonly DueItem[]>> & { readonly more: number };

/** On phones the sections are chips as well, so that the late ones are one touch away. */
function Chips({
  work,
  current,
  choose,
}: {
  readonly work: DueWorkView;
  readonly current: string | undefined;
  readonly choose: (section: DueSection | undefined) => void;
}) {
  const text = useText(homeText);
  const all = sections.reduce((sum, { name }) => sum + work[name].length, work.more);
  const chips = [
    { key: undefined, words: text.all(all) },
    { key: 'overdue' as const, words: text.overdueChip(work.overdue.length) },
    { key: 'today' as const, words: text.todayChip(work.today.length) },
  ];
  if (all === 0) return null;
  return (
    <fieldset className="chips home-chips" aria-label={text.filter}>
      {chips.map((chip) => (
        <button
          key={chip.words}
          type="button"
          className="chip"
          aria-pressed={current === chip.key}
          onClick={() => choose(chip.key)}
        >
          {chip.words}
        </button>
      ))}
    </fieldset>
  );
}

function Nothing({
  filtered,
  register,
  showAll,
}: {
  readonly filtered: boolean;
  readonly register: (files: readonly File[]) => void;
  readonly showAll: () => void;
}) {
  const text = useText(homeText);
  const clerk = useHasRole('clerk');
  const reads = useHasRole('clerk', 'leader', 'unit-head', 'specialist');
  const note = clerk ? text.emptyNote : reads ? text.emptyNoteOther : text.emptyNoteAdministrator;
  if (filtered) {
    return (
      <EmptyState
        icon={<CheckCircleOutlined />}
        title={text.emptyFilter}
        actions={
          <button type="button" className="link-button" onClick={showAll}>
            {text.showAll}
          </button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<CheckCircleOutlined />}
      title={text.empty}
      actions={clerk && <ChooseFileButton words={text.chooseFile} onFiles={register} />}
    >
      {note}
    </EmptyState>
  );
}

function Keys({ updatedAt }: { readonly updatedAt: string | undefined }) {
  const text = useText(homeText);
  const searches = useRights().includes('registry.read');
  return (
    <>
      <KeyHint keys={['↑', '↓']} words={text.keys.move} />
      <KeyHint keys={['Enter']} words={text.keys.open} />
      <KeyHint keys={['T']} words={text.keys.next} />
      {searches && <KeyHint keys={['/']} words={text.keys.search} />}
      <span className="end">{updatedAt !== undefined && text.updated(timeText(updatedAt))}</span>
    </>
  );
}
