import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';

const accepted = '.pdf,.docx,.doc,.xlsx,.png,.jpg,.jpeg,.tif,.tiff,.eml,.msg,application/pdf';

/** Takes files dropped anywhere on the page while it is there, and says so while they hover. */
export function DropAnywhere({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  const text = useText(uiText);
  const take = useRef(onFiles);
  take.current = onFiles;
  useEffect(() => {
    let depth = 0;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (): void => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) take.current(files);
    };
    const events = { dragenter: enter, dragleave: leave, dragover: hover, drop } as const;
    for (const [name, listener] of Object.entries(events)) document.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(events))
        document.removeEventListener(name, listener as EventListener);
    };
  }, []);
  if (!over) return null;
  return (
    <div className="drop-over" role="status">
      <UploadOutlined />
      {text.dropHere}
    </div>
  );
}

/** A button that opens the file chooser. */
export function ChooseFileButton(props: {
  readonly onFiles: (files: readonly File[]) => void;
  readonly words?: string;
  readonly type?: 'primary' | 'default';
  readonly multiple?: boolean;
  readonly accept?: string;
  readonly icon?: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  const text = useText(uiText);
  const words = props.words ?? text.chooseFile;
  return (
    <>
      <Button
        type={props.type ?? 'default'}
        icon={props.icon ?? <UploadOutlined />}
        onClick={() => input.current?.click()}
      >
        {words}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words}
        accept={props.accept ?? accepted}
        multiple={props.multiple ?? false}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) props.onFiles(files);
        }}
      />
    </>
  );
}

/** A place to drop or choose files, with words; the rest of the page takes drops as well. */
export function DropZone(props: {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly onFiles: (files: readonly File[]) => void;
  readonly multiple?: boolean;
  readonly accept?: string;
  /** The button is outlined: another one on the screen is the solid one. */
  readonly quiet?: boolean;
}) {
  const accept = props.accept === undefined ? {} : { accept: props.accept };
  return (
    <div className="drop-zone">
      <DropAnywhere onFiles={props.onFiles} />
      <span className="tile accent" style={{ width: 44, height: 44, fontSize: 22 }}>
        <UploadOutlined />
      </span>
      <div className="grow">
        <div className="strong">{props.title}</div>
        {props.hint !== undefined && <div className="small second">{props.hint}</div>}
      </div>
      <ChooseFileButton
        type={props.quiet ? 'default' : 'primary'}
        onFiles={props.onFiles}
        multiple={props.multiple ?? false}
        {...accept}
      />
    </div>
  );
}
