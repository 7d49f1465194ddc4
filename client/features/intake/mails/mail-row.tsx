import { MailOutlined, PaperClipOutlined, StopOutlined } from '@ant-design/icons';
import type { MailSummary } from '../../../../server/intake/mails/contract.ts';
import { intakePages } from '../../../../server/intake/pages.ts';
import { pageAddress } from '../../../../server/platform/page-address.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { RowDue } from '../../../ui/documents/due.tsx';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import type { RowPlace } from '../../../ui/lists/list-page.tsx';
import { CompactRow, Row } from '../../../ui/lists/row.tsx';
import { mailsText } from './text.ts';

/** One mail in the list: who sent it, what it is about, how many files it carries, by when somebody is to decide. */
export function MailRow({ row, compact, selected, search }: RowPlace & { readonly row: MailSummary }) {
  const text = useText(mailsText);
  const to = pageAddress(intakePages.mail, { id: row.id });
  const title = titleOf(row, text);
  const who = row.from.name || row.from.address || text.noSender;
  const waits = row.state === 'proposed';
  const files = text.attachments(row.attachments);
  if (compact) {
    return (
      <CompactRow
        {...{ to, search, who, title, selected }}
        when={shortMoment(row.arrivedAt)}
        state={waits ? files : text.states[row.state]}
        over={row.state === 'refused'}
      />
    );
  }
  return (
    <Row
      {...{ to, search, title, selected }}
      icon={row.state === 'refused' ? <StopOutlined /> : <MailOutlined />}
      meta={
        <span className="one-line">
          {[who, shortMoment(row.arrivedAt)].join(' · ')} · <PaperClipOutlined /> {files}
          {!waits && ` · ${text.states[row.state]}`}
        </span>
      }
      due={waits ? <RowDue dueOn={row.decideBy} /> : <span />}
      over={row.state === 'refused'}
      action={
        <LinkButton to={to} search={search} primary={selected && waits} small>
          {text.open}
        </LinkButton>
      }
    />
  );
}

/** What stands for a mail: its subject, or why it has none. */
export function titleOf(
  { subject, refusedFor }: Pick<MailSummary, 'subject' | 'refusedFor'>,
  text: (typeof mailsText)['vi'],
): string {
  if (refusedFor === 'state-secret') return text.erased;
  return subject === '' ? text.noSubject : subject;
}
