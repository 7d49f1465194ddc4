import { DeleteOutlined, FileImageOutlined, FileOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import type { TrayItemView } from '../../../../../server/intake/tray/contract.ts';
import { ProblemError } from '../../../../api/problem.ts';
import { useProblemWords } from '../../../../api/problem-text.ts';
import { momentText, sizeText } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { StateTag } from '../../../../ui/feedback/tags.tsx';
import { ReadSoFar } from '../register/read-so-far.tsx';
import { trayText } from './text.ts';
import { useTrayReadings } from './use-tray.ts';

/** A file of the tray: what it is, who sent it and when, what was read of it or why nothing can be made of it. */
export function TrayRow(props: {
  readonly item: TrayItemView;
  /** Whether its turn is near enough to read it. */
  readonly isNear: boolean;
  readonly isChosen: boolean;
  readonly isBusy: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onRegister: () => void;
  readonly onPutAway: () => void;
}) {
  const text = useText(trayText);
  const { itemId, size, cameAt, by, trouble, takenBy, mediaType } = props.item;
  const name = props.item.name || text.erased;
  return (
    <li className="tray-row">
      <Checkbox
        disabled={trouble !== null}
        checked={props.isChosen}
        onChange={({ target }) => props.onChoose(target.checked)}
        aria-label={text.choose(name)}
      />
      <FileIcon mediaType={mediaType} />
      <div className="grow queue-file">
        <div className="one-line">{name}</div>
        <div className="meta third one-line">
          {[text.by(by), momentText(cameAt), ...(size > 0 ? [sizeText(size)] : [])].join(' · ')}
        </div>
        {trouble !== null && <Trouble trouble={trouble} isInFolder={by === null && trouble !== 'state-secret'} />}
        {trouble === null && props.isNear && mediaType === 'application/pdf' && <ReadOfItem itemId={itemId} />}
        {takenBy && <StateTag tone="accent">{takenBy.isMe ? text.takenByMe : text.takenBy(takenBy.name)}</StateTag>}
      </div>
      {trouble === null && (
        <Button size="small" disabled={props.isBusy} onClick={props.onRegister} aria-label={text.registerThis(name)}>
          {text.register}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        aria-label={text.putAway(name)}
        title={text.putAway(name)}
        onClick={props.onPutAway}
      />
    </li>
  );
}

function FileIcon({ mediaType }: { readonly mediaType: string }) {
  if (mediaType === 'application/pdf') return <FilePdfOutlined className="third" />;
  return mediaType.startsWith('image/') ? <FileImageOutlined className="third" /> : <FileOutlined className="third" />;
}

function Trouble({ trouble, isInFolder }: { readonly trouble: string; readonly isInFolder: boolean }) {
  const text = useText(trayText);
  const { title, detail } = useProblemWords(new ProblemError({ slug: trouble, status: 422 }));
  return (
    <div className="meta bad">
      {title}. {detail} {isInFolder && text.stays}
    </div>
  );
}

function ReadOfItem({ itemId }: { readonly itemId: string }) {
  return <ReadSoFar readings={useTrayReadings(itemId)} />;
}
