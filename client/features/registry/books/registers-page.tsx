import './registers.css';
import { BookOutlined, PlusOutlined, StopOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { identityContract } from '../../../../server/identity/contract.ts';
import { type BooksView, booksContract } from '../../../../server/registry/books/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useHasRole, useSession } from '../../../api/session.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { BooksTable } from './books-table.tsx';
import { ConfirmNumbers } from './confirm-numbers.tsx';
import { OpenBook } from './open-book.tsx';
import { registersText } from './text.ts';

/** The registers of a year — *sổ đăng ký* — with what clerks and administrators do about them. */
export function RegistersPage() {
  const text = useText(registersText);
  const session = useSession();
  const [filters, setFilters] = useFilters();
  const [opening, setOpening] = useState(false);
  const year = /^\d{4}$/.test(filters.nam ?? '') ? filters.nam : undefined;
  const asked = useQuery(queryOf(booksContract, 'readBooks', { query: year === undefined ? {} : { year } }));
  const units = useQuery(queryOf(identityContract, 'listUnits')).data ?? [];
  const opens = useHasRole('clerk', 'administrator');
  const view = asked.data;
  const unitName = (id: string) => units.find((unit) => unit.id === id)?.name ?? text.someUnit;
  return (
    <Page
      header={
        <PageHeader
          title={text.title}
          note={[session?.agency?.name, view?.year].filter((part) => part !== undefined).join(' · ')}
          actions={
            opens && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpening(true)}>
                {text.open}
              </Button>
            )
          }
        />
      }
    >
      {asked.isPending && <RowSkeletons label={text.loading} />}
      {asked.error && (
        <div className="registers-pad">
          <ProblemNotice problem={asked.error} retry={() => void asked.refetch()} />
        </div>
      )}
      {view && (
        <>
          <fieldset className="chips registers-pad no-print" aria-label={text.years}>
            {view.years.map((one) => (
              <button
                key={one}
                type="button"
                className="chip"
                aria-pressed={one === view.year}
                onClick={() => setFilters({ nam: one === view.thisYear ? undefined : String(one) })}
              >
                {one}
              </button>
            ))}
          </fieldset>
          {view.toConfirm && <ConfirmNumbers key={view.toConfirm.since} doubt={view.toConfirm} />}
          <VoidRequests requests={view.voidRequests} />
          {view.books.length === 0 ? (
            <EmptyState icon={<BookOutlined />} title={text.empty(view.year)}>
              {text.emptyNote}
            </EmptyState>
          ) : (
            <BooksTable view={view} unitName={unitName} />
          )}
        </>
      )}
      {opening && view && (
        <OpenBook thisYear={view.thisYear} generalFirst={generalFirst(view)} close={() => setOpening(false)} />
      )}
    </Page>
  );
}

/** The number that the general register of this year's outgoing documents begins with, where that is shown. */
function generalFirst({ year, thisYear, books }: BooksView): number {
  const general = books.find(({ kind, takes }) => kind === 'outgoing' && takes === null);
  return year === thisYear ? (general?.first ?? 1) : 1;
}

/** Numbers somebody asks to void, of documents the person may see; they decide there, beside its page. */
function VoidRequests({ requests }: { readonly requests: BooksView['voidRequests'] }) {
  const text = useText(registersText);
  if (requests.length === 0) return null;
  return (
    <section className="registers-requests no-print">
      <h2>
        <StopOutlined /> {text.requests}
      </h2>
      <ul>
        {requests.map(({ kind, documentId, code, reason, by, at }) => (
          <li key={documentId}>
            <div className="grow">
              <span className="strong nowrap">{kind === 'incoming' ? text.arrival(code) : code}</span> {reason}
              <div className="meta third">{text.requestBy(by, shortMoment(at))}</div>
            </div>
            <LinkButton to={`/${kind === 'incoming' ? 'van-ban-den' : 'van-ban-di'}/${documentId}`}>
              {text.look}
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
