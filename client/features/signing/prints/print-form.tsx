import '../problem-words.ts';
import { InputNumber, Radio } from 'antd';
import { z } from 'zod';
import {
  type PrintForm as Form,
  type PrintView,
  printForms,
  printsContract,
} from '../../../../server/signing/prints/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { PanelForm } from '../../../ui/forms/panel-form.tsx';
import { useKept, useKeptForm } from '../../../ui/forms/use-kept.ts';
import { openPrint } from './open-print.ts';
import { printText } from './text.ts';

const prints = api(printsContract);
const MOST_COPIES = 99;

/** A document that is printed; an original may be, where it is one’s own that is numbered and in force. */
export interface ToPrint {
  readonly id: string;
  readonly kind: 'incoming' | 'outgoing';
  readonly hasOriginal: boolean;
}

/** Takes a print and hands it to the browser’s printing: how many copies, marked ones or the signed file. */
export function PrintForm({ document, close }: { readonly document: ToPrint; readonly close: () => void }) {
  const text = useText(printText);
  const kept = useKeptForm('in', document.id);
  const [copies, setCopies] = useKept(kept, 'copies', 1, z.number().int().min(1).max(MOST_COPIES));
  const [form, setForm] = useKept<Form>(kept, 'form', 'marked', z.enum(printForms));
  const act = useAct((asked: Asked, idempotencyKey) => takePrint(document, asked, idempotencyKey), {
    kept,
    onDone: ({ id }) => {
      showToast({ words: text.done });
      openPrint([id]);
      close();
    },
  });
  return (
    <PanelForm
      title={text.title}
      submit={text.submit}
      kept={kept}
      act={act}
      onSubmit={() => act.run({ copies, form })}
      onCancel={close}
    >
      <FormField label={text.copies} hint={text.copiesHint}>
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={MOST_COPIES}
            precision={0}
            value={copies}
            onChange={(value) => setCopies(() => value ?? 1)}
          />
        )}
      </FormField>
      {document.hasOriginal && (
        <FormField label={text.form}>
          {(control) => (
            <Radio.Group
              {...control}
              vertical
              value={form}
              onChange={({ target }) => setForm(() => target.value)}
              options={printForms.map((value) => ({ value, label: text.forms[value] }))}
            />
          )}
        </FormField>
      )}
      <p className="small second">{text.note}</p>
    </PanelForm>
  );
}

interface Asked {
  readonly copies: number;
  readonly form: Form;
}

/** Takes a print of a document. */
export function takePrint(
  { id, kind }: Pick<ToPrint, 'id' | 'kind'>,
  { copies, form }: Asked,
  idempotencyKey: string,
): Promise<PrintView> {
  const params = { documentId: id };
  return kind === 'incoming'
    ? prints.printIncoming({ params, body: { copies }, idempotencyKey })
    : prints.printOutgoing({ params, body: { copies, form }, idempotencyKey });
}
