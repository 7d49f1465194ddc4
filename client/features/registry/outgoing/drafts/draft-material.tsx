import { CloseOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { sizeText } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { ChooseFileButton, DropZone } from '../../../../ui/files/drop-zone.tsx';
import { FormField } from '../../../../ui/forms/form-field.tsx';
import { TextArea } from '../../../../ui/forms/text-area.tsx';
import type { DraftValues } from './draft-values.ts';
import { isCut, type Upload, type Uploads } from './uploads.ts';
import { writeText } from './write-text.ts';

const pdfs = '.pdf,application/pdf';

/** The PDF of the document: dropped or chosen, sent while the fields are filled in. */
export function MainFile({
  main,
  scan,
  choose,
  error,
}: {
  readonly main: Upload | undefined;
  readonly scan: boolean;
  readonly choose: (file: File) => void;
  readonly error: string | undefined;
}) {
  const words = useText(writeText);
  const take = ([file]: readonly File[]): void => {
    if (file) choose(file);
  };
  return (
    <section className="column gap-8" aria-label={scan ? words.scan : words.pdf}>
      {main ? (
        <div className="flex gap-12 file-line">
          <div className="grow">
            <div className="medium one-line">{main.name}</div>
            <UploadState upload={main} />
          </div>
          <ChooseFileButton words={words.otherFile} accept={pdfs} onFiles={take} />
        </div>
      ) : (
        <DropZone
          title={words.dropPdf}
          hint={scan ? words.dropScanHint : words.dropHint}
          accept={pdfs}
          onFiles={take}
          quiet
        />
      )}
      {main?.problem && <ProblemNotice problem={main.problem} />}
      {error !== undefined && (
        <div className="field-error" role="alert">
          {error}
        </div>
      )}
    </section>
  );
}

function UploadState({ upload }: { readonly upload: Upload }) {
  const words = useText(writeText);
  if (upload.id !== undefined) return <div className="meta third">{sizeText(upload.size)}</div>;
  if (upload.problem) return null;
  if (isCut(upload)) return <div className="small caution">{words.cut(sizeText(upload.size))}</div>;
  const percent = Math.round(upload.sent * 100);
  return (
    <div role="status">
      <div className={`meta ${upload.paused ? 'caution' : 'third'}`}>
        {upload.paused ? words.paused(percent) : words.sending(percent)}
      </div>
      <div className="bar">
        <span style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

/** Files beside the document; any kind, each named. */
export function Attachments({ uploads }: { readonly uploads: Uploads }) {
  const words = useText(writeText);
  return (
    <section className="column gap-8" aria-label={words.attachments}>
      <div className="flex">
        <span className="field-label grow">{words.attachments}</span>
        <ChooseFileButton words={words.addAttachment} icon={<PaperClipOutlined />} multiple onFiles={uploads.add} />
      </div>
      {uploads.uploads.length > 0 && (
        <ul className="plain-list">
          {uploads.uploads.map((one) => (
            <li key={one.key}>
              <div className="flex gap-8">
                <div className="grow">
                  <div className="small one-line">{one.name}</div>
                  <UploadState upload={one} />
                </div>
                <Button
                  type="text"
                  size="small"
                  icon={<CloseOutlined />}
                  aria-label={words.remove(one.name)}
                  title={words.remove(one.name)}
                  onClick={() => uploads.remove(one.key)}
                />
              </div>
              {one.problem && <ProblemNotice problem={one.problem} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The text of a document written here: whom it addresses, what it says, further copies. */
export function LetterFields({
  letter,
  change,
  error,
}: {
  readonly letter: NonNullable<DraftValues['letter']>;
  readonly change: (letter: NonNullable<DraftValues['letter']>) => void;
  readonly error: string | undefined;
}) {
  const words = useText(writeText);
  return (
    <>
      <FormField label={words.body} error={error} hint={words.bodyHint} required>
        {(control) => (
          <TextArea
            {...control}
            className="letter-body"
            lines={[8, 28]}
            maxLength={60_000}
            value={letter.body}
            onChange={(event) => change({ ...letter, body: event.target.value })}
          />
        )}
      </FormField>
      <div className="form-columns">
        <Lines
          label={words.addressees}
          hint={words.addresseesHint}
          lines={letter.addressees}
          change={(addressees) => change({ ...letter, addressees })}
        />
        <Lines
          label={words.copiesTo}
          hint={words.copiesToHint}
          lines={letter.copies}
          change={(copies) => change({ ...letter, copies })}
        />
      </div>
    </>
  );
}

/** One text per line; empty lines are only dropped when the field is left, so that typing a new one works. */
function Lines({
  label,
  hint,
  lines,
  change,
}: {
  readonly label: string;
  readonly hint: string;
  readonly lines: readonly string[];
  readonly change: (lines: string[]) => void;
}) {
  return (
    <FormField label={label} hint={hint}>
      {(control) => (
        <TextArea
          {...control}
          lines={[2, 8]}
          value={lines.join('\n')}
          onChange={(event) => change(event.target.value === '' ? [] : event.target.value.split('\n'))}
          onBlur={() => change(lines.filter((line) => line.trim() !== ''))}
        />
      )}
    </FormField>
  );
}
