import './admin.css';
import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { identityContract } from '../../../../server/identity/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useSession } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { TabPanel, Tabs } from '../../../ui/layout/tabs.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { AgenciesList } from './agencies-list.tsx';
import { NewAgency } from './new-agency.tsx';
import { NewPerson } from './new-person.tsx';
import { NewUnit } from './new-unit.tsx';
import { PeopleList } from './people-list.tsx';
import { adminText } from './text.ts';
import { UnitsList } from './units-list.tsx';

type Part = 'nguoi' | 'don-vi' | 'co-quan';

/** The people, units and agencies an administrator looks after – for `?cho=` those of an agency that is being set up –; what to add follows the tab. */
export function AdminPage() {
  const text = useText(adminText);
  const session = useSession();
  const [filters, setFilters] = useFilters();
  const [adding, setAdding] = useState(false);
  const part: Part = filters.the === 'don-vi' || filters.the === 'co-quan' ? filters.the : 'nguoi';
  const add = { nguoi: text.addPerson, 'don-vi': text.addUnit, 'co-quan': text.addAgency }[part];
  const agencyId = filters.cho;
  const agencies = useQuery(queryOf(identityContract, 'listAgencies'));
  const other = agencies.data?.find(({ id }) => id === agencyId);
  const close = (): void => setAdding(false);
  return (
    <Page
      header={
        <>
          <PageHeader
            title={text.title}
            note={agencyId === undefined ? session?.agency?.name : other?.name}
            actions={
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
                {add}
              </Button>
            }
          />
          <Tabs
            id="quan-tri"
            label={text.tabsLabel}
            current={part}
            choose={(the) => setFilters({ the })}
            tabs={[
              { name: 'nguoi', words: text.people },
              { name: 'don-vi', words: text.units },
              { name: 'co-quan', words: text.agencies },
            ]}
          />
        </>
      }
    >
      {agencyId !== undefined && part !== 'co-quan' && (
        <div className="admin-pad">
          <Notice
            tone="accent"
            title={text.settingUp(other?.name ?? '')}
            actions={<Button onClick={() => setFilters({ cho: undefined, the: 'co-quan' })}>{text.backToOwn}</Button>}
          >
            {text.settingUpNote}
          </Notice>
        </div>
      )}
      <TabPanel id="quan-tri" current={part}>
        {part === 'nguoi' && <PeopleList agencyId={agencyId} />}
        {part === 'don-vi' && <UnitsList agencyId={agencyId} />}
        {part === 'co-quan' && <AgenciesList />}
      </TabPanel>
      {adding && part === 'nguoi' && <NewPerson agencyId={agencyId} close={close} />}
      {adding && part === 'don-vi' && <NewUnit agencyId={agencyId} close={close} />}
      {adding && part === 'co-quan' && <NewAgency close={close} />}
    </Page>
  );
}
