import { ApartmentOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { directoryContract, type EntryView } from '../../../../server/exchange/directory/contract.ts';
import { api } from '../../../api/client.ts';
import { usePages } from '../../../api/pages.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState } from '../../../ui/feedback/notices.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { Paged } from '../../../ui/lists/paged.tsx';
import { SearchField } from '../../../ui/lists/search-field.tsx';
import { ConfirmEntries, type WaitingEntry } from './confirm-entries.tsx';
import { EntryItem } from './entry-item.tsx';
import type { PartOfList } from './parts-of-list.ts';
import { directoryText } from './text.ts';

const client = api(directoryContract);

/** The agencies of one part of the directory, by words; what waits is agreed to here, one by one or all that came with one list. */
export function EntriesList({ part: { name, part } }: { readonly part: PartOfList }) {
  const text = useText(directoryText);
  const [{ q = '' }, setFilters] = useFilters();
  const [confirming, setConfirming] = useState<readonly WaitingEntry[]>();
  const list = usePages(['directory', 'listDirectory', part, q], ({ cursor, signal }) =>
    client.listDirectory({ query: { q: q || undefined, part, cursor }, signal }),
  );
  const together = togetherIn(list.rows ?? []);
  return (
    <>
      <div className="directory-filter">
        <SearchField
          label={text.search}
          placeholder={text.searchHint}
          value={q}
          onChange={(words) => setFilters({ q: words })}
        />
        {name === 'cho-dong-y' && together.length > 1 && (
          <Button onClick={() => setConfirming(together)}>{text.confirmAll(together.length)}</Button>
        )}
      </div>
      <Paged
        list={list}
        loading={text.loading}
        nothing={<EmptyState icon={<ApartmentOutlined />} title={text.nothing} />}
      >
        {(rows) => (
          <ul>
            {rows.map((entry) => (
              <EntryItem key={entry.code} entry={entry} confirm={(one) => setConfirming([one])} />
            ))}
          </ul>
        )}
      </Paged>
      {confirming && <ConfirmEntries entries={confirming} close={() => setConfirming(undefined)} />}
    </>
  );
}

/** Those of the newest list that one may agree to. */
function togetherIn(rows: readonly EntryView[]): readonly WaitingEntry[] {
  const waiting = rows.flatMap((entry) => (entry.waiting?.mayConfirm ? [{ ...entry, waiting: entry.waiting }] : []));
  const newest = Math.max(...waiting.map((entry) => entry.waiting.serial));
  return waiting.filter((entry) => entry.waiting.serial === newest);
}
