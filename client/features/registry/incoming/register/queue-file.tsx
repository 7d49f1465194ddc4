import { DeleteOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../../../../text/language.ts';
import { registerText } from '../text.ts';
import { useReadings } from './page-readings.ts';
import { requiredReadings } from './register-fields.ts';
import type { RegisterQueue } from './register-queue.ts';
import type { KeptFile } from './upload-files.ts';

/** A document that waits for its turn: what was read of it meanwhile, what it still lacks, and a way to go before the others. */
export function QueueFile({
  file: { uploadId, name },
  isNear,
  queue,
}: {
  readonly file: KeptFile;
  /** Whether its turn is near enough to read it. */
  readonly isNear: boolean;
  readonly queue: RegisterQueue;
}) {
  const text = useText(registerText);
  return (
    <div className="register-file">
      <FilePdfOutlined className="third" />
      <div className="grow queue-file">
        <div className="one-line">{name}</div>
        {isNear && <ReadSoFar uploadId={uploadId} />}
      </div>
      <Button size="small" type="text" onClick={() => queue.prefer(uploadId)} aria-label={text.queue.preferThis(name)}>
        {text.queue.prefer}
      </Button>
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        aria-label={text.remove(name)}
        title={text.remove(name)}
        onClick={() => queue.remove(uploadId)}
      />
    </div>
  );
}

/** Number, symbol and issuer as far as they were read, and what is missing; or how far the reading is. */
function ReadSoFar({ uploadId }: { readonly uploadId: string }) {
  const text = useText(registerText);
  const { scan, fields, reading, problem } = useReadings(uploadId);
  if (problem) return <div className="meta bad">{text.queue.unreadable}</div>;
  if (reading) return <div className="meta third">{text.reading}…</div>;
  if (scan && scan.done === 0) return <div className="meta third">{text.scan.reading(1, scan.pages)}</div>;
  const readAs = (name: (typeof requiredReadings)[number]) => fields.find((field) => field.name === name)?.value;
  const said = [[readAs('codeNumber'), readAs('codeNotation')].filter(Boolean).join('/'), readAs('issuerName')];
  const missing = requiredReadings.filter((name) => readAs(name) === undefined);
  return (
    <>
      <div className="meta second one-line">{said.filter(Boolean).join(' · ')}</div>
      {missing.length > 0 && (
        <div className="meta third one-line">
          {text.queue.lacks(missing.map((name) => labelOf(name, text)).join(', '))}
        </div>
      )}
    </>
  );
}

function labelOf(name: (typeof requiredReadings)[number], { fields }: (typeof registerText)['vi']): string {
  return name === 'issuerName' ? fields.issuer : fields[name];
}
