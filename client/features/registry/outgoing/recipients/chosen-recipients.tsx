import { DownloadOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { recipientTable } from '../../../../../server/exchange/recipients/recipient-table.ts';
import { fold } from '../../../../../server/platform/text/fold.ts';
import type { Recipient } from '../../../../../server/registry/outgoing/recipients/contract.ts';
import { useText } from '../../../../text/language.ts';
import { saveText } from '../../../../ui/files/save-text.ts';
import { SearchField } from '../../../../ui/lists/search-field.tsx';
import { RecipientRow } from './recipient-row.tsx';
import { type DirectoryAgency, type FilesToSend, keyOfAgency, keyOfRecipient, summedUp, sums } from './recipients.ts';
import { recipientsText } from './recipients-text.ts';

/** As many are looked through at a glance; of more a sum is shown, and a list to open. */
const FEW = 20;
/** So many rows more are shown at once. */
const PART = 50;

interface Chosen {
  readonly recipients: readonly Recipient[];
  readonly agencies: readonly DirectoryAgency[];
  readonly files: FilesToSend;
  readonly withPaper: boolean;
  readonly change: (recipients: Recipient[]) => void;
}

/** The recipients so far, each to be changed or removed; five hundred of them by a sum, and a list that is sought in. */
export function ChosenRecipients(chosen: Chosen) {
  const { recipients, agencies } = chosen;
  const agencyBy = useMemo(() => new Map(agencies.map((agency) => [keyOfAgency(agency), agency])), [agencies]);
  const agencyOf = (recipient: Recipient) => agencyBy.get(keyOfRecipient(recipient));
  const [isOpen, setOpen] = useState(false);
  if (recipients.length === 0) return null;
  const isMany = recipients.length > FEW;
  return (
    <>
      {isMany && <Sum {...chosen} agencyOf={agencyOf} isOpen={isOpen} setOpen={setOpen} />}
      {isMany ? (
        isOpen && <ManyRows {...chosen} agencyOf={agencyOf} />
      ) : (
        <Rows {...chosen} shown={recipients} agencyOf={agencyOf} />
      )}
      <SaveTable recipients={recipients} agencyOf={agencyOf} />
    </>
  );
}

interface Known extends Chosen {
  readonly agencyOf: (recipient: Recipient) => DirectoryAgency | undefined;
}

function Sum({
  recipients,
  agencyOf,
  change,
  isOpen,
  setOpen,
}: Known & { readonly isOpen: boolean; readonly setOpen: (open: boolean) => void }) {
  const words = useText(recipientsText);
  const count = summedUp(recipients, agencyOf);
  return (
    <div className="flex gap-8 wrap">
      <span className="small grow" role="status">
        {sums
          .filter((one) => count[one] > 0)
          .map((one) => words.sum[one](count[one]))
          .join(' · ')}
      </span>
      <Button
        size="small"
        icon={isOpen ? <UpOutlined /> : <DownOutlined />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? words.close : words.open}
      </Button>
      <Button type="text" size="small" onClick={() => change([])}>
        {words.removeAll}
      </Button>
    </div>
  );
}

/** The recipients as a table to keep, to send on, or to take in again. */
function SaveTable({ recipients, agencyOf }: Pick<Known, 'recipients' | 'agencyOf'>) {
  const words = useText(recipientsText);
  const save = (): void => {
    const listed = recipients.map((recipient) => ({ ...recipient, codeShown: agencyOf(recipient)?.code }));
    saveText('noi-nhan.csv', recipientTable(listed), 'text/csv');
  };
  return (
    <div>
      <Button type="link" size="small" icon={<DownloadOutlined />} onClick={save}>
        {words.saveTable}
      </Button>
    </div>
  );
}

function ManyRows(known: Known) {
  const words = useText(recipientsText);
  const [q, setQ] = useState('');
  const [most, setMost] = useState(PART);
  const wanted = fold(q);
  const found = known.recipients.filter(({ name, code }) => fold(`${name} ${code ?? ''}`).includes(wanted));
  return (
    <>
      <SearchField label={words.search} placeholder={words.search} value={q} onChange={setQ} />
      <Rows {...known} shown={found.slice(0, most)} />
      {found.length > most && (
        <Button type="link" size="small" onClick={() => setMost(most + PART)}>
          {words.more(found.length - most)}
        </Button>
      )}
    </>
  );
}

function Rows({
  recipients,
  shown,
  agencyOf,
  files,
  withPaper,
  change,
}: Known & { readonly shown: readonly Recipient[] }) {
  if (shown.length === 0) return null;
  const changeOne = (changed: Recipient): void =>
    change(recipients.map((one) => (keyOfRecipient(one) === keyOfRecipient(changed) ? changed : one)));
  return (
    <ul className="recipients">
      {shown.map((recipient) => (
        <RecipientRow
          key={keyOfRecipient(recipient)}
          recipient={recipient}
          files={files}
          withPaper={withPaper}
          agency={agencyOf(recipient)}
          change={changeOne}
          remove={() => change(recipients.filter((one) => one !== recipient))}
        />
      ))}
    </ul>
  );
}
