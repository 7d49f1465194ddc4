import { Input } from 'antd';
import { FormField } from '../../../ui/forms/form-field.tsx';

/** A labelled line of text. */
export function TextField(props: {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  readonly hint?: string | undefined;
  readonly rows?: number;
}) {
  const hint = props.hint === undefined ? {} : { hint: props.hint };
  return (
    <FormField label={props.label} error={props.error} {...hint}>
      {(control) =>
        props.rows === undefined ? (
          <Input
            {...control}
            autoComplete="off"
            value={props.value ?? ''}
            onChange={(event) => props.onChange(event.target.value)}
          />
        ) : (
          <Input.TextArea
            {...control}
            rows={props.rows}
            value={props.value ?? ''}
            onChange={(event) => props.onChange(event.target.value)}
          />
        )
      }
    </FormField>
  );
}

/** An empty line as what the contract calls *not given*. */
export function orNull(typed: string): string | null {
  return typed.trim() === '' ? null : typed;
}
