import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { BooksView, BookView } from '../../../../server/registry/books/contract.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { useHasRole, useRights } from '../../../api/session.ts';
import { dayOf, dayText, numberText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { StateTag } from '../../../ui/feedback/tags.tsx';
import { BeginBook } from './begin-book.tsx';
import { takesOf, titleOf } from './book-words.ts';
import { CloseBook } from './close-book.tsx';
import { registersText } from './text.ts';

const written = (number: number) => String(number).padStart(2, '0');

/** The registers of a year, one line each; voided numbers stay with their reasons. */
export function BooksTable({
  view: { books, thisYear },
  unitName,
}: {
  readonly view: BooksView;
  readonly unitName: (id: string) => string;
}) {
  const text = useText(registersText);
  const closes = useHasRole('clerk');
  const reads = useRights().includes('registry.read-book');
  const [closing, setClosing] = useState<BookView>();
  const [beginning, setBeginning] = useState<BookView>();
  return (
    <>
      <table className="table books">
        <thead>
          <tr>
            <th scope="col">{text.book}</th>
            <th scope="col" className="right">
              {text.count}
            </th>
            <th scope="col" className="right">
              {text.last}
            </th>
            <th scope="col" className="right">
              {text.voidedColumn}
            </th>
            <th scope="col">{text.state}</th>
          </tr>
        </thead>
        <tbody>
          {books.map((book) => (
            <tr key={book.id}>
              <th scope="row">
                <div className="medium">
                  {reads && book.version > 0 ? (
                    <Link to={registryPages.register} params={{ id: book.id }}>
                      {titleOf(book, text)}
                    </Link>
                  ) : (
                    titleOf(book, text)
                  )}
                </div>
                <div className="meta third">{takesOf(book, books, unitName, text)}</div>
                {book.voided.map(({ number, reason, names }) => (
                  <div key={number} className="meta second books-voided">
                    {text.voidedLine(written(number), reason, names)}
                  </div>
                ))}
              </th>
              <td className="right number" data-label={text.count}>
                {numberText(book.count)}
              </td>
              <td className="right number strong" data-label={text.last}>
                {book.lastNumber < book.first ? <span className="third">{text.none}</span> : written(book.lastNumber)}
              </td>
              <td className="right number" data-label={text.voidedColumn}>
                {book.voided.length}
              </td>
              <td className="books-state">
                <BookState book={book} thisYear={thisYear} />
                {closes && book.closable && (
                  <Button size="small" className="no-print" onClick={() => setClosing(book)}>
                    {text.close}
                  </Button>
                )}
                {closes && book.beginnable && (
                  <Button size="small" className="no-print" onClick={() => setBeginning(book)}>
                    {text.begin}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {closing && <CloseBook book={closing} close={() => setClosing(undefined)} />}
      {beginning && <BeginBook book={beginning} close={() => setBeginning(undefined)} />}
    </>
  );
}

function BookState({ book, thisYear }: { readonly book: BookView; readonly thisYear: number }) {
  const text = useText(registersText);
  const { kind, closing, version, year, historical, first, waiting, missing } = book;
  return (
    <div className="grow">
      {closing ? (
        <>
          <StateTag>{text.closedOn(dayText(dayOf(closing.at)), closing.by)}</StateTag>
          <div className="meta third">
            {text.statement(closing.count, closing.first, closing.last, closing.voided.length)}
          </div>
        </>
      ) : version === 0 ? (
        <StateTag>{text.unopened}</StateTag>
      ) : year < thisYear ? (
        <StateTag tone="caution">{historical ? text.takesOld : text.waitingToClose}</StateTag>
      ) : (
        <StateTag tone={year > thisYear ? 'accent' : 'good'}>{year > thisYear ? text.notBegun : text.running}</StateTag>
      )}
      {!historical && first > 1 && <div className="meta third">{text.begins(first)}</div>}
      {waiting > 0 && <div className="meta third">{text.waiting[kind](waiting)}</div>}
      {missing > 0 && <div className="meta third">{(historical ? text.missing : text.lost)(missing)}</div>}
    </div>
  );
}
