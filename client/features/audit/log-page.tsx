import './log.css';
import { FileSearchOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { auditContract, type LogLine } from '../../../server/audit/contract.ts';
import { api } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { eventNote } from '../../text/event-words.ts';
import { exactMomentText, numberText } from '../../text/format.ts';
import { useEventWords } from '../../text/happenings.ts';
import { useLanguage, useText } from '../../text/language.ts';
import { useFilters } from '../../ui/filters.ts';
import { EmptyState, ProblemNotice } from '../../ui/notices.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/row.tsx';
import { TabPanel, Tabs } from '../../ui/tabs.tsx';
import { LogStateCard } from './log-state.tsx';
import { logText } from './text.ts';

const audit = api(auditContract);

type Part = 'co-quan' | 'he-thong';

/** The log (*nhật ký*): who did what and when, newest first, by line number without gaps. */
export function LogPage() {
  const text = useText(logText);
  const session = useSession();
  const [filters, setFilters] = useFilters();
  const part: Part = filters.phan === 'he-thong' ? 'he-thong' : 'co-quan';
  return (
    <Page
      header={
        <>
          <PageHeader title={text.log} note={text.logNote} />
          <Tabs
            id="nhat-ky"
            label={text.logTabs}
            current={part}
            choose={(phan) => setFilters({ phan })}
            tabs={[
              { name: 'co-quan', words: session?.agency?.name ?? text.ofAgency },
              { name: 'he-thong', words: text.ofDeployment },
            ]}
          />
        </>
      }
    >
      <TabPanel id="nhat-ky" current={part}>
        <LogStateCard of={part === 'co-quan' ? 'agency' : 'deployment'} />
        <Lines key={part} part={part} />
      </TabPanel>
    </Page>
  );
}

function Lines({ part }: { readonly part: Part }) {
  const text = useText(logText);
  const log = useInfiniteQuery({
    queryKey: ['log', part],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const call = { query: { before: pageParam }, signal };
      return part === 'co-quan' ? audit.readLog(call) : audit.readLogOfDeployment(call);
    },
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (log.isPending) return <RowSkeletons label={text.loading} />;
  if (log.error) {
    return (
      <div className="log-pad">
        <ProblemNotice problem={log.error} retry={() => void log.refetch()} />
      </div>
    );
  }
  const lines = log.data.pages.flatMap((page) => page.items);
  if (lines.length === 0) {
    return (
      <EmptyState icon={<FileSearchOutlined />} title={text.emptyLog}>
        {text.emptyLogNote}
      </EmptyState>
    );
  }
  return (
    <>
      <table className="table log">
        <thead>
          <tr>
            <th scope="col" className="right">
              {text.sequence}
            </th>
            <th scope="col">{text.when}</th>
            <th scope="col">{text.what}</th>
            <th scope="col">{text.who}</th>
            <th scope="col">{text.detail}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </tbody>
      </table>
      {log.hasNextPage && (
        <div className="log-pad">
          <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {text.older}
          </Button>
        </div>
      )}
    </>
  );
}

function Line({ line }: { readonly line: LogLine }) {
  const text = useText(logText);
  const words = useEventWords();
  const language = useLanguage();
  return (
    <tr>
      <td className="right third">{numberText(line.sequence)}</td>
      <td className="nowrap">{exactMomentText(line.at)}</td>
      <td className="medium">{words[line.type] ?? line.type}</td>
      <td>
        {line.name || text.nobody}
        {line.title !== null && <span className="third"> · {line.title}</span>}
      </td>
      <td className="second">
        {[line.about, rolesOf(line.event, text), changedOf(line.event, text), eventNote(line.event, language)]
          .filter(Boolean)
          .join(' · ')}
      </td>
    </tr>
  );
}

/** The roles an act on a position gave or took. */
function rolesOf({ roles }: LogLine['event'], text: (typeof logText)['vi']): string {
  const words: Readonly<Record<string, string>> = text.role;
  return Array.isArray(roles) ? roles.map((role) => words[String(role)] ?? String(role)).join(', ') : '';
}

/** What a correction set right. */
function changedOf({ changed }: LogLine['event'], text: (typeof logText)['vi']): string {
  const words: Readonly<Record<string, string>> = text.changed;
  return Array.isArray(changed) ? changed.map((name) => words[String(name)] ?? String(name)).join(', ') : '';
}
