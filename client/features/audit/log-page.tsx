import './log.css';
import { FileSearchOutlined } from '@ant-design/icons';
import { auditContract, type LogLine } from '../../../server/audit/contract.ts';
import { api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useSession } from '../../api/session.ts';
import { eventNote } from '../../text/event-words.ts';
import { exactMomentText, numberText } from '../../text/format.ts';
import { useEventWords } from '../../text/happenings.ts';
import { useLanguage, useText } from '../../text/language.ts';
import { EmptyState } from '../../ui/feedback/notices.tsx';
import { Page, PageHeader } from '../../ui/layout/page.tsx';
import { TabPanel, Tabs } from '../../ui/layout/tabs.tsx';
import { useFilters } from '../../ui/lists/filters.ts';
import { Paged } from '../../ui/lists/paged.tsx';
import { LogStateCard } from './log-state.tsx';
import { logText } from './text.ts';

const audit = api(auditContract);

type Part = 'co-quan' | 'he-thong';

/** The log (*nhật ký*): who did what and when, newest first, by line number without gaps. */
export function LogPage() {
  const text = useText(logText);
  const session = useSession();
  const [filters, setFilters] = useFilters();
  const part: Part = filters.the === 'he-thong' ? 'he-thong' : 'co-quan';
  return (
    <Page
      header={
        <>
          <PageHeader title={text.log} note={text.logNote} />
          <Tabs
            id="nhat-ky"
            label={text.logTabs}
            current={part}
            choose={(the) => setFilters({ the })}
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
  const log = usePages<LogLine>(['log', part], ({ cursor, signal }) => {
    const call = { query: { before: cursor }, signal };
    return part === 'co-quan' ? audit.readLog(call) : audit.readLogOfDeployment(call);
  });
  const nothing = (
    <EmptyState icon={<FileSearchOutlined />} title={text.emptyLog}>
      {text.emptyLogNote}
    </EmptyState>
  );
  return (
    <Paged list={log} loading={text.loading} nothing={nothing}>
      {(lines) => (
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
      )}
    </Paged>
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
        {[line.about, rolesOf(line.event, text), eventNote(line.event, language)].filter(Boolean).join(' · ')}
      </td>
    </tr>
  );
}

/** The roles an act on a position gave or took. */
function rolesOf({ roles }: LogLine['event'], text: (typeof logText)['vi']): string {
  const words: Readonly<Record<string, string>> = text.role;
  return Array.isArray(roles) ? roles.map((role) => words[String(role)] ?? String(role)).join(', ') : '';
}
