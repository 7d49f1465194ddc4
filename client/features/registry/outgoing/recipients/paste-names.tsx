import { Button } from 'antd';
import { useState } from 'react';
import type { Recipient } from '../../../../../server/registry/outgoing/recipients/contract.ts';
import { useText } from '../../../../text/language.ts';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import { TextArea } from '../../../../ui/forms/text-area.tsx';
import { type Choosable, isListed, namedIn, unknownCodes } from './recipients.ts';
import { recipientsText } from './recipients-text.ts';

/** A list of names as it stands on a document, and what of it is in the directory. */
export function PasteNames({
  choosable,
  add,
  close,
}: {
  readonly choosable: Choosable;
  readonly add: (more: readonly Recipient[]) => void;
  readonly close: () => void;
}) {
  const words = useText(recipientsText);
  const [typed, setTyped] = useState('');
  const found = namedIn(typed, choosable);
  const electronic = found.filter(isListed).length;
  const unknown = unknownCodes(found);
  return (
    <div className="card recipients-paste">
      <FormField label={words.pasteLabel} hint={words.pasteHint}>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            lines={[3, 10]}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </FormField>
      {unknown.length > 0 && (
        <p className="small caution" role="status">
          {words.unknownCodes(unknown.join(', '))}
        </p>
      )}
      <div className="flex gap-8 wrap">
        <Button
          disabled={found.length === 0 || unknown.length > 0}
          onClick={() => {
            add(found);
            close();
          }}
        >
          {words.pasteAdd}
        </Button>
        {found.length > 0 && (
          <span className="small second" role="status">
            {words.pasted(electronic, found.length - electronic - unknown.length)}
          </span>
        )}
      </div>
    </div>
  );
}
