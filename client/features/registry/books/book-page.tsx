import './registers.css';
import { ArrowLeftOutlined, BookOutlined, PrinterOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type BookPartView, booksContract, type OtherForm } from '../../../../server/registry/books/contract.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { queryOf } from '../../../api/query-client.ts';
import { dayOf, dayText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { isDay } from '../../../ui/forms/read-day.ts';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { BookLines } from './book-lines.tsx';
import { BookPeriod } from './book-period.tsx';
import { titleOf } from './book-words.ts';
import { PrintBook } from './print-book.tsx';
import { registersText } from './text.ts';

/** How the address names the forms of a register of incoming documents beside itself. */
const tabs = { 'theo-doi': 'handling', 'chuyen-giao': 'handing-over' } as const satisfies Record<string, OtherForm>;
type Tab = keyof typeof tabs;

const isTab = (name: string | undefined): name is Tab => name !== undefined && name in tabs;

/** One register, open: its lines part after part in the ten legal columns, or in another form (`?the=`); found by number (`?so=`) or by day (`?tu=`, `?den=`), and printed. */
export function BookPage() {
  const text = useText(registersText);
  const { id = '' } = useParams({ strict: false });
  const [filters, setFilters] = useFilters();
  const [printing, setPrinting] = useState(false);
  const number = /^\d{1,6}$/.test(filters.so ?? '') ? filters.so : undefined;
  const form = isTab(filters.the) ? tabs[filters.the] : undefined;
  const [from, to] = [filters.tu, filters.den].map((day) => (isDay(day) ? day : undefined));
  const call = { params: { registerId: id }, query: { number, from, to, form } };
  const asked = useQuery({ ...queryOf(booksContract, 'readBook', call), placeholderData: keepPreviousData });
  const book = asked.data;
  const span = book?.span ?? undefined;
  return (
    <Page
      header={
        <PageHeader
          title={book ? (form ? text.otherForms[form] : titleOf(book, text)) : text.book}
          note={
            book &&
            [book.year, book.closedAt && text.closedSince(dayText(dayOf(book.closedAt)))].filter(Boolean).join(' · ')
          }
          actions={
            span && (
              <Button icon={<PrinterOutlined />} onClick={() => setPrinting(true)}>
                {text.printOrTake}
              </Button>
            )
          }
        />
      }
    >
      <div className="book-bar">
        <Link to={registryPages.registers} {...(book ? { search: { nam: String(book.year) } } : {})}>
          <ArrowLeftOutlined /> {text.allBooks}
        </Link>
        {book?.part && span && (
          <Parts book={book} part={book.part} span={span} go={(so) => setFilters({ so: String(so) })} />
        )}
        {book?.kind === 'incoming' && !book.historical && (
          <fieldset className="chips" aria-label={text.form}>
            {[undefined, ...Object.keys(tabs).filter(isTab)].map((one) => (
              <button
                key={one ?? 'registered'}
                type="button"
                className="chip"
                aria-pressed={filters.the === one}
                onClick={() => setFilters({ the: one })}
              >
                {one ? text.forms[tabs[one]] : text.registeredForm}
              </button>
            ))}
          </fieldset>
        )}
        {book && (
          <BookPeriod
            year={book.year}
            days={{ from, to }}
            choose={(days) => setFilters({ tu: days.from, den: days.to, so: undefined })}
          />
        )}
      </div>
      {asked.isPending && <RowSkeletons label={text.loading} />}
      {asked.error && (
        <div className="registers-pad">
          <ProblemNotice problem={asked.error} retry={() => void asked.refetch()} />
        </div>
      )}
      {book && !span && (
        <EmptyState icon={<BookOutlined />} title={from || to ? text.emptyDays : text.emptyBook}>
          {from || to ? text.emptyDaysNote : text.emptyBookNote}
        </EmptyState>
      )}
      {book && span && <BookLines book={book} sought={number === undefined ? undefined : Number(number)} />}
      {printing && book?.part && span && (
        <PrintBook book={book} part={book.part} span={span} days={{ from, to }} close={() => setPrinting(false)} />
      )}
    </Page>
  );
}

type Span = NonNullable<BookPartView['span']>;

/** Which numbers are shown, the parts before and after, and the way to a number. */
function Parts({
  book,
  part,
  span,
  go,
}: {
  readonly book: BookPartView;
  readonly part: Span;
  readonly span: Span;
  readonly go: (number: number) => void;
}) {
  const text = useText(registersText);
  const [typed, setTyped] = useState('');
  const sought = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : undefined;
  return (
    <>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (sought !== undefined) go(sought);
          }}
        >
          <Input
            inputMode="numeric"
            aria-label={text.findNumber}
            placeholder={text.findNumber}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </form>
      </search>
      <nav className="flex gap-8" aria-label={text.partsOf(titleOf(book, text))}>
        <Button size="small" disabled={part.first <= span.first} onClick={() => go(part.first - 1)}>
          {text.before}
        </Button>
        <span className="small nowrap">{text.shown(part.first, part.last, span.last)}</span>
        <Button size="small" disabled={part.last >= span.last} onClick={() => go(part.last + 1)}>
          {text.after}
        </Button>
      </nav>
    </>
  );
}
