import './groups.css';
import { PlusOutlined, TeamOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type GroupSummary, groupsContract } from '../../../../../server/exchange/recipients/groups/contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { shortMoment } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { Page, PageHeader } from '../../../../ui/layout/page.tsx';
import { Row, RowSkeletons } from '../../../../ui/lists/row.tsx';
import { ChangeGroup, NewGroup } from './group-form.tsx';
import { groupsText } from './groups-text.ts';

/** Groups of recipients — *nhóm nơi nhận* –: the clerk keeps them, whoever drafts takes all of one at once. */
export function GroupsPage() {
  const text = useText(groupsText);
  const asked = useQuery(queryOf(groupsContract, 'listGroups'));
  const [open, setOpen] = useState<string>();
  const close = (): void => setOpen(undefined);
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
      {text.create}
    </Button>
  );
  const groups = asked.data ?? [];
  return (
    <Page header={<PageHeader title={text.title} actions={groups.length > 0 && open !== 'new' && add} />}>
      {asked.isPending && <RowSkeletons label={text.loading} />}
      {asked.error && (
        <div className="groups-pad">
          <ProblemNotice problem={asked.error} retry={() => void asked.refetch()} />
        </div>
      )}
      {open === 'new' && <NewGroup close={close} />}
      {asked.data?.length === 0 && open !== 'new' && (
        <EmptyState icon={<TeamOutlined />} title={text.empty} actions={add}>
          {text.emptyNote}
        </EmptyState>
      )}
      <ul>
        {groups.map((group) =>
          open === group.id ? (
            <ChangeGroup key={group.id} groupId={group.id} close={close} />
          ) : (
            <GroupRow key={group.id} group={group} open={() => setOpen(group.id)} />
          ),
        )}
      </ul>
    </Page>
  );
}

function GroupRow({
  group: { name, count, updatedAt },
  open,
}: {
  readonly group: GroupSummary;
  readonly open: () => void;
}) {
  const text = useText(groupsText);
  return (
    <Row
      to={undefined}
      icon={<TeamOutlined />}
      title={name}
      meta={<span>{text.standing(count, shortMoment(updatedAt))}</span>}
      action={
        <Button size="small" aria-label={text.changeOf(name)} onClick={open}>
          {text.change}
        </Button>
      }
    />
  );
}
