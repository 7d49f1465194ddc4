import { WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { useText } from '../../../text/language.ts';
import { StateIcon, StateTag } from '../../../ui/feedback/tags.tsx';
import { HiddenContent } from './hidden-content.tsx';
import type { Look } from './look-inside.ts';
import { signText } from './text.ts';

/** Notes about what was changed in the whole file. */
const aboutTheFile = ['acting-content-removed', 'fields-drawn', 'unseen-fields-removed', 'xfa-removed'];

/** The place a note is about, so that *Xem* can show it; one about the whole file has none. */
function placeOfNote(note: string): string | undefined {
  if (aboutTheFile.includes(note)) return undefined;
  if (note.startsWith('number-')) return 'number';
  if (note.startsWith('date-')) return 'day';
  return 'leader';
}

/** What preparing the file left to look at. */
export const notesToLook = ({ placeNotes }: Pick<OutgoingView, 'placeNotes'>): string[] =>
  placeNotes.filter((note) => note !== 'initial-place-default');

/** What to look at before signing, each with *Xem*; then what was checked and is in order. */
export function BeforeSigning({
  document,
  look,
  show,
}: {
  readonly document: OutgoingView;
  readonly look: Look;
  readonly show: (place: string) => void;
}) {
  const text = useText(signText);
  const words = text.sign;
  const notes = notesToLook(document);
  const toLook = notes.length + (look.state === 'looked' ? look.findings.length : look.state === 'failed' ? 1 : 0);
  const has = (name: string): boolean => document.places.some((place) => place.name === name);
  return (
    <section className="card" aria-label={words.before}>
      <div className="card-head">
        <h2 className="grow">{words.before}</h2>
        {toLook > 0 ? (
          <StateTag tone="caution" icon={<WarningFilled />}>
            {words.toLook(toLook)}
          </StateTag>
        ) : look.state === 'looking' ? null : (
          <StateTag tone="good" icon={<StateIcon tone="good" />}>
            {words.clear}
          </StateTag>
        )}
      </div>
      <ul className="checks card-body">
        <HiddenContent look={look} show={show} />
        {notes.map((note) => {
          const place = placeOfNote(note);
          return (
            <li key={note}>
              <WarningFilled className="caution" />
              <span>{text.notes[note] ?? note}</span>
              {place !== undefined && has(place) && (
                <Button size="small" onClick={() => show(place)}>
                  {words.see}
                </Button>
              )}
            </li>
          );
        })}
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
