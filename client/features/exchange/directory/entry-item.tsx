import { Button } from 'antd';
import type { EntryView } from '../../../../server/exchange/directory/contract.ts';
import { useText } from '../../../text/language.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { StateTag } from '../../../ui/feedback/tags.tsx';
import type { WaitingEntry } from './confirm-entries.tsx';
import { directoryText } from './text.ts';
import { wayIn } from './way-in.ts';

const tones = { here: 'accent', elsewhere: 'good', none: undefined } as const;

/** One agency of the directory: codes, where its system is, its keys with their ends, and what waits of it. */
export function EntryItem({
  entry,
  confirm,
}: {
  readonly entry: EntryView;
  readonly confirm: (entry: WaitingEntry) => void;
}) {
  const text = useText(directoryText);
  const { code, name, aliases, formerNames, hosting, waiting, keys, successor } = entry;
  const tone = tones[hosting];
  const codes = [code, ...aliases.map((alias) => text.alsoCode(alias.code, alias.until))];
  return (
    <li className="directory-entry" data-row>
      <div className="directory-head">
        <div className="grow">
          <h2>{name}</h2>
          <p className="meta third">{codes.join(' · ')}</p>
          <p className="meta second">{wayIn(text, entry)}</p>
          {successor && <p className="meta second">{text.successor(successor.code, successor.from)}</p>}
          {formerNames.map((former) => (
            <p key={former.name} className="meta third">
              {text.former(former.name, former.until)}
            </p>
          ))}
        </div>
        <StateTag {...(tone ? { tone } : {})}>{text.hosting[hosting]}</StateTag>
      </div>
      {keys.length > 0 && (
        <details className="directory-keys">
          <summary className="small">{text.keys(keys.length)}</summary>
          {keys.map((key) => (
            <KeyFacts key={`${key.purpose} ${key.sha256}`} entryKey={key} />
          ))}
        </details>
      )}
      {waiting && (
        <Notice
          tone="caution"
          title={text.waits(waiting.parts)}
          {...(waiting.mayConfirm
            ? { actions: <Button onClick={() => confirm({ ...entry, waiting })}>{text.confirm}</Button> }
            : {})}
        >
          {waiting.mayConfirm ? text.waitsBy(waiting) : `${text.waitsBy(waiting)} ${text.byYourself}`}
        </Notice>
      )}
    </li>
  );
}

function KeyFacts({ entryKey: key }: { readonly entryKey: EntryView['keys'][number] }) {
  const text = useText(directoryText);
  const { purpose, subject, sha256, from, until, revokedAt, state } = key;
  return (
    <div className="directory-key small">
      <div className="strong">
        {text.purpose[purpose]} <span className={state === 'in-force' ? 'third' : 'bad'}>· {text.states[state]}</span>
      </div>
      {subject && <div>{subject}</div>}
      <div className="second">
        {text.period(from, until)}
        {revokedAt && `, ${text.revokedAt(revokedAt)}`}
      </div>
      <div className="third directory-digits">SHA-256 {sha256}</div>
    </div>
  );
}
