import { DeleteOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../../../../text/language.ts';
import { registerText } from '../text.ts';
import { useReadings } from './page-readings.ts';
import { ReadSoFar } from './read-so-far.tsx';
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
        {isNear && <ReadAhead uploadId={uploadId} />}
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

function ReadAhead({ uploadId }: { readonly uploadId: string }) {
  return <ReadSoFar readings={useReadings(uploadId)} />;
}
