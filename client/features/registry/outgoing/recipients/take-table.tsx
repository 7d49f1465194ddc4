import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { groupsContract, rowStates, type TableRow } from '../../../../../server/exchange/recipients/groups/contract.ts';
import { columns } from '../../../../../server/exchange/recipients/recipient-table.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { ChooseFileButton } from '../../../../ui/files/drop-zone.tsx';
import { RowSkeletons } from '../../../../ui/lists/row.tsx';
import { AddFresh, type Taking } from './add-fresh.tsx';
import { keyOfRecipient } from './recipients.ts';
import { recipientsText } from './recipients-text.ts';

/** A table of recipients from a file: what it would bring, before anything is taken. */
export function TakeTable(taking: Taking) {
  const words = useText(recipientsText);
  const [file, choose] = useState<File>();
  return (
    <div className="card recipients-paste">
      <p className="small second">{words.tableNote(Object.values(columns).join(', '))}</p>
      <div>
        <ChooseFileButton words={words.chooseTable} accept=".csv,text/csv" onFiles={([chosen]) => choose(chosen)} />
      </div>
      {file && <Preview key={file.name + file.lastModified} file={file} {...taking} />}
    </div>
  );
}

function Preview({ file, recipients, add, close }: Taking & { readonly file: File }) {
  const words = useText(recipientsText);
  const read = useQuery({
    queryKey: ['groups', 'readTable', file.name, file.size, file.lastModified],
    queryFn: ({ signal }) => api(groupsContract).readTable({ file, signal }),
    retry: false,
    gcTime: 0,
  });
  if (read.error) return <ProblemNotice problem={read.error} retry={() => void read.refetch()} />;
  if (!read.data) return <RowSkeletons label={words.reading} />;
  const there = new Set(recipients.map(keyOfRecipient));
  const named = read.data.rows.filter(({ state }) => state === 'known' || state === 'outside');
  const fresh = named.flatMap(({ recipient }) =>
    recipient && !there.has(keyOfRecipient(recipient)) ? [recipient] : [],
  );
  return (
    <AddFresh fresh={fresh} known={named.length - fresh.length} add={add} close={close}>
      <Doubtful rows={read.data.rows} />
    </AddFresh>
  );
}

/** So many rows of a kind are named. */
const NAMED = 20;

/** Rows of which somebody has to know: of whom no directory knows, who may be one of several, who stands twice, and what cannot be read. */
function Doubtful({ rows }: { readonly rows: readonly TableRow[] }) {
  const words = useText(recipientsText);
  return rowStates
    .filter((state) => state !== 'known')
    .map((state) => ({ state, found: rows.filter((row) => row.state === state) }))
    .filter(({ found }) => found.length > 0)
    .map(({ state, found }) => (
      <details key={state} className="small" open={state !== 'outside' && state !== 'double'}>
        <summary className={state === 'outside' || state === 'double' ? 'second' : 'caution'}>
          {words.rows[state](found.length)}
        </summary>
        <ul>
          {found.slice(0, NAMED).map(({ line, written, candidates }) => (
            <li key={line}>
              {words.tableLine(line, written)}
              {candidates.length > 0 && `: ${candidates.map(({ code, name }) => `${code} ${name}`).join('; ')}`}
            </li>
          ))}
        </ul>
        {found.length > NAMED && <p className="third">{words.moreRows(found.length - NAMED)}</p>}
      </details>
    ));
}
