import { Input, InputNumber } from 'antd';
import { type BookView, booksContract } from '../../../../server/registry/books/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { titleOf } from './book-words.ts';
import { registersText } from './text.ts';

const { body } = booksContract.beginRegister;

/** Lets a register begin above the numbers that were given elsewhere – *định số bắt đầu* –, while it has given none. */
export function BeginBook({ book, close }: { readonly book: BookView; readonly close: () => void }) {
  const text = useText(registersText);
  const { kind, series, first } = book;
  const kept = useKeptForm('so-bat-dau', book.id);
  const act = useAct(
    (values: ReturnType<typeof body.parse>, idempotencyKey) =>
      api(booksContract).beginRegister({ body: values, idempotencyKey }),
    {
      kept,
      onDone: ({ nextNumber }) => {
        showToast({ words: text.begun(titleOf(book, text), nextNumber) });
        close();
      },
    },
  );
  const form = useForm({ kind, series, after: first - 1, reason: '' }, body, act.problem, kept);
  return (
    <DialogForm
      title={text.beginTitle(titleOf(book, text))}
      submit={text.begin}
      kept={kept}
      act={act}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <p className="second">{text.beginNote}</p>
      <FormField
        label={text.beginAfter}
        hint={text.nextOf(titleOf(book, text), form.values.after + 1)}
        error={form.error('after')}
        required
      >
        {(control) => (
          <InputNumber
            {...control}
            min={0}
            max={999_998}
            precision={0}
            value={form.values.after}
            onChange={(value) => form.set('after', value ?? 0)}
          />
        )}
      </FormField>
      <FormField label={text.beginReason} hint={text.beginReasonHint} error={form.error('reason')} required>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={500}
            value={form.values.reason}
            onChange={(event) => form.set('reason', event.target.value)}
          />
        )}
      </FormField>
    </DialogForm>
  );
}
