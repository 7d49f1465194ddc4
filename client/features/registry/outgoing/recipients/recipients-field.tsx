import './recipients.css';
import { ContactsOutlined, FileExcelOutlined, SnippetsOutlined, UserAddOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { recipientsContract } from '../../../../../server/exchange/recipients/contract.ts';
import { identityContract } from '../../../../../server/identity/contract.ts';
import type { Recipient } from '../../../../../server/registry/outgoing/recipients/contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { KindIcon, useKindWords } from '../../../../ui/documents/recipient-kind.tsx';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import { type Choice, PersonPicker } from '../../../../ui/forms/pickers.tsx';
import { AddOther } from './add-other.tsx';
import { ChosenRecipients } from './chosen-recipients.tsx';
import { PasteNames } from './paste-names.tsx';
import {
  type Choosable,
  electronically,
  type FilesToSend,
  keyOfAgency,
  keyOfRecipient,
  ownUnit,
  wayTo,
  withMore,
} from './recipients.ts';
import { recipientsText } from './recipients-text.ts';
import { TakeGroup } from './take-group.tsx';
import { TakeTable } from './take-table.tsx';

type Recipients = readonly Recipient[];

/** The ways to more recipients than one by one, and what each is said by. */
const ways = [
  ['group', ContactsOutlined],
  ['paste', SnippetsOutlined],
  ['table', FileExcelOutlined],
  ['other', UserAddOutlined],
] as const;
type Way = (typeof ways)[number][0];

/**
 * Whom the document goes to: agencies of the directory, own units, organisations and persons outside; a list can be pasted. Each shows what it is and how
 * it is reached.
 */
export function RecipientsField({
  recipients,
  files,
  withPaper = true,
  change,
  error,
}: {
  readonly recipients: Recipients;
  /** What is sent to them, where that is known. */
  readonly files?: FilesToSend;
  /** Whether paper is said of each. */
  readonly withPaper?: boolean;
  readonly change: (recipients: Recipient[]) => void;
  readonly error: string | undefined;
}) {
  const words = useText(recipientsText);
  const choosable = useChoosable();
  const [way, setWay] = useState<Way>();
  const add = (more: Recipients): void => change(withMore(recipients, more));
  const close = (): void => setWay(undefined);
  return (
    <div className="column gap-8">
      <FormField
        label={`${words.recipients}${recipients.length > 0 ? ` (${recipients.length})` : ''}`}
        error={error}
        required
      >
        {(control) => <OneByOne control={control} choosable={choosable} recipients={recipients} add={add} />}
      </FormField>
      <div className="flex gap-8 wrap">
        {ways.map(([one, Icon]) => (
          <Button
            key={one}
            type="link"
            size="small"
            icon={<Icon />}
            aria-expanded={way === one}
            onClick={() => setWay(way === one ? undefined : one)}
          >
            {words[one]}
          </Button>
        ))}
      </div>
      {way === 'group' && <TakeGroup recipients={recipients} add={add} close={close} />}
      {way === 'table' && <TakeTable recipients={recipients} add={add} close={close} />}
      {way === 'paste' && <PasteNames choosable={choosable} add={add} close={close} />}
      {way === 'other' && <AddOther add={add} close={close} />}
      <ChosenRecipients {...{ recipients, withPaper, change }} agencies={choosable.agencies} files={files ?? noFiles} />
    </div>
  );
}

const none: readonly never[] = [];
const noFiles: FilesToSend = { main: none, beside: none };

/** Whom one can choose, once that is known. */
function useChoosable(): Choosable & { readonly loading: boolean } {
  const directory = useQuery(queryOf(recipientsContract, 'listRecipients', { query: {} }));
  const units = useQuery(queryOf(identityContract, 'listUnits'));
  return { agencies: directory.data ?? none, units: units.data ?? none, loading: directory.isPending };
}

function OneByOne({
  control,
  choosable: { agencies, units, loading },
  recipients,
  add,
}: {
  readonly control: Parameters<Parameters<typeof FormField>[0]['children']>[0];
  readonly choosable: ReturnType<typeof useChoosable>;
  readonly recipients: Recipients;
  readonly add: (more: Recipients) => void;
}) {
  const words = useText(recipientsText);
  const kinds = useKindWords();
  const choices = useMemo((): readonly (Choice & { readonly icon: ReactNode; readonly recipient: Recipient })[] => {
    const listed = agencies.map((agency) => ({
      ...{ value: keyOfAgency(agency), label: agency.name, icon: <KindIcon kind="agency" /> },
      note: wayTo(agency) === 'electronic' ? agency.code : `${agency.code} · ${words[wayTo(agency)]}`,
      recipient: electronically(agency),
    }));
    const own = units.map((unit) => ({
      ...{ value: unit.id, label: unit.name, note: kinds.unit, icon: <KindIcon kind="unit" /> },
      recipient: ownUnit(unit),
    }));
    return [...listed, ...own];
  }, [agencies, units, words, kinds]);
  const taken = new Set(recipients.map(keyOfRecipient));
  return (
    <PersonPicker
      control={control}
      placeholder={words.addRecipient}
      loading={loading}
      value={null}
      choices={choices.filter(({ value }) => !taken.has(value))}
      onChange={(key) => {
        const chosen = choices.find(({ value }) => value === key);
        if (chosen) add([chosen.recipient]);
      }}
    />
  );
}
