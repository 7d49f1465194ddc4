import './forms.css';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Act } from '../../api/act.ts';
import { useText } from '../../text/language.ts';
import { ActNotice } from '../feedback/notices.tsx';
import { useFirstField } from './first-field.ts';
import type { KeptForm } from './kept-form.ts';
import { KeptNotice } from './kept-notice.tsx';

const cancelText = { vi: 'Thôi', en: 'Cancel' };

/** The form of an act on a card where its button stood: what it does, its fields, the act and the way back. */
export function CardForm<Input>(props: {
  readonly act: Act<Input>;
  readonly kept: KeptForm;
  readonly submit: string;
  /** What the act does, before its fields. */
  readonly note?: string;
  /** The one thing to be done here. */
  readonly solid?: boolean;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** A rarer act beside it. */
  readonly beside?: ReactNode;
  readonly onSubmit: () => void;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const cancel = useText(cancelText);
  const { act, solid = false, danger = false, disabled = false } = props;
  return (
    <form
      ref={useFirstField<HTMLFormElement>()}
      className="card number-form card-form"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <KeptNotice kept={props.kept} />
      {props.note !== undefined && <p className="small second">{props.note}</p>}
      {props.children}
      <ActNotice act={act} />
      <div className="flex gap-8 wrap">
        <Button
          type={solid ? 'primary' : 'default'}
          danger={danger}
          htmlType="submit"
          loading={act.busy}
          disabled={disabled}
        >
          {props.submit}
        </Button>
        <Button onClick={props.close}>{cancel}</Button>
        {props.beside}
      </div>
    </form>
  );
}

/** A button that opens into the form of its act. */
export function OpenedForm({
  words,
  icon,
  quiet = false,
  children,
}: {
  readonly words: string;
  readonly icon?: ReactNode;
  /** One of those that are rarely wanted. */
  readonly quiet?: boolean;
  readonly children: (close: () => void) => ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return children(() => setOpen(false));
  return (
    <Button
      size="small"
      type={quiet ? 'text' : 'default'}
      icon={icon}
      aria-expanded={false}
      onClick={() => setOpen(true)}
    >
      {words}
    </Button>
  );
}
