import { directoryContract, type EntryView, type WayPart } from '../../../../server/exchange/directory/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { directoryText } from './text.ts';
import { wayIn } from './way-in.ts';

const client = api(directoryContract);

/** An agency of which something waits. */
export type WaitingEntry = EntryView & { readonly waiting: NonNullable<EntryView['waiting']> };

/** Agrees, as the second person, to what one list changed of some agencies: what counts now beside what is to count. */
export function ConfirmEntries({
  entries,
  close,
}: {
  readonly entries: readonly WaitingEntry[];
  readonly close: () => void;
}) {
  const text = useText(directoryText);
  const serial = entries[0]?.waiting.serial ?? 0;
  const act = useAct(
    (_: undefined, idempotencyKey) =>
      client.confirmEntries({ body: { serial, codes: entries.map(({ code }) => code) }, idempotencyKey }),
    {
      onDone: () => {
        showToast({ words: text.confirmed });
        close();
      },
    },
  );
  return (
    <DialogForm
      title={text.confirmTitle}
      submit={entries.length > 1 ? text.confirmAll(entries.length) : text.confirm}
      act={act}
      onClose={close}
      onSubmit={() => act.run(undefined)}
    >
      <p>{text.confirmNote}</p>
      <div className="directory-changes">
        {entries.map((entry) => (
          <Changed key={entry.code} entry={entry} />
        ))}
      </div>
    </DialogForm>
  );
}

function Changed({ entry }: { readonly entry: WaitingEntry }) {
  const text = useText(directoryText);
  const { name, code, waiting } = entry;
  return (
    <section className="directory-change">
      <h3 className="strong">
        {name} <span className="third">{code}</span>
      </h3>
      {waiting.parts.map((part) => (
        <dl key={part} className="small">
          <dt className="second">{text.partNames[part]}</dt>
          <dd>
            <span className="third">{text.now}:</span> {partIn(text, entry, part)}
          </dd>
          <dd>
            <span className="third">{text.inNewList}:</span> {partIn(text, waiting, part)}
          </dd>
        </dl>
      ))}
    </section>
  );
}

type ShownWay = Pick<EntryView, 'deployment' | 'address' | 'successor' | 'keys'>;

function partIn(text: (typeof directoryText)['vi'], way: ShownWay, part: WayPart): string {
  if (part === 'deployment') return way.deployment ?? text.none;
  if (part === 'address') return wayIn(text, way);
  if (part === 'successor')
    return way.successor ? text.successor(way.successor.code, way.successor.from) : text.noSuccessor;
  const isOfDeployment = part === 'deploymentKeys';
  const keys = way.keys.filter(({ purpose }) => (purpose === 'deployment') === isOfDeployment);
  const words = keys.map(
    ({ subject, sha256, from, until }) => `${subject ?? ''} ${text.period(from, until)}, SHA-256 ${sha256}`,
  );
  return words.join('; ') || text.none;
}
