import { CloseOutlined, MessageOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type IncomingSummary, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import type { Recipient } from '../../../../../server/registry/outgoing/recipients/contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import { SearchPicker } from '../../../../ui/forms/search-picker.tsx';
import { uiText } from '../../../../ui/text.ts';
import { type Answered, useAnswered } from '../answered.ts';
import { issuing, keyOfRecipient } from '../recipients/recipients.ts';
import { writeText } from './write-text.ts';

/** So many are offered at once; the words that are typed narrow them down. */
const OFFERED = '10';

interface AnsweredProps {
  readonly ids: readonly string[];
  readonly recipients: readonly Recipient[];
  readonly change: (ids: string[]) => void;
  readonly addRecipient: (recipient: Recipient) => void;
  readonly error: string | undefined;
}

/** The incoming documents that are answered, each to be taken away; others are found by their words and added. */
export function AnsweredField({ ids, recipients, change, addRecipient, error }: AnsweredProps) {
  const words = useText(writeText);
  const [isOpen, setOpen] = useState(false);
  const answered = useAnswered(ids);
  const reached = new Set(recipients.map(keyOfRecipient));
  if (ids.length === 0 && !isOpen) {
    return (
      <div>
        <Button type="link" size="small" icon={<MessageOutlined />} onClick={() => setOpen(true)}>
          {words.answer}
        </Button>
      </div>
    );
  }
  return (
    <div className="column gap-8">
      <FormField
        label={`${words.answers}${ids.length > 0 ? ` (${ids.length})` : ''}`}
        error={error}
        hint={ids.length === 0 ? words.answersNote : undefined}
      >
        {(control) => (
          <AnsweredSearch control={control} taken={ids} autoFocus={isOpen} add={(id) => change([...ids, id])} />
        )}
      </FormField>
      {answered.length > 0 && (
        <ul className="recipients">
          {answered.map((one) => (
            <AnsweredRow
              key={one.id}
              answered={one}
              isReached={(asker) => reached.has(keyOfRecipient(asker))}
              addRecipient={addRecipient}
              remove={() => change(ids.filter((id) => id !== one.id))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

/** One that is answered, who asked by it, and the way to have the answer sent to them too. */
function AnsweredRow({
  answered: { letter, isAsked },
  isReached,
  addRecipient,
  remove,
}: {
  readonly answered: Answered;
  readonly isReached: (asker: Recipient) => boolean;
  readonly addRecipient: (recipient: Recipient) => void;
  readonly remove: () => void;
}) {
  const words = useText(writeText);
  const { loading } = useText(uiText);
  const asker = letter && issuing(letter.issuer);
  const name = letter?.code ?? (isAsked ? loading : words.answeredUnreadable);
  return (
    <li>
      <div className="flex gap-8">
        <div className="grow">
          <span className="small medium">{name}</span>{' '}
          {letter && <span className="meta third">{`· ${letter.issuerName}`}</span>}
          {letter && <div className="meta second">{letter.subject}</div>}
        </div>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={words.remove(name)} onClick={remove} />
      </div>
      {asker && !isReached(asker) && (
        <div className="meta caution">
          {words.askerNotReached}{' '}
          <Button type="link" size="small" onClick={() => addRecipient(asker)}>
            {words.addAsker(asker.name)}
          </Button>
        </div>
      )}
    </li>
  );
}

function AnsweredSearch({
  control,
  taken,
  autoFocus,
  add,
}: {
  readonly control: Parameters<Parameters<typeof FormField>[0]['children']>[0];
  readonly taken: readonly string[];
  readonly autoFocus: boolean;
  readonly add: (id: string) => void;
}) {
  const words = useText(writeText);
  const [q, setQ] = useState('');
  const found = useQuery({
    ...queryOf(incomingContract, 'listIncoming', { query: { limit: OFFERED, ...(q === '' ? {} : { q }) } }),
    placeholderData: keepPreviousData,
  });
  const choices = (found.data?.items ?? []).filter((one) => !taken.includes(one.id) && isAnswerable(one));
  return (
    <SearchPicker
      control={control}
      autoFocus={autoFocus}
      loading={found.isFetching}
      placeholder={words.findAnswered}
      choices={choices.map(({ id, code, issuerName, subject }) => ({
        ...{ value: id, label: `${code} · ${issuerName}`, note: subject },
      }))}
      search={setQ}
      onChoose={add}
    />
  );
}

/** Nothing is built on what its sender has taken back, or whose number is voided. */
const isAnswerable = ({ state }: IncomingSummary): boolean => state !== 'recalled' && state !== 'voided';
