import { FormField } from './form-field.tsx';
import { TextArea } from './text-area.tsx';

interface ReasonFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly type: (value: string) => void;
}

/** The field for why something is done, into which one types at once. A reason is one line: where its typing begins another, a space stands. */
export function ReasonField({ value, type, ...props }: ReasonFieldProps) {
  return (
    <FormField {...props} required>
      {(control) => (
        <TextArea
          {...control}
          autoFocus
          lines={[2, 6]}
          maxLength={500}
          value={value}
          onChange={(event) => type(event.target.value.replaceAll('\n', ' '))}
        />
      )}
    </FormField>
  );
}
