import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import {
  type BookPartView,
  type BookTableFormat,
  booksContract,
  MOST_PRINTED,
  MOST_TABLED,
  type OtherForm,
  otherForms,
} from '../../../../server/registry/books/contract.ts';
import { useAct } from '../../../api/act.ts';
import { addressOf, api } from '../../../api/client.ts';
import { numberText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { printPdf } from '../../../ui/pdf/print-pdf.ts';
import type { Days } from './book-period.tsx';
import { titleOf } from './book-words.ts';
import { registersText } from './text.ts';

const books = api(booksContract);

type Span = NonNullable<BookPartView['span']>;

/** Prints the numbers of the open book that are named, or takes them away as a file or a table; what is bound is printed part after part. */
export function PrintBook({
  book,
  part,
  span,
  days,
  close,
}: {
  readonly book: BookPartView;
  readonly part: Span;
  readonly span: Span;
  readonly days: Days;
  readonly close: () => void;
}) {
  const text = useText(registersText);
  const isShort = span.last - span.first < MOST_PRINTED;
  const [{ first, last }, setPart] = useState(isShort ? span : part);
  // What is printed of all the numbers of a period says that it is of these days.
  const isWhole = first === span.first && last === span.last;
  const params = { registerId: book.id };
  const form = otherForm(book);
  const query = { first: String(first), last: String(last), ...(isWhole && days), ...(form && { form }) };
  const act = useAct(
    async (_: undefined) => new Uint8Array(await (await books.printBook({ params, query })).arrayBuffer()),
    {
      onDone: (bytes) => {
        printPdf(bytes);
        close();
      },
      makesStale: ['log'],
    },
  );
  const table = (format: BookTableFormat) =>
    addressOf(booksContract.exportBook, { params, query: { ...query, format } });
  const files = {
    pdf: addressOf(booksContract.printBook, { params, query }),
    xlsx: table('xlsx'),
    csv: table('csv'),
  };
  const change = (changed: Partial<Span>): void => {
    act.clear();
    setPart({ first, last, ...changed });
  };
  return (
    <DialogForm
      title={text.printTitle(form ? text.otherForms[form] : titleOf(book, text))}
      submit={text.print}
      act={act}
      onClose={close}
      onSubmit={() => act.run(undefined)}
    >
      <div className="form-columns">
        <FormField label={text.fromNumber}>
          {(control) => (
            <InputNumber
              {...control}
              min={span.first}
              max={span.last}
              precision={0}
              value={first}
              onChange={(value) => change({ first: value ?? span.first })}
            />
          )}
        </FormField>
        <FormField label={text.toNumber} hint={text.printHint(numberText(MOST_PRINTED), numberText(MOST_TABLED))}>
          {(control) => (
            <InputNumber
              {...control}
              min={span.first}
              max={span.last}
              precision={0}
              value={last}
              onChange={(value) => change({ last: value ?? span.last })}
            />
          )}
        </FormField>
      </div>
      <div className="flex gap-12 wrap">
        <span className="small second">{text.download}</span>
        {Object.entries(files).map(([format, address]) => (
          <Button key={format} type="link" className="book-download" href={address} download>
            {text.formats[format as keyof typeof files]}
          </Button>
        ))}
      </div>
    </DialogForm>
  );
}

/** The form it is shown in, where that is not the register itself. */
function otherForm({ form }: BookPartView): OtherForm | undefined {
  return otherForms.find((one) => one === form);
}
