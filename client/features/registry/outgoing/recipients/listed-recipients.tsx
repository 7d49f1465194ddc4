import { Button } from 'antd';
import { useState } from 'react';
import { fold } from '../../../../../server/platform/text/fold.ts';
import type { OutgoingView } from '../../../../../server/registry/outgoing/view-contract.ts';
import { shortMoment } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { KindIcon } from '../../../../ui/documents/recipient-kind.tsx';
import { SearchField } from '../../../../ui/lists/search-field.tsx';
import { outgoingText } from '../text.ts';
import { keyOfRecipient } from './recipients.ts';
import { recipientsText } from './recipients-text.ts';

/** As many are looked through at a glance; of more, as many are shown at first. */
const FEW = 20;
/** So many rows more are shown at once. */
const PART = 50;

/** Whom it goes to, and who gets paper beside it or instead: the first of many, the others on demand or by their names. */
export function ListedRecipients({ recipients }: { readonly recipients: OutgoingView['recipients'] }) {
  const words = useText(outgoingText).facts;
  const { search, more } = useText(recipientsText);
  const [q, setQ] = useState('');
  const [most, setMost] = useState(FEW);
  const wanted = fold(q);
  const found = recipients.filter(({ name, code }) => fold(`${name} ${code ?? ''}`).includes(wanted));
  return (
    <section className="column gap-8">
      <h2>
        {words.recipients} <span className="third">{recipients.length}</span>
      </h2>
      {recipients.length > FEW && <SearchField label={search} placeholder={search} value={q} onChange={setQ} />}
      <ul className="plain-list">
        {found.slice(0, most).map((recipient) => (
          <RecipientItem key={keyOfRecipient(recipient)} recipient={recipient} />
        ))}
      </ul>
      {found.length > most && (
        <div>
          <Button type="link" size="small" onClick={() => setMost(most + PART)}>
            {more(found.length - most)}
          </Button>
        </div>
      )}
    </section>
  );
}

function RecipientItem({ recipient }: { readonly recipient: OutgoingView['recipients'][number] }) {
  const words = useText(outgoingText).facts;
  const { kind, name, unit, address, paperCopies, paperReason, added } = recipient;
  const notes = [
    kind === 'organisation' || kind === 'person' ? words.outside : '',
    kind === 'unit' ? words.internal : '',
    unit ? words.forUnit(unit) : '',
    address ?? '',
    paperCopies > 0 ? words.paper(paperCopies) : '',
    paperReason ?? '',
    added ? words.added(added.by, shortMoment(added.at)) : '',
  ].filter(Boolean);
  return (
    <li>
      <div className="small medium">
        <KindIcon kind={kind} /> {name}
      </div>
      {notes.length > 0 && <div className="meta third">{notes.join(' · ')}</div>}
    </li>
  );
}
