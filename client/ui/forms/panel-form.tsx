import './panel-form.css';
import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Act } from '../../api/act.ts';
import { useText } from '../../text/language.ts';
import { ActNotice } from '../feedback/notices.tsx';
import { KeyHint } from '../keys/key-hint.tsx';
import { useKey } from '../keys/keyboard.ts';
import { uiText } from '../text.ts';
import { useFirstField } from './first-field.ts';
import type { KeptForm } from './kept-form.ts';
import { KeptNotice } from './kept-notice.tsx';

/** The form of one act in the panel: its name, its fields, the one solid button at the foot. */
export function PanelForm<Input>(props: {
  readonly title: string;
  readonly submit: string;
  readonly act: Act<Input>;
  readonly kept: KeptForm;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}) {
  const text = useText(uiText);
  useKey('ctrl+enter', props.onSubmit);
  return (
    <form
      ref={useFirstField<HTMLFormElement>()}
      className="panel-form"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        props.onCancel();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <div className="panel-form-head">
        <h2>{props.title}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={text.cancel}
          title={text.cancel}
          onClick={props.onCancel}
        />
      </div>
      <div className="panel-form-body form">
        <KeptNotice kept={props.kept} />
        {props.children}
      </div>
      <div className="panel-form-foot">
        <ActNotice act={props.act} />
        <div className="flex gap-8">
          <Button onClick={props.onCancel}>{text.cancel}</Button>
          <Button type="primary" className="grow" htmlType="submit" loading={props.act.busy}>
            {props.submit} <KeyHint keys={['Ctrl ↵']} />
          </Button>
        </div>
      </div>
    </form>
  );
}
