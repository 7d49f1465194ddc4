import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { agencyCode } from '../../../../../server/identity/contract.ts';
import type { Recipient } from '../../../../../server/registry/outgoing/recipients/contract.ts';
import { useText } from '../../../../text/language.ts';
import { KindIcon, useKindWords } from '../../../../ui/documents/recipient-kind.tsx';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import { outside } from './recipients.ts';
import { recipientsText } from './recipients-text.ts';

const kinds = ['organisation', 'person'] as const;
const nothing = { name: '', address: '', code: '' };

/** An organisation or a person that no directory knows: who it is, and where post finds it. */
export function AddOther({
  add,
  close,
}: {
  readonly add: (more: readonly Recipient[]) => void;
  readonly close: () => void;
}) {
  const words = useText(recipientsText);
  const kindWords = useKindWords();
  const [kind, setKind] = useState<(typeof kinds)[number]>('organisation');
  const [typed, setTyped] = useState(nothing);
  const type = (part: Partial<typeof nothing>): void => setTyped({ ...typed, ...part });
  const [name, address, code] = [typed.name.trim(), typed.address.trim(), kind === 'person' ? '' : typed.code.trim()];
  const isBadCode = code !== '' && !(agencyCode.safeParse(code).success && code.startsWith('Z'));
  return (
    <div className="card recipients-paste">
      <Segmented
        aria-label={words.otherKind}
        value={kind}
        options={kinds.map((value) => ({ value, icon: <KindIcon kind={value} />, label: kindWords[value] }))}
        onChange={setKind}
      />
      <FormField label={kind === 'person' ? words.otherPerson : words.otherName} required>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={200}
            value={typed.name}
            onChange={({ target }) => type({ name: target.value })}
          />
        )}
      </FormField>
      <FormField label={words.otherAddress} hint={words.otherNote}>
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={typed.address}
            onChange={({ target }) => type({ address: target.value })}
          />
        )}
      </FormField>
      {kind === 'organisation' && (
        <FormField label={words.otherCode} error={isBadCode ? words.badCode : undefined}>
          {(control) => (
            <Input
              {...control}
              maxLength={35}
              value={typed.code}
              onChange={({ target }) => type({ code: target.value.toUpperCase() })}
            />
          )}
        </FormField>
      )}
      <div className="flex gap-8">
        <Button
          disabled={name === '' || isBadCode}
          onClick={() => {
            add([outside({ kind, name, address: address || null, code: code || null })]);
            close();
          }}
        >
          {words.pasteAdd}
        </Button>
        <Button onClick={close}>{words.cancel}</Button>
      </div>
    </div>
  );
}
