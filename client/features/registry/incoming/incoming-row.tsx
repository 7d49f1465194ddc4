import { HighlightOutlined, InboxOutlined, ThunderboltOutlined } from '@ant-design/icons';
import type { IncomingSummary } from '../../../../server/registry/incoming/contract.ts';
import { useHasRole } from '../../../api/session.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { RowDue } from '../../../ui/documents/due.tsx';
import { VerdictBadge } from '../../../ui/documents/verdict.tsx';
import { DueText, UrgencyTag } from '../../../ui/feedback/tags.tsx';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { CompactRow, Row } from '../../../ui/lists/row.tsx';
import { incomingText } from './text.ts';

interface RowProps {
  readonly row: IncomingSummary;
  readonly compact: boolean;
  readonly selected: boolean;
  readonly search: Readonly<Record<string, string | undefined>>;
}

/** One incoming document in the list: what it is, who sent it and when, the verdict, when it is due, the next action. */
export function IncomingRow({ row, compact, selected, search }: RowProps) {
  const text = useText(incomingText);
  const act = useNextAct(row);
  const to = `/van-ban-den/${row.id}`;
  const standing = row.back === null ? text.states[row.state] : text.back[row.back];
  if (compact) {
    return (
      <CompactRow
        to={to}
        search={search}
        who={row.issuerName}
        when={
          <>
            <UrgencyTag priority={row.priority} /> {shortMoment(row.registeredAt)}
          </>
        }
        {...(row.code === '' ? {} : { number: row.code })}
        title={row.subject}
        state={`${text.arrival(row.arrivalNumber)} · ${standing}`}
        tag={<VerdictBadge verdict={row.verdict} />}
        selected={selected}
        over={countsNoMore(row.state)}
      />
    );
  }
  return (
    <Row
      to={to}
      search={search}
      icon={
        row.priority > 0 && !isOver(row) ? (
          <ThunderboltOutlined />
        ) : act === 'presented' ? (
          <HighlightOutlined />
        ) : (
          <InboxOutlined />
        )
      }
      {...(row.priority > 0 && !isOver(row) ? { tone: 'bad' as const } : {})}
      {...(row.code === '' ? {} : { number: row.code })}
      title={row.subject}
      meta={
        <>
          <UrgencyTag priority={row.priority} />
          <span className="one-line">
            {[row.issuerName, text.arrival(row.arrivalNumber), shortMoment(row.registeredAt), standing].join(' · ')}
          </span>
          <VerdictBadge verdict={row.verdict} />
        </>
      }
      due={<Due row={row} act={act} />}
      selected={selected}
      over={countsNoMore(row.state)}
      action={
        <LinkButton
          to={to}
          search={{ ...(search.loc ? { loc: search.loc } : {}), ...(act === undefined ? {} : (acts[act] ?? {})) }}
          primary={selected && act !== undefined}
          small
        >
          {act === undefined ? text.open : text.next[act]}
        </LinkButton>
      }
    />
  );
}

const isOver = ({ state }: IncomingSummary): boolean => state === 'done' || countsNoMore(state);

/** Its number was voided, or its sender has taken it back: the row is greyed. */
function countsNoMore(state: IncomingSummary['state']): boolean {
  return state === 'voided' || state === 'recalled';
}

/** The act that is opened at once with the document. */
const acts: Readonly<Partial<Record<IncomingSummary['state'], Readonly<Record<string, string>>>>> = {
  registered: { lam: 'trinh' },
  presented: { lam: 'but-phe' },
};

/** The same acts as due work knows them. */
const dueActions: Readonly<Record<IncomingSummary['state'], string>> = {
  registered: 'present',
  presented: 'direct',
  assigned: 'handle',
  'in-progress': 'handle',
  done: '',
  'void-asked': 'decide-void',
  voided: '',
  recalled: '',
};

/** The state whose next action is this position’s. */
function useNextAct(row: IncomingSummary): IncomingSummary['state'] | undefined {
  const clerk = useHasRole('clerk');
  const leader = useHasRole('leader');
  const handles = useHasRole('unit-head', 'specialist');
  if (row.state === 'registered') return clerk ? 'registered' : undefined;
  if (row.state === 'presented') return leader ? 'presented' : undefined;
  if (row.state === 'void-asked') return clerk || leader ? 'void-asked' : undefined;
  return handles && !isOver(row) && !row.answered ? row.state : undefined;
}

function Due({ row, act }: Pick<RowProps, 'row'> & { readonly act: IncomingSummary['state'] | undefined }) {
  const text = useText(incomingText);
  if (isOver(row)) return <span />;
  if (row.answered) return <DueText>{text.answered}</DueText>;
  return <RowDue dueOn={row.nextBy} urgent={row.priority > 0 && act !== undefined ? dueActions[act] : undefined} />;
}
