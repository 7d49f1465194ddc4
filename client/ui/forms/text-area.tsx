import { Input } from 'antd';
import type { TextAreaProps } from 'antd/es/input';

interface GrowingProps extends Omit<TextAreaProps, 'autoSize' | 'rows'> {
  /** How many lines it shows at least, and at most before it scrolls. */
  readonly lines: readonly [least: number, most: number];
}

/** A field of several lines that grows with its text. The component library would measure it by inline styles, which the CSP refuses. */
export function TextArea({ lines: [least, most], ...props }: GrowingProps) {
  return (
    <Input.TextArea
      {...props}
      rows={least}
      classNames={{ textarea: 'growing' }}
      styles={{ textarea: { '--least': least, '--most': most } as React.CSSProperties }}
    />
  );
}
