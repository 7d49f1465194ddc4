import { WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { OutgoingView } from '../../../server/registry/contract.ts';
import { useText } from '../../text/language.ts';
import { StateIcon, StateTag } from '../../ui/tags.tsx';
import { signingText } from './text.ts';

/** The place a note is about, so that *Xem* can show it. */
function placeOfNote(note: string): string {
  if (note.startsWith('number-')) return 'number';
  if (note.startsWith('date-')) return 'day';
  return 'leader';
}

/** What to look at before signing, each with *Xem*; then what was checked and is in order. */
export function BeforeSigning({
  document,
  show,
}: {
  readonly document: OutgoingView;
  readonly show: (place: string) => void;
}) {
  const text = useText(signingText);
  const words = text.sign;
  const notes = document.placeNotes.filter((note) => note !== 'initial-place-default');
  const has = (name: string): boolean => document.places.some((place) => place.name === name);
  return (
    <section className="card">
      <div className="card-head">
        <h2 className="grow">{words.before}</h2>
        {notes.length > 0 ? (
          <StateTag tone="caution" icon={<WarningFilled />}>
            {words.toLook(notes.length)}
          </StateTag>
        ) : (
          <StateTag tone="good" icon={<StateIcon tone="good" />}>
            {words.clear}
          </StateTag>
        )}
      </div>
      <ul className="checks card-body">
        {notes.map((note) => (
          <li key={note}>
            <WarningFilled className="caution" />
            <span>{text.notes[note] ?? note}</span>
            {has(placeOfNote(note)) && (
              <Button size="small" onClick={() => show(placeOfNote(note))}>
                {words.see}
              </Button>
            )}
          </li>
        ))}
        <li>
          <StateIcon tone="good" />
          <span>{words.sameFile}</span>
        </li>
        <li>
          <StateIcon tone="good" />
          <span>{words.yours(capacityOf(document))}</span>
        </li>
        {has('leader') && has('seal') && has('number') && has('day') && (
          <li>
            <StateIcon tone="good" />
            <span>{words.placed}</span>
            <Button size="small" onClick={() => show('leader')}>
              {words.see}
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}

/** *KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC*, as it stands on the document; the title when nothing else is to stand there. */
export function capacityOf({ signer }: Pick<OutgoingView, 'signer'>): string {
  return signer.capacity.length > 0 ? signer.capacity.join(' – ') : signer.title;
}
