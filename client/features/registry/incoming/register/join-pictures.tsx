import { Button } from 'antd';
import { intakeContract } from '../../../../../server/intake/contract.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { ActNotice } from '../../../../ui/feedback/notices.tsx';
import { registerText } from '../text.ts';
import type { KeptFile, RegisterFiles } from './upload-files.ts';

const intake = api(intakeContract);
const pictures: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/tiff']);

/** Makes the document itself of photographs or sheets scanned one by one, in the order they came; nothing where there are none. */
export function JoinPictures({ files }: { readonly files: RegisterFiles }) {
  const text = useText(registerText);
  const sheets = files.attachments.filter(({ mediaType }) => pictures.has(mediaType));
  const act = useAct(
    (parts: readonly KeptFile[]) => {
      const name = parts[0]?.name.replace(/\.[^.]+$/, '') ?? '';
      return intake.joinUploads({ body: { name, parts: parts.map(({ uploadId }) => ({ uploadId })) } });
    },
    {
      onDone: (joined, parts) => {
        files.take([{ ...joined, sentAt: new Date().toISOString() }]);
        for (const { uploadId } of parts) files.remove(uploadId);
      },
    },
  );
  if (sheets.length === 0) return null;
  return (
    <>
      <Button loading={act.busy} onClick={() => act.run(sheets)}>
        {text.joinPictures(sheets.length)}
      </Button>
      <ActNotice act={act} />
    </>
  );
}
