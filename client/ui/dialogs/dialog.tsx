import './dialog.css';
import { CloseOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';

/**
 * A dialogue over the page: the browser’s own `<dialog>`, so that focus stays inside, `Esc` closes it and nothing needs a style the
 * content security policy would refuse. What is typed is never lost by a click beside it.
 */
export function Dialog({
  title,
  wide = false,
  onClose,
  children,
}: {
  readonly title: ReactNode;
  /** As wide as the window lets it be: for pages and tables. */
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const text = useText(uiText);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    opened?.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select')?.focus();
    return () => opened?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="plain-button dialog-close" aria-label={text.close} onClick={onClose}>
          <CloseOutlined />
        </button>
      </div>
      {children}
    </dialog>
  );
}
