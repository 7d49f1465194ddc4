import './directory.css';
import { ApartmentOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type DirectoryView, directoryContract } from '../../../../server/exchange/directory/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, Notice, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { ChooseFileButton } from '../../../ui/files/drop-zone.tsx';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { TabPanel, Tabs } from '../../../ui/layout/tabs.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { EntriesList } from './entries-list.tsx';
import { ImportDirectory } from './import-directory.tsx';
import { type PartOfList, partsOfList } from './parts-of-list.ts';
import { directoryText } from './text.ts';

/** The directory of all agencies — *danh bạ liên thông* —: how it stands, who is in it, what waits for a second person. */
export function DirectoryPage() {
  const text = useText(directoryText);
  const asked = useQuery(queryOf(directoryContract, 'getDirectory'));
  const [filters, setFilters] = useFilters();
  const [file, setFile] = useState<File>();
  const directory = asked.data;
  const part = partsOfList.find(({ name }) => name === filters.loc) ?? partsOfList[0];
  return (
    <Page
      header={
        <>
          <PageHeader
            title={text.title}
            actions={
              directory?.pin && (
                <ChooseFileButton
                  type="primary"
                  words={text.import}
                  accept=".json,application/json"
                  onFiles={([chosen]) => setFile(chosen)}
                />
              )
            }
          />
          {directory?.list && (
            <Tabs<PartOfList['name']>
              id="danh-ba"
              label={text.partsLabel}
              current={part.name}
              choose={(loc) => setFilters({ loc })}
              tabs={partsOfList.map(({ name, counted }) => ({
                name,
                words: text.parts[name],
                count: directory.agencies[counted],
              }))}
            />
          )}
        </>
      }
    >
      {asked.isPending && <RowSkeletons label={text.loading} />}
      {asked.error && (
        <div className="directory-pad">
          <ProblemNotice problem={asked.error} retry={() => void asked.refetch()} />
        </div>
      )}
      {directory && <Standing directory={directory} see={() => setFilters({ loc: 'cho-dong-y' })} part={part.name} />}
      {directory?.list && (
        <TabPanel id="danh-ba" current={part.name}>
          <EntriesList key={part.name} part={part} />
        </TabPanel>
      )}
      {file && <ImportDirectory key={file.name + file.lastModified} file={file} close={() => setFile(undefined)} />}
    </Page>
  );
}

/** The list that counts, and what is to be done about it. */
function Standing({
  directory: { pin, own, list, agencies },
  part,
  see,
}: {
  readonly directory: DirectoryView;
  readonly part: PartOfList['name'];
  readonly see: () => void;
}) {
  const text = useText(directoryText);
  if (!list && pin) {
    return (
      <EmptyState icon={<ApartmentOutlined />} title={text.noList}>
        {text.noListNote}
      </EmptyState>
    );
  }
  return (
    <div className="directory-pad column gap-12">
      {!pin && (
        <Notice tone="caution" title={text.noPin}>
          {text.noPinNote}
        </Notice>
      )}
      {list && new Date(list.validUntil) <= new Date() && (
        <Notice tone="bad" title={text.ended}>
          {text.endedNote}
        </Notice>
      )}
      {agencies.waiting > 0 && part !== 'cho-dong-y' && (
        <Notice
          tone="caution"
          title={text.waitingTitle(agencies.waiting)}
          actions={<Button onClick={see}>{text.see}</Button>}
        >
          {text.waitingNote}
        </Notice>
      )}
      {list && (
        <dl className="facts">
          <dt>{text.list}</dt>
          <dd>{text.listIs(list.name, list.serial)}</dd>
          <dt>{text.validUntil}</dt>
          <dd>{text.until(list.validUntil)}</dd>
          <dt>{text.imported}</dt>
          <dd>{text.importedBy(list.importedBy, list.importedAt)}</dd>
        </dl>
      )}
      <details className="directory-keys">
        <summary className="small">{text.ofHouse}</summary>
        <dl className="facts">
          <dt>{text.pin}</dt>
          <dd>{pin?.sha256 ?? text.none}</dd>
          <dt>{text.own}</dt>
          <dd>{own.id}</dd>
          <dt>{text.ownKey}</dt>
          <dd>{own.sha256}</dd>
        </dl>
      </details>
    </div>
  );
}
