import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Act } from '../../api/act.ts';
import { useText } from '../../text/language.ts';
import { Dialog } from '../dialogs/dialog.tsx';
import { ActNotice } from '../feedback/notices.tsx';
import { uiText } from '../text.ts';
import type { KeptForm } from './kept-form.ts';
import { KeptNotice } from './kept-notice.tsx';

/** A small form over the page: fields, what the act has to say, one solid button named after the act. */
export function DialogForm<Input>(props: {
  readonly title: string;
  readonly submit: string;
  readonly act: Act<Input>;
  /** What was typed before, where the form has fields. */
  readonly kept?: KeptForm;
  readonly danger?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const text = useText(uiText);
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        {props.kept && <KeptNotice kept={props.kept} />}
        {props.children}
        <ActNotice act={props.act} />
        <div className="flex gap-8">
          <Button type="primary" htmlType="submit" danger={props.danger ?? false} loading={props.act.busy}>
            {props.submit}
          </Button>
          <Button onClick={props.onClose}>{text.close}</Button>
        </div>
      </form>
    </Dialog>
  );
}
