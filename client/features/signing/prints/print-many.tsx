import { PrinterOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { MOST_TOGETHER } from '../../../../server/signing/prints/contract.ts';
import { useText } from '../../../text/language.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { ActOnMany } from '../../../ui/many/act-on-many.tsx';
import type { Candidate } from '../../../ui/many/many-plan.ts';
import { useMany } from '../../../ui/many/use-many.ts';
import { openPrint } from './open-print.ts';
import { type ToPrint, takePrint } from './print-form.tsx';
import { printText } from './text.ts';

const MOST_COPIES = 99;

/** Takes marked prints of the chosen documents, and hands them to the browser’s printing in one file. */
export function PrintMany(props: {
  readonly kind: ToPrint['kind'];
  readonly candidates: readonly Candidate[];
  readonly clear: () => void;
}) {
  const text = useText(printText);
  const { kind } = props;
  const candidates = props.candidates.map((one, index) =>
    index < MOST_TOGETHER ? one : { ...one, cannot: one.cannot ?? text.most(MOST_TOGETHER) },
  );
  const [copies, setCopies] = useState(1);
  const many = useMany({
    name: `in ${kind}`,
    input: z.number(),
    send: async ({ id, key }, given) => {
      const print = await takePrint({ id, kind }, { copies: given, form: 'marked' }, key);
      return { said: text.taken(given), made: print.id };
    },
  });
  return (
    <ActOnMany
      many={many}
      icon={<PrinterOutlined />}
      words={text.many}
      note={text.manyNote}
      candidates={candidates}
      input={copies}
      clear={props.clear}
      after={(made) =>
        made.length > 0 && (
          <Button type="primary" icon={<PrinterOutlined />} onClick={() => openPrint(made)}>
            {text.open}
          </Button>
        )
      }
    >
      <FormField label={text.copies}>
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={MOST_COPIES}
            precision={0}
            value={copies}
            onChange={(value) => setCopies(value ?? 1)}
          />
        )}
      </FormField>
    </ActOnMany>
  );
}
