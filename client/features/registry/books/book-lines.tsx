import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { BookPartView } from '../../../../server/registry/books/contract.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { useText } from '../../../text/language.ts';
import { registersText } from './text.ts';

type Row = BookPartView['rows'][number];

/** The lines of a part of a book in the columns of its form (NĐ 30/2020 Phụ lục IV); voided numbers and numbers without a line stand among them. */
export function BookLines({ book, sought }: { readonly book: BookPartView; readonly sought: number | undefined }) {
  const text = useText(registersText);
  const columns = text.columns[book.form];
  const found = useRef<HTMLTableRowElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a part that has just come shows the number that was looked for
  useEffect(() => found.current?.scrollIntoView({ block: 'center' }), [book.part?.first, sought]);
  const lines = [
    ...book.rows.map((row) => ({ number: row.number, row, gap: undefined })),
    ...book.gaps.map((gap) => ({ number: gap.first, row: undefined, gap })),
  ].sort((one, other) => one.number - other.number);
  return (
    <div className="book-scroll">
      <table className="table book-lines">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ number, row, gap }) =>
            row ? (
              <tr
                key={number}
                ref={number === sought ? found : null}
                className={[row.voided ? 'book-void' : '', number === sought ? 'book-sought' : ''].join(' ').trim()}
              >
                {columns.map((column, at) => (
                  <td
                    key={column}
                    data-label={column}
                    className={row.cells[at] === '' ? 'book-blank' : at === coded[book.form] ? 'nowrap' : undefined}
                  >
                    {at === linked[book.form] ? (
                      <Opened kind={book.kind} row={row} words={row.cells[at] ?? ''} />
                    ) : (
                      row.cells[at]
                    )}
                  </td>
                ))}
              </tr>
            ) : (
              <tr key={number} className="third">
                <td colSpan={columns.length}>{text.gap(gap.first, gap.last)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** The column with number and symbol, which stand on one line. */
const coded = { incoming: 3, outgoing: 0, handling: 5, 'handing-over': 1 } as const;

/** The column by which the document is opened: its number in the book. */
const linked = { incoming: 1, outgoing: 0, handling: 0, 'handing-over': 1 } as const;

function Opened({
  kind,
  row,
  words,
}: {
  readonly kind: BookPartView['kind'];
  readonly row: Row;
  readonly words: string;
}) {
  if (row.documentId === null) return <span className="number">{words}</span>;
  const to = kind === 'incoming' ? registryPages.incomingDocument : registryPages.outgoingDocument;
  return (
    <Link to={to} params={{ id: row.documentId }} className="number">
      {words}
    </Link>
  );
}
