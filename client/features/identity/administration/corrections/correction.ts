import type { ZodType, z } from 'zod';
import { useAct } from '../../../../api/act.ts';
import { useText } from '../../../../text/language.ts';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { useEditing } from '../../../../ui/forms/editing.ts';
import { useKeptForm } from '../../../../ui/forms/use-kept.ts';
import { adminText } from '../text.ts';

/**
 * A dialogue that sets right what has versions, with the reason for the log: `form` for its fields, `dialog` for the `DialogForm` around
 * them. It is kept on this machine under `name`; `said` is what the toast says of the reply.
 */
export function useCorrection<Values extends object, S extends ZodType<object>, Reply>({
  name,
  of: { id, version: latest },
  shown,
  body,
  send,
  said,
  close,
}: {
  readonly name: string;
  readonly of: { readonly id: string; readonly version: number };
  /** The fields as they are now. */
  readonly shown: Values;
  readonly body: S;
  readonly send: (body: z.output<S>, idempotencyKey: string) => Promise<Reply>;
  readonly said: (reply: Reply, sent: z.output<S>) => string;
  readonly close: () => void;
}) {
  const text = useText(adminText);
  const kept = useKeptForm(name, id);
  const sending = useAct(send, {
    kept,
    onDone: (reply, sent) => {
      showToast({ words: said(reply, sent) });
      close();
    },
  });
  const values = { ...shown, version: latest, reason: '' };
  const { form, version, act } = useEditing({ version: latest, values }, body, sending, kept);
  const onSubmit = (): void => {
    const checked = form.check();
    if (checked) act.run({ ...checked, version });
  };
  return { form, dialog: { submit: text.correct, kept, act, onClose: close, onSubmit } };
}
