import { ApartmentOutlined, CloseOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { Recipient } from '../../../../../server/registry/outgoing/recipients/contract.ts';
import { kindOf } from '../../../../../server/registry/outgoing/recipients/recipient.ts';
import { useText } from '../../../../text/language.ts';
import { KindIcon } from '../../../../ui/documents/recipient-kind.tsx';
import { type DirectoryAgency, type FilesToSend, isListed, tooLongFor, wayOf } from './recipients.ts';
import { recipientsText } from './recipients-text.ts';

interface OfRecipient {
  readonly recipient: Recipient;
  readonly change: (recipient: Recipient) => void;
}

/** One recipient: what it is, how it is reached, the unit there, and paper beside the electronic document. */
export function RecipientRow({
  recipient,
  files,
  withPaper,
  agency,
  change,
  remove,
}: OfRecipient & {
  readonly files: FilesToSend;
  readonly withPaper: boolean;
  /** Whom of the directory it names, once that is known. */
  readonly agency: DirectoryAgency | undefined;
  readonly remove: () => void;
}) {
  const words = useText(recipientsText);
  const { name, unit, address, paperCopies } = recipient;
  const [isNamingUnit, nameUnit] = useState(unit !== null);
  const way = wayOf(recipient, agency);
  const tooLong = agency && way === 'elsewhere' ? tooLongFor(agency, files) : [];
  return (
    <li>
      <div className="flex gap-8 recipient-line">
        <div className="grow">
          <KindIcon kind={kindOf(recipient)} /> <span className="small medium">{name}</span>{' '}
          <span className="meta third">{[`· ${words[way]}`, address].filter(Boolean).join(' · ')}</span>
        </div>
        {isListed(recipient) && !isNamingUnit && (
          <Button
            type="text"
            size="small"
            icon={<ApartmentOutlined />}
            aria-label={words.forUnitOf(name)}
            title={words.forUnit}
            onClick={() => nameUnit(true)}
          />
        )}
        {withPaper && (way === 'electronic' || way === 'elsewhere') && (
          <Checkbox
            className="small"
            checked={paperCopies > 0}
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
      {isNamingUnit && (
        <Input
          className="recipient-unit"
          autoFocus={unit === null}
          aria-label={words.forUnitOf(name)}
          placeholder={words.forUnitHint}
          maxLength={200}
          value={unit ?? ''}
          onChange={({ target }) => change({ ...recipient, unit: target.value === '' ? null : target.value })}
        />
      )}
      {withPaper && paperCopies > 0 && <Paper recipient={recipient} change={change} />}
    </li>
  );
}

/** How many copies on paper, and why where the document goes electronically too. */
function Paper({ recipient, change }: OfRecipient) {
  const words = useText(recipientsText);
  const { name, paperCopies, paperReason } = recipient;
  return (
    <div className="flex gap-8 recipient-paper">
      <InputNumber
        aria-label={words.copiesOf(name)}
        title={words.copies}
        min={1}
        max={500}
        value={paperCopies}
        onChange={(copies) => change({ ...recipient, paperCopies: copies ?? 1 })}
      />
      {isListed(recipient) && (
        <Input
          aria-label={words.paperReasonOf(name)}
          placeholder={words.paperReason}
          maxLength={500}
          value={paperReason ?? ''}
          onChange={({ target }) => change({ ...recipient, paperReason: target.value === '' ? null : target.value })}
        />
      )}
    </div>
  );
}
