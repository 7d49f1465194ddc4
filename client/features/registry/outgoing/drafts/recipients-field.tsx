import { CloseOutlined, TeamOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { exchangeContract } from '../../../../../server/exchange/contract.ts';
import type { Recipient } from '../../../../../server/registry/outgoing/contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import { PersonPicker } from '../../../../ui/forms/pickers.tsx';
import { TextArea } from '../../../../ui/forms/text-area.tsx';
import {
  type DirectoryAgency,
  electronically,
  type FilesToSend,
  isListed,
  keyOfAgency,
  keyOfRecipient,
  namedIn,
  tooLongFor,
  wayTo,
  withMore,
} from './recipients.ts';
import { writeText } from './write-text.ts';

type Recipients = readonly Recipient[];
type Change = (recipients: Recipient[]) => void;

/** Whom the document goes to: agencies of the directory electronically, other names on paper; a list can be pasted. */
export function RecipientsField({
  recipients,
  files,
  change,
  error,
}: {
  readonly recipients: Recipients;
  /** What is sent to them. */
  readonly files: FilesToSend;
  readonly change: Change;
  readonly error: string | undefined;
}) {
  const words = useText(writeText);
  const directory = useQuery(queryOf(exchangeContract, 'listRecipients', { query: {} }));
  const [pasting, setPasting] = useState(false);
  const agencies = directory.data ?? [];
  const taken = new Set(recipients.map(keyOfRecipient));
  const add = (more: Recipients): void => change(withMore(recipients, more));
  const changeOne = (changed: Recipient): void =>
    change(recipients.map((one) => (keyOfRecipient(one) === keyOfRecipient(changed) ? changed : one)));
  return (
    <div className="column gap-8">
      <FormField
        label={`${words.recipients}${recipients.length > 0 ? ` (${recipients.length})` : ''}`}
        error={error}
        required
        extra={
          <Button
            type="link"
            size="small"
            icon={<TeamOutlined />}
            aria-expanded={pasting}
            onClick={() => setPasting(!pasting)}
          >
            {words.paste}
          </Button>
        }
      >
        {(control) => (
          <PersonPicker
            control={control}
            placeholder={words.addRecipient}
            loading={directory.isPending}
            value={null}
            choices={agencies
              .filter((agency) => !taken.has(keyOfAgency(agency)))
              .map((agency) => ({
                value: keyOfAgency(agency),
                label: agency.name,
                note: wayTo(agency) === 'electronic' ? agency.code : `${agency.code} · ${words[wayTo(agency)]}`,
              }))}
            onChange={(key) => {
              const agency = agencies.find((one) => keyOfAgency(one) === key);
              if (agency) add([electronically(agency)]);
            }}
          />
        )}
      </FormField>
      {pasting && <PasteNames agencies={agencies} add={add} close={() => setPasting(false)} />}
      {recipients.length > 0 && (
        <ul className="recipients">
          {recipients.map((recipient) => (
            <RecipientRow
              key={keyOfRecipient(recipient)}
              recipient={recipient}
              files={files}
              agency={agencies.find((one) => keyOfAgency(one) === keyOfRecipient(recipient))}
              change={changeOne}
              remove={() => change(recipients.filter((one) => one !== recipient))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function PasteNames({
  agencies,
  add,
  close,
}: {
  readonly agencies: readonly DirectoryAgency[];
  readonly add: (more: Recipients) => void;
  readonly close: () => void;
}) {
  const words = useText(writeText);
  const [typed, setTyped] = useState('');
  const found = namedIn(typed, agencies);
  const electronic = found.filter(isListed).length;
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
      <div className="flex gap-8 wrap">
        <Button
          disabled={found.length === 0}
          onClick={() => {
            add(found);
            close();
          }}
        >
          {words.pasteAdd}
        </Button>
        {found.length > 0 && (
          <span className="small second" role="status">
            {words.pasted(electronic, found.length - electronic)}
          </span>
        )}
      </div>
    </div>
  );
}

function RecipientRow({
  recipient,
  files,
  agency,
  change,
  remove,
}: {
  readonly recipient: Recipient;
  readonly files: FilesToSend;
  /** Whom of the directory it names, once that is known. */
  readonly agency: DirectoryAgency | undefined;
  readonly change: (recipient: Recipient) => void;
  readonly remove: () => void;
}) {
  const words = useText(writeText);
  const { name, paperCopies, paperReason } = recipient;
  const paper = paperCopies > 0;
  const listed = isListed(recipient);
  const way = agency ? wayTo(agency) : listed ? 'electronic' : 'outside';
  const tooLong = agency && way === 'elsewhere' ? tooLongFor(agency, files) : [];
  return (
    <li>
      <div className="flex gap-8">
        <div className="grow">
          <span className="small medium">{name}</span> <span className="meta third">· {words[way]}</span>
        </div>
        {(way === 'electronic' || way === 'elsewhere') && (
          <Checkbox
            className="small"
            checked={paper}
            aria-label={words.withPaperOf(name)}
            onChange={(event) => change({ ...recipient, paperCopies: event.target.checked ? 1 : 0, paperReason: null })}
          >
            {words.withPaper}
          </Checkbox>
        )}
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={words.remove(name)}
          title={words.remove(name)}
          onClick={remove}
        />
      </div>
      {tooLong.length > 0 && (
        <p className="small caution" role="status">
          {words.tooLong(tooLong.join(', '))}
        </p>
      )}
      {paper && (
        <div className="flex gap-8 recipient-paper">
          <InputNumber
            aria-label={words.copiesOf(name)}
            title={words.copies}
            min={1}
            max={500}
            value={paperCopies}
            onChange={(copies) => change({ ...recipient, paperCopies: copies ?? 1 })}
          />
          {listed && (
            <Input
              aria-label={words.paperReasonOf(name)}
              placeholder={words.paperReason}
              maxLength={500}
              value={paperReason ?? ''}
              onChange={(event) =>
                change({ ...recipient, paperReason: event.target.value === '' ? null : event.target.value })
              }
            />
          )}
        </div>
      )}
    </li>
  );
}
