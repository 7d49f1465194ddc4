import {
  BankOutlined,
  EditOutlined,
  NumberOutlined,
  SendOutlined,
  SignatureOutlined,
  StopOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { OutgoingSummary } from '../../../../server/registry/outgoing/view-contract.ts';
import { useHasRole, useSession } from '../../../api/session.ts';
import { shortDay, shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { RowDue } from '../../../ui/documents/due.tsx';
import { StateTag, UrgencyTag } from '../../../ui/feedback/tags.tsx';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import type { Filters } from '../../../ui/lists/filters.ts';
import { CompactRow, Row } from '../../../ui/lists/row.tsx';
import { type OutgoingState, toneOfState } from './outgoing-state.ts';
import { outgoingText } from './text.ts';

const icons: Readonly<Record<OutgoingState, ReactNode>> = {
  draft: <EditOutlined />,
  preparing: <EditOutlined />,
  submitted: <SignatureOutlined />,
  signed: <NumberOutlined />,
  numbered: <BankOutlined />,
  issued: <SendOutlined />,
  recalled: <StopOutlined />,
  voided: <StopOutlined />,
};

/** A document of the list; in the list of what waits it says by when that is due. */
export type OutgoingListed = OutgoingSummary & { readonly dueOn?: string | null };

/** What counts no longer, and is greyed. */
const isOver = ({ state }: OutgoingSummary): boolean => state === 'voided' || state === 'recalled';

/** The next action on a row, by state and role: the page asks the server what is really allowed. */
export function useNextAction(): (row: OutgoingSummary) => { readonly to: string; readonly words: string } | undefined {
  const text = useText(outgoingText);
  const clerk = useHasRole('clerk');
  const leader = useHasRole('leader');
  const name = useSession()?.person.fullName;
  return (row) => {
    const to = `/van-ban-di/${row.id}`;
    if (row.state === 'submitted' && leader && row.signerName === name)
      return { to: `${to}/ky`, words: text.actions.sign };
    if (row.state === 'signed' && clerk) return { to, words: text.actions.number };
    if (row.state === 'numbered' && clerk && row.notice) return { to, words: text.actions['retry-seal'] };
    return undefined;
  };
}

/** One outgoing document in the list: wide when nothing is open, narrow beside the page. */
export function OutgoingRow({
  row,
  compact,
  selected,
  search,
}: {
  readonly row: OutgoingListed;
  readonly compact: boolean;
  readonly selected: boolean;
  readonly search: Filters;
}) {
  const text = useText(outgoingText);
  const nextAction = useNextAction();
  const to = `/van-ban-di/${row.id}`;
  const tone = toneOfState(row);
  const standing = row.isReplaced ? text.replaced : text.states[row.state];
  const state = row.notice ? text.notices[row.notice.kind] : standing;
  const title = `${row.typeName} · ${row.subject}`;
  if (compact) {
    return (
      <CompactRow
        to={to}
        search={search}
        selected={selected}
        over={isOver(row)}
        who={row.signerName}
        when={
          <>
            <UrgencyTag priority={row.priority} /> {shortMoment(row.updatedAt)}
          </>
        }
        number={row.code}
        title={row.subject}
        state={text.recipients(row.recipientCount)}
        tag={<StateTag {...(tone ? { tone } : {})}>{state}</StateTag>}
      />
    );
  }
  const action = nextAction(row);
  const dueOn = row.dueOn ?? row.issueBy;
  return (
    <Row
      to={to}
      search={search}
      selected={selected}
      over={isOver(row)}
      icon={icons[row.state]}
      {...(tone ? { tone } : {})}
      number={row.code}
      title={title}
      meta={
        <>
          <UrgencyTag priority={row.priority} />
          <StateTag {...(tone ? { tone } : {})}>{state}</StateTag>
          <span className="one-line">
            {[text.signer(row.signerName), text.recipients(row.recipientCount), row.medium === 'ink' ? text.ink2 : '']
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      }
      due={
        dueOn === null ? (
          <span className="small third">
            {row.issuedOn === null ? shortMoment(row.updatedAt) : shortDay(row.issuedOn)}
          </span>
        ) : (
          <RowDue dueOn={dueOn} urgent={row.priority > 0 && action ? 'number' : undefined} />
        )
      }
      action={
        action ? (
          <LinkButton to={action.to} primary={selected} small>
            {action.words}
          </LinkButton>
        ) : null
      }
    />
  );
}
