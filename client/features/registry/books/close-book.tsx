import { type BookView, booksContract } from '../../../../server/registry/books/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { titleOf } from './book-words.ts';
import { registersText } from './text.ts';

const registers = api(booksContract);

/** Closes a register for good, after saying what its closing will state. */
export function CloseBook({ book, close }: { readonly book: BookView; readonly close: () => void }) {
  const text = useText(registersText);
  const { id: registerId, version, count, lastNumber, voided, missing } = book;
  const title = titleOf(book, text);
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      registers.closeRegister({ params: { registerId }, body: { version }, idempotencyKey }),
    {
      onDone: () => {
        showToast({ words: text.closed(title) });
        close();
      },
    },
  );
  const first = count === 0 ? null : lastNumber - count - missing + 1;
  return (
    <DialogForm
      title={text.closeTitle(title)}
      submit={text.close}
      act={act}
      onClose={close}
      onSubmit={() => act.run(undefined)}
    >
      <p>{text.statement(count, first, lastNumber, voided.length)}</p>
      <p className="second">{text.closeNote}</p>
    </DialogForm>
  );
}
