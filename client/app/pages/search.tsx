import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { incomingContract } from '../../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { registryPages } from '../../../server/registry/pages.ts';
import { queryOf } from '../../api/query-client.ts';
import { IncomingRow } from '../../features/registry/incoming/incoming-row.tsx';
import { OutgoingRow } from '../../features/registry/outgoing/outgoing-row.tsx';
import { totalText } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../ui/feedback/notices.tsx';
import { Page, PageHeader } from '../../ui/layout/page.tsx';
import { useFilters } from '../../ui/lists/filters.ts';
import { RowSkeletons, SectionHead } from '../../ui/lists/row.tsx';
import { SearchField } from '../../ui/lists/search-field.tsx';
import { appText } from '../text.ts';

/** The first of each kind; the list of the kind has the rest. */
const FIRST = '10';

/** Search over incoming and outgoing documents in one answer. */
export function SearchPage() {
  const text = useText(appText);
  const [{ q }, setFilters] = useFilters();
  return (
    <Page header={<PageHeader title={text.search} />}>
      <div className="search-page">
        <SearchField
          label={text.search}
          placeholder={text.searchHint}
          value={q ?? ''}
          autoFocus={q === undefined}
          onChange={(words) => setFilters({ q: words === '' ? undefined : words })}
        />
        {q !== undefined && <Found words={q} />}
      </div>
    </Page>
  );
}

function Found({ words }: { readonly words: string }) {
  const text = useText(appText);
  const query = { query: { q: words, limit: FIRST } };
  const incoming = useQuery(queryOf(incomingContract, 'listIncoming', query));
  const outgoing = useQuery(queryOf(outgoingContract, 'listOutgoing', query));
  const problem = incoming.error ?? outgoing.error;
  if (problem) {
    const again = (): void => void Promise.all([incoming.refetch(), outgoing.refetch()]);
    return <ProblemNotice problem={problem} retry={again} />;
  }
  if (!incoming.data || !outgoing.data) return <RowSkeletons label={text.search} />;
  if (incoming.data.items.length + outgoing.data.items.length === 0) {
    return (
      <EmptyState icon={<SearchOutlined />} title={text.foundNothing(words)}>
        {text.foundNothingHint}
      </EmptyState>
    );
  }
  return (
    <>
      <Kind
        title={text.incoming}
        total={incoming.data}
        all={{ to: registryPages.incoming, search: { q: words, loc: 'tat-ca' } }}
      >
        {incoming.data.items.map((row) => (
          <IncomingRow key={row.id} row={row} compact={false} selected={false} search={{ q: words, loc: 'tat-ca' }} />
        ))}
      </Kind>
      <Kind
        title={text.outgoing}
        total={outgoing.data}
        all={{ to: registryPages.outgoing, search: { q: words, loc: 'tat-ca' } }}
      >
        {outgoing.data.items.map((row) => (
          <OutgoingRow key={row.id} row={row} compact={false} selected={false} search={{ q: words, loc: 'tat-ca' }} />
        ))}
      </Kind>
    </>
  );
}

function Kind({
  title,
  total,
  all,
  children,
}: {
  readonly title: string;
  readonly total: { readonly total: number; readonly capped: boolean };
  readonly all: { readonly to: string; readonly search: Readonly<Record<string, string>> };
  readonly children: readonly ReactNode[];
}) {
  const text = useText(appText);
  return (
    <section aria-label={title}>
      <SectionHead title={`${title} · ${totalText(total)}`}>
        {(total.capped || total.total > children.length) && <Link {...all}>{text.showAll}</Link>}
      </SectionHead>
      <ul>{children}</ul>
    </section>
  );
}
