import { CheckOutlined, CloseCircleFilled, EyeOutlined } from '@ant-design/icons';
import { type ReactNode, useId } from 'react';
import { useText } from '../../../../text/language.ts';
import type { ControlProps } from '../../../../ui/forms/form-field.tsx';
import { registerText } from '../text.ts';
import type { ReadField } from './register-fields.ts';

/** A field with what was read for it: the number it bears on the page, and how sure the reading is. */
export function ReadFieldRow(props: {
  readonly label: string;
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly required?: boolean;
  /** The reading, and its number on the page. */
  readonly read?: { readonly field: ReadField; readonly number: number | undefined } | undefined;
  readonly note?: ReactNode;
  readonly active: boolean;
  readonly onPoint: (pointed: boolean) => void;
  readonly children: (control: ControlProps) => ReactNode;
}) {
  const text = useText(registerText);
  const id = useId();
  const noteId = `${id}-note`;
  const { read, error, hint } = props;
  const look = read?.field.confidence === 'look';
  const classes = ['read-field', look ? 'look' : '', props.active ? 'active' : ''].filter(Boolean).join(' ');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only lights what the keyboard lights by focus
    <div
      className={classes}
      onMouseEnter={() => props.onPoint(true)}
      onMouseLeave={() => props.onPoint(false)}
      onFocus={() => props.onPoint(true)}
    >
      {read?.number !== undefined ? (
        <span className={look ? 'read-number look' : 'read-number'} aria-hidden="true">
          {read.number}
        </span>
      ) : (
        <span />
      )}
      <label htmlFor={id}>{props.label}</label>
      <div className="read-control">
        {props.children({
          id,
          'aria-describedby': error !== undefined || hint !== undefined || read ? noteId : undefined,
          'aria-invalid': error === undefined ? undefined : true,
          'aria-required': props.required ? true : undefined,
        })}
      </div>
      <span className="read-note">{read ? <Confidence field={read.field} /> : props.note}</span>
      {error !== undefined ? (
        <div id={noteId} className="field-error" role="alert">
          <CloseCircleFilled /> {error}
        </div>
      ) : (
        (hint !== undefined || read) && (
          <div id={noteId} className={hint === undefined ? 'unseen' : 'field-hint'}>
            {hint ?? (read && text.confidence[read.field.confidence])}
          </div>
        )
      )}
    </div>
  );
}

function Confidence({ field }: { readonly field: ReadField }) {
  const text = useText(registerText);
  return field.confidence === 'look' ? (
    <span className="caution">
      <EyeOutlined /> {text.confidence.look}
    </span>
  ) : (
    <span className="good">
      <CheckOutlined /> {text.confidence[field.confidence]}
    </span>
  );
}
