import { CloseCircleFilled } from '@ant-design/icons';
import { type ReactNode, useId } from 'react';

/** What a control inside a `FormField` must carry, so that label, hint and error belong to it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

/** A labelled control with its hint and its error beside it: `<FormField label error>{(control) => <Input {...control} />}</FormField>`. */
export function FormField(props: {
  readonly label: ReactNode;
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly required?: boolean;
  readonly extra?: ReactNode;
  readonly children: (control: ControlProps) => ReactNode;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = props.error !== undefined || props.hint !== undefined;
  return (
    <div className="field">
      <div className="flex">
        <label htmlFor={id} className="field-label">
          {props.label}
        </label>
        {props.extra !== undefined && <span className="end small">{props.extra}</span>}
      </div>
      {props.children({
        id,
        'aria-describedby': hasNote ? noteId : undefined,
        'aria-invalid': props.error !== undefined ? true : undefined,
        'aria-required': props.required ? true : undefined,
      })}
      {hasNote && (
        <div id={noteId}>
          {props.error !== undefined && (
            <div className="field-error" role="alert">
              <CloseCircleFilled /> {props.error}
            </div>
          )}
          {props.hint !== undefined && <div className="field-hint">{props.hint}</div>}
        </div>
      )}
    </div>
  );
}
