import './mails.css';
import { MailOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type MailSummary, mailsContract } from '../../../../server/intake/mails/contract.ts';
import { intakePages } from '../../../../server/intake/pages.ts';
import { api } from '../../../api/client.ts';
import { usePages } from '../../../api/pages.ts';
import { queryOf } from '../../../api/query-client.ts';
import { totalText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState } from '../../../ui/feedback/notices.tsx';
import { ThreePane } from '../../../ui/layout/panes.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { ListPage } from '../../../ui/lists/list-page.tsx';
import { AddMails } from './add-mails.tsx';
import { MailRow } from './mail-row.tsx';
import { OpenedMail } from './opened-mail.tsx';
import { mailsText } from './text.ts';

const mails = api(mailsContract);
/** The chips, with the state that each asks for. */
const chips = {
  'cho-xu-ly': { state: 'proposed' },
  'da-dang-ky': { state: 'registered' },
  'da-tu-choi': { state: 'refused' },
  'tat-ca': {},
} as const;
type Chip = keyof typeof chips;

const isChip = (name: string | undefined): name is Chip => name !== undefined && name in chips;

/** Mails that are proposed to be taken in (*thư đến*), with the one that is open beside them. */
export function MailsScreen() {
  const { id } = useParams({ strict: false });
  return (
    <ThreePane opened={id !== undefined} list={<List selectedId={id} />}>
      {id !== undefined && <OpenedMail key={id} id={id} />}
    </ThreePane>
  );
}

function List({ selectedId }: { readonly selectedId: string | undefined }) {
  const text = useText(mailsText);
  const [filters] = useFilters();
  const current = isChip(filters.loc) ? filters.loc : 'cho-xu-ly';
  const query = chips[current];
  const list = usePages<MailSummary>(['mails', 'listMails', query], ({ cursor, signal }) =>
    mails.listMails({ query: { ...query, cursor }, signal }),
  );
  const asked = { state: 'proposed', limit: '1' } as const;
  const waiting = useQuery(queryOf(mailsContract, 'listMails', { query: asked })).data;
  return (
    <ListPage
      title={text.title}
      note={text.note}
      notice={<AddMails />}
      page={intakePages.mails}
      selectedId={selectedId}
      filter={text.filter}
      chips={Object.keys(chips)
        .filter(isChip)
        .map((name) => ({
          name,
          words: text.chips[name],
          count: name === 'cho-xu-ly' ? waiting && totalText(waiting) : undefined,
        }))}
      current={current}
      list={list}
      loading={text.loading}
      nothing={
        <EmptyState icon={<MailOutlined />} title={current === 'cho-xu-ly' ? text.empty : text.emptyOther}>
          {current === 'cho-xu-ly' && text.emptyNote}
        </EmptyState>
      }
      row={(row, place) => <MailRow key={row.id} row={row} {...place} />}
    />
  );
}
