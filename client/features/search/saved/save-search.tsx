import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { savedSearchesContract } from '../../../../server/search/saved/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useRights } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { savedText } from './text.ts';

const { body } = savedSearchesContract.saveSearch;
type Fields = z.output<typeof body>;

/** What is searched: words, kind, period. */
type Searched = Pick<Fields, 'q' | 'kind' | 'from' | 'to'>;

/** Saves what is searched under a name — *lưu tìm kiếm*. */
export function SaveSearch({ searched }: { readonly searched: Searched }) {
  const text = useText(savedText);
  const [isNaming, name] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => name(true)}>
        {text.save}
      </Button>
      {isNaming && <Naming searched={searched} close={() => name(false)} />}
    </>
  );
}

function Naming({ searched, close }: { readonly searched: Searched; readonly close: () => void }) {
  const text = useText(savedText);
  const mayShare = useRights().includes('search.share');
  const { q, kind, from, to } = searched;
  const kept = useKeptForm('luu-tim-kiem', [q, kind, from, to].join(' '));
  const act = useAct(
    (input: Fields, idempotencyKey) => api(savedSearchesContract).saveSearch({ body: input, idempotencyKey }),
    {
      kept,
      onDone: ({ name }) => {
        showToast({ words: text.saved(name) });
        close();
      },
    },
  );
  const form = useForm<Fields, typeof body>(
    { ...searched, name: q.slice(0, 100), shared: false },
    body,
    act.problem,
    kept,
  );
  return (
    <DialogForm
      title={text.saveTitle}
      submit={text.submit}
      act={act}
      kept={kept}
      onClose={close}
      onSubmit={() => {
        const values = form.check();
        if (values) act.run(values);
      }}
    >
      <FormField label={text.name} hint={text.nameHint(q)} error={form.error('name')} required>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={form.values.name}
            onChange={({ target }) => form.set('name', target.value)}
          />
        )}
      </FormField>
      {mayShare && (
        <Checkbox checked={form.values.shared} onChange={({ target }) => form.set('shared', target.checked)}>
          {text.shared}
        </Checkbox>
      )}
    </DialogForm>
  );
}
