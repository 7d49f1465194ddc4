import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { mailsContract } from '../../../../../server/intake/mails/contract.ts';
import { intakePages } from '../../../../../server/intake/pages.ts';
import { pageAddress } from '../../../../../server/platform/page-address.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import { ActNotice, Notice } from '../../../../ui/feedback/notices.tsx';
import { registerText } from '../text.ts';
import type { KeptFile, RegisterFiles } from './upload-files.ts';

const mails = api(mailsContract);
const mailTypes: ReadonlySet<string> = new Set(['message/rfc822', 'application/vnd.ms-outlook']);

/** Mails among files that were dropped, as long as no document stands there that they lie beside: each is opened as a mail. */
export function DroppedMails({ files }: { readonly files: RegisterFiles }) {
  if (files.main) return null;
  return files.attachments
    .filter(({ mediaType }) => mailTypes.has(mediaType))
    .map((file) => <DroppedMail key={file.uploadId} file={file} files={files} />);
}

function DroppedMail({ file, files }: { readonly file: KeptFile; readonly files: RegisterFiles }) {
  const text = useText(registerText);
  const navigate = useNavigate();
  const act = useAct((uploadId: string) => mails.openMail({ body: { uploadId } }), {
    onDone: ({ id }) => {
      files.remove(file.uploadId);
      void navigate({ to: pageAddress(intakePages.mail, { id }) });
    },
  });
  return (
    <>
      <Notice
        tone="accent"
        title={text.mail.dropped(file.name)}
        actions={
          <Button size="small" type="primary" loading={act.busy} onClick={() => act.run(file.uploadId)}>
            {text.mail.open}
          </Button>
        }
      >
        {text.mail.droppedNote}
      </Notice>
      <ActNotice act={act} />
    </>
  );
}
