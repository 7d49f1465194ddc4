import { Button } from 'antd';
import { useState } from 'react';
import { trayContract } from '../../../../../../server/intake/tray/contract.ts';
import { uploadsContract } from '../../../../../../server/platform/uploads/contract.ts';
import { useAct } from '../../../../../api/act.ts';
import { addressOf, api } from '../../../../../api/client.ts';
import { sendFile } from '../../../../../api/send-file.ts';
import { useText } from '../../../../../text/language.ts';
import { Dialog } from '../../../../../ui/dialogs/dialog.tsx';
import { ActNotice, Notice } from '../../../../../ui/feedback/notices.tsx';
import type { KeptFile, RegisterFiles } from '../upload-files.ts';
import { CornerFrame } from './corner-frame.tsx';
import { flatFile } from './flat-file.ts';
import { type Corners, cornersAtFirst, isSheet } from './flatten.ts';
import { photosText } from './text.ts';

const tray = api(trayContract);

/** The way to where a photographed sheet is made flat; the picture that is made takes the place of the photograph. */
export function Straighten({ file, files }: { readonly file: KeptFile; readonly files: RegisterFiles }) {
  const text = useText(photosText);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" type="link" aria-label={text.openThis(file.name)} onClick={() => setOpen(true)}>
        {text.open}
      </Button>
      {isOpen && <Straightening file={file} files={files} onClose={() => setOpen(false)} />}
    </>
  );
}

function Straightening({
  file,
  files,
  onClose,
}: {
  readonly file: KeptFile;
  readonly files: RegisterFiles;
  readonly onClose: () => void;
}) {
  const text = useText(photosText);
  const source = addressOf(uploadsContract.readUpload, { params: { uploadId: file.uploadId } });
  const [corners, setCorners] = useState<Corners>(cornersAtFirst);
  const act = useAct(
    async (placed: Corners) => {
      const photo = await (await fetch(source)).blob();
      const sent = await sendFile(await flatFile(photo, placed, file.name));
      // What is registered is the picture made of it.
      if (file.itemId !== undefined) await tray.putAway({ params: { itemId: file.itemId } });
      return sent;
    },
    {
      onDone: (sent) => {
        files.replace(file.uploadId, { ...sent, sentAt: new Date().toISOString() });
        onClose();
      },
    },
  );
  const isPlaced = isSheet(corners);
  return (
    <Dialog title={text.title} wide onClose={onClose}>
      <div className="column gap-8">
        <p className="small second">{text.note}</p>
        <CornerFrame source={source} corners={corners} onChange={setCorners} />
        {!isPlaced && <Notice tone="caution">{text.crossed}</Notice>}
        <ActNotice act={act} />
        <div className="flex gap-8 dialog-acts">
          <Button type="primary" loading={act.busy} disabled={!isPlaced} onClick={() => act.run(corners)}>
            {text.use}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}
