import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type SavedSearchView, savedSearchesContract } from '../../../../server/search/saved/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useRights } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { partsOf } from '../../../ui/parts.ts';
import { savedText } from './text.ts';

/** The searches that were saved, each to be searched again or ended; nothing where there is none. */
export function SavedSearches() {
  const text = useText(savedText);
  const saved = useQuery(queryOf(savedSearchesContract, 'listSearches')).data ?? [];
  if (saved.length === 0) return null;
  return (
    <section aria-label={text.list} className="search-opened">
      <h2 className="section-title">{text.list}</h2>
      <ul className="search-examples">
        {saved.map((one) => (
          <Saved key={one.id} saved={one} />
        ))}
      </ul>
    </section>
  );
}

function Saved({ saved }: { readonly saved: SavedSearchView }) {
  const text = useText(savedText);
  const mayShare = useRights().includes('search.share');
  const { id, name, shared, q, kind, from, to } = saved;
  const part = new Map(Object.entries(partsOf('search'))).get(kind ?? '')?.part;
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      api(savedSearchesContract).endSearch({ params: { savedSearchId: id }, idempotencyKey }),
    { onDone: () => showToast({ words: text.ended(name) }) },
  );
  return (
    <li>
      <Link to="." search={{ q, loc: part, tu: from ?? undefined, den: to ?? undefined }}>
        {name}
      </Link>
      {shared && <span className="meta third">{text.ofAgency}</span>}
      {(!shared || mayShare) && (
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={text.end(name)}
          loading={act.busy}
          onClick={() => act.run(undefined)}
        />
      )}
      <ActNotice act={act} />
    </li>
  );
}
