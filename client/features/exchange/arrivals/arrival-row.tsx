import { FileDoneOutlined, RollbackOutlined, StopOutlined, ThunderboltOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { ArrivalSummary } from '../../../../server/exchange/arrivals/contract.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { RowDue } from '../../../ui/documents/due.tsx';
import { VerdictBadge } from '../../../ui/documents/verdict.tsx';
import { UrgencyTag } from '../../../ui/feedback/tags.tsx';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { CompactRow, Row } from '../../../ui/lists/row.tsx';
import { exchangeText } from './text.ts';

/** One arrival in the list: sender, what it is, the verdict, by when it is to be registered. */
export function ArrivalRow({
  row,
  compact,
  selected,
  search,
}: {
  readonly row: ArrivalSummary;
  readonly compact: boolean;
  readonly selected: boolean;
  readonly search: Readonly<Record<string, string | undefined>>;
}) {
  const text = useText(exchangeText);
  const to = `/gui-nhan/${row.id}`;
  const waits = row.state === 'arrived' && !row.isAskedBack;
  const words = row.back === null ? text.states[row.isAskedBack ? 'asked-back' : row.state] : text.back[row.back].state;
  const state = row.arrivalNumber === null ? words : `${words}, ${text.arrival(row.arrivalNumber)}`;
  const number = row.code === '' ? {} : { number: row.code };
  // Of what its sender has back nothing says that it may be used.
  const verdict = (row.back === null || row.verdict !== 'valid') && <VerdictBadge verdict={row.verdict} />;
  if (compact) {
    return (
      <CompactRow
        to={to}
        search={search}
        who={row.senderName}
        when={
          <>
            <UrgencyTag priority={row.priority} /> {shortMoment(row.arrivedAt)}
          </>
        }
        {...number}
        title={row.subject}
        state={state}
        tag={verdict}
        selected={selected}
        over={row.back !== null}
      />
    );
  }
  const doubtful = row.verdict !== 'valid' && row.verdict !== 'pending';
  const urgent = waits && row.priority > 0;
  return (
    <Row
      to={to}
      search={search}
      icon={urgent ? <ThunderboltOutlined /> : iconOf(row)}
      {...(urgent ? { tone: 'bad' as const } : {})}
      {...number}
      title={row.subject}
      meta={
        <>
          <UrgencyTag priority={row.priority} />
          <span className="one-line">
            {[
              row.senderName,
              ...(row.carrier === 'axis' ? [text.viaAxis] : []),
              shortMoment(row.arrivedAt),
              ...(waits ? [] : [state]),
            ].join(' · ')}
          </span>
          {verdict}
        </>
      }
      due={waits ? <RowDue dueOn={row.registerBy} urgent={urgent ? 'register' : undefined} /> : <span />}
      selected={selected}
      over={row.back !== null}
      action={
        <LinkButton to={to} search={search} primary={selected && waits} small>
          {waits ? (doubtful ? text.seeSignatures : text.register) : text.open}
        </LinkButton>
      }
    />
  );
}

function iconOf({ state, back, isAskedBack }: ArrivalSummary): ReactNode {
  if (back !== null) return <StopOutlined />;
  return isAskedBack || state === 'returned' ? <RollbackOutlined /> : <FileDoneOutlined />;
}
