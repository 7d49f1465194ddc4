import './exchange.css';
import { FormOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { SaidLaterView, UpdateView } from '../../../../server/exchange/arrivals/contract.ts';
import { type IncomingView, incomingContract } from '../../../../server/registry/incoming/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { correctionNotes } from '../../../text/correction-words.ts';
import { shortMoment } from '../../../text/format.ts';
import { useLanguage, useText } from '../../../text/language.ts';
import { ActNotice, Notice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { exchangeText } from './text.ts';

/** *Cập nhật* of what waits to be registered: it is registered as its sender says it now. */
export function Updated({ updates }: { readonly updates: readonly UpdateView[] }) {
  const words = useText(exchangeText).updated;
  const last = updates.at(-1);
  if (!last) return null;
  return (
    <div className="arrival-decided">
      <Notice tone="accent" icon={<FormOutlined />} title={words.title(shortMoment(last.at))}>
        <Corrections updates={updates} />
      </Notice>
    </div>
  );
}

/** The same of what is registered: whoever acted on it says that they know, and a clerk sees what they had typed otherwise; then its history tells it. */
export function UpdatedRegistered({
  document,
  updates,
  unlike,
}: Pick<SaidLaterView, 'updates' | 'unlike'> & { readonly document: IncomingView }) {
  const words = useText(exchangeText).updated;
  const language = useLanguage();
  const [, setFilters] = useFilters();
  const { id: documentId, allowed } = document;
  const note = useAct(
    (_: undefined, idempotencyKey) =>
      api(incomingContract).noteUpdate({ params: { documentId }, body: {}, idempotencyKey }),
    { onDone: () => showToast({ words: words.noted }) },
  );
  const last = updates.at(-1);
  if (!last || document.recalled) return null;
  const isNew = allowed.includes('note-update');
  const mayCorrect = unlike.length > 0 && allowed.includes('correct');
  if (!isNew && unlike.length === 0) {
    return (
      <p className="small in-its-place">
        <FormOutlined /> {words.title(shortMoment(last.at))}
      </p>
    );
  }
  return (
    <div className="arrival-decided">
      <Notice
        tone={isNew ? 'caution' : 'accent'}
        icon={<FormOutlined />}
        title={words.title(shortMoment(last.at))}
        actions={
          (isNew || mayCorrect) && (
            <>
              {isNew && (
                <Button loading={note.busy} onClick={() => note.run(undefined)}>
                  {words.note}
                </Button>
              )}
              {mayCorrect && <Button onClick={() => setFilters({ lam: 'sua' })}>{words.correct}</Button>}
            </>
          )
        }
      >
        <div className="column gap-8">
          <Corrections updates={updates} />
          {unlike.length > 0 && <div>{words.unlike(correctionNotes({ changed: unlike }, language).join('; '))}</div>}
        </div>
      </Notice>
      <ActNotice act={note} />
    </div>
  );
}

/** Each correction, field by field, with who decided it there and why; the last one first. */
function Corrections({ updates }: { readonly updates: readonly UpdateView[] }) {
  const words = useText(exchangeText).updated;
  const language = useLanguage();
  return (
    <div className="column gap-8">
      {updates.toReversed().map(({ at, by, reason, changed }, index) => (
        <div key={at}>
          {index > 0 && <div className="second">{shortMoment(at)}</div>}
          {correctionNotes({ changed }, language).map((said) => (
            <div key={said}>{said}</div>
          ))}
          <div className="second">{`“${reason}” ${words.by(by)}`}</div>
        </div>
      ))}
    </div>
  );
}
