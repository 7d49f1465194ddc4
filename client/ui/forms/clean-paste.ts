import { withoutHiding } from '../../../server/platform/text/hiding-characters.ts';

/**
 * Takes out of what is pasted the characters that nobody sees and no text may hold – text copied from other programs brings them –, so
 * that nobody is refused for what they cannot find. Passwords are left as they are. Listens for the whole page.
 */
export function cleanPastes(): void {
  document.addEventListener('paste', (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    const clean = withoutHiding(pasted);
    if (clean === pasted || field.type === 'password' || field.readOnly) return;
    event.preventDefault();
    field.setRangeText(clean, field.selectionStart ?? 0, field.selectionEnd ?? field.value.length, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
  });
}
