import { useQuery } from '@tanstack/react-query';
import { directoryContract, type PreviewView } from '../../../../server/exchange/directory/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { Dialog } from '../../../ui/dialogs/dialog.tsx';
import { Notice, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { DialogForm } from '../../../ui/forms/dialog-form.tsx';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { directoryText } from './text.ts';

const client = api(directoryContract);

/** Shows what a signed list would change before it counts, and takes it in. */
export function ImportDirectory({ file, close }: { readonly file: File; readonly close: () => void }) {
  const text = useText(directoryText);
  const preview = useQuery({
    queryKey: ['directory', 'checkDirectory', file.name, file.size, file.lastModified],
    queryFn: ({ signal }) => client.checkDirectory({ file, signal }),
    retry: false,
    gcTime: 0,
  });
  if (preview.data) return <Preview preview={preview.data} file={file} close={close} />;
  return (
    <Dialog title={text.import} onClose={close}>
      {preview.error ? (
        <ProblemNotice problem={preview.error} retry={() => void preview.refetch()} />
      ) : (
        <RowSkeletons label={text.checking} />
      )}
    </Dialog>
  );
}

function Preview({
  preview,
  file,
  close,
}: {
  readonly preview: PreviewView;
  readonly file: File;
  readonly close: () => void;
}) {
  const text = useText(directoryText);
  const act = useAct((_: undefined, idempotencyKey) => client.importDirectory({ file, idempotencyKey }), {
    onDone: ({ serial }) => {
      showToast({ words: text.taken(serial) });
      close();
    },
  });
  const { name, serial, validUntil, isHeld, waiting, changes, added, changed, gone } = preview;
  const unseen = added + changed + gone - changes.length;
  return (
    <DialogForm
      title={text.preview(name, serial)}
      submit={text.take}
      act={act}
      onClose={close}
      onSubmit={() => act.run(undefined)}
    >
      <p>
        {text.previewUntil(validUntil)} {isHeld ? text.isHeld : text.counts(preview)}
      </p>
      {waiting > 0 && <Notice tone="caution">{text.countWaits(waiting)}</Notice>}
      {changes.length > 0 && (
        <ul className="directory-changes">
          {changes.map((change) => (
            <li key={change.code} className="directory-change small">
              <span className={change.kind === 'gone' ? 'bad' : 'second'}>{text.kinds[change.kind]}</span>{' '}
              <span className="strong">{change.name}</span> <span className="third">{change.code}</span>
              {change.parts.length > 0 && <div className="second">{text.changed(change.parts)}</div>}
              {change.waits && <div className="caution">{text.changeWaits}</div>}
            </li>
          ))}
          {unseen > 0 && <li className="directory-change third">{text.more(unseen)}</li>}
        </ul>
      )}
    </DialogForm>
  );
}
