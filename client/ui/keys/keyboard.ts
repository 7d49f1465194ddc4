import { type RefObject, useEffect, useRef } from 'react';
import { preference } from '../../text/preference.ts';

/**
 * Single-key shortcuts: read from `event.code`, so that Telex and VNI do not matter; never while composing, in a field or in a
 * form; those that act only where a row or a document has the focus; can be switched off (WCAG 2.1.4). Names: `t`, `shift+v`,
 * `ctrl+enter`, `g n` (one after the other), `?`, `/`, `escape`, `arrowdown`.
 */
export const singleKeys = preference('vanban.single-keys', ['on', 'off']);

type Handler = (() => void) & { readonly inFields?: boolean };
const handlers = new Map<string, Handler[]>();
let prefix: string | undefined;
let prefixTimer: ReturnType<typeof setTimeout> | undefined;

const namedCodes: Readonly<Record<string, string>> = { Slash: '/', NumpadDivide: '/', NumpadEnter: 'enter' };

/** The name of the key that was pressed, by its place on the keyboard. */
export function keyName(event: Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  if (event.code === 'Slash' && event.shiftKey) return '?';
  const plain = namedCodes[event.code] ?? event.code.replace(/^Key|^Digit/, '').toLowerCase();
  const control = event.ctrlKey || event.metaKey ? 'ctrl+' : '';
  return `${control}${event.altKey ? 'alt+' : ''}${event.shiftKey ? 'shift+' : ''}${plain}`;
}

/** Whether the person is typing there, so that letters belong to the text. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.getAttribute('role') === 'combobox'
  );
}

/** Keys that work in fields too: they are never letters. */
function worksInFields(name: string): boolean {
  return name.startsWith('ctrl+') || name === 'f6';
}

/**
 * Whether a letter, or `Ctrl A`, is meant for a row or a document: the focus stands in a pane, and not in a form, on a filter or in a dialogue. With
 * the focus on nothing a letter does nothing, so that a word typed blindly acts nowhere; what had the focus may have gone since.
 */
function hasRowOrDocument(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target === document.body) return lost !== undefined && !lost.element.isConnected && lost.pane.isConnected;
  return target.closest('form, fieldset, dialog') === null && target.closest('[data-pane]') !== null;
}

/** What had the focus last, and its pane: a button that goes with its own act takes the focus with it, but not the place. */
let lost: { readonly element: HTMLElement; readonly pane: HTMLElement } | undefined;

function onFocusIn({ target }: FocusEvent): void {
  const pane = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-pane]') : null;
  const isPlace = target instanceof HTMLElement && pane !== null && target.closest('form, dialog') === null;
  lost = isPlace ? { element: target, pane } : undefined;
}

/** Keys that stay when single-key shortcuts are off. */
function isLetter(name: string): boolean {
  return /^(shift\+)?[a-z/?]$/.test(name);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const name = keyName(event);
  const typing = isTyping(event.target);
  const isForFields = worksInFields(name) || handlers.get(name)?.at(-1)?.inFields === true;
  if (typing && (!isForFields || name === 'ctrl+z' || name === 'ctrl+a')) return;
  if (isLetter(name) && singleKeys.get() === 'off') return;
  if (isLetter(name) && event.target instanceof HTMLElement && event.target.closest('form, dialog') !== null) return;
  const full = prefix === undefined ? name : `${prefix} ${name}`;
  clearPrefix();
  const acts = /^((shift\+)?[a-z]|ctrl\+a)$/.test(full);
  const handler = acts && !hasRowOrDocument(event.target) ? undefined : handlers.get(full)?.at(-1);
  if (handler) {
    if ((name === 'enter' || name === 'space') && isPressable(event.target)) return;
    event.preventDefault();
    handler();
  } else if ([...handlers.keys()].some((key) => key.startsWith(`${name} `))) {
    prefix = name;
    prefixTimer = setTimeout(clearPrefix, 1_500);
  }
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, [role="button"], [role="tab"], input') !== null;
}

function clearPrefix(): void {
  clearTimeout(prefixTimer);
  prefix = undefined;
}

/** `Ctrl Enter` presses the button that sends the form one types in, else the solid button: a list to choose from must not take it for its own `Enter`. */
function onControlEnter(event: KeyboardEvent): void {
  if (!handlers.has('ctrl+enter') || event.isComposing || keyName(event) !== 'ctrl+enter') return;
  event.preventDefault();
  event.stopPropagation();
  // What is typed counts as entered first: a date is settled when its field is left.
  const field = document.activeElement;
  if (field instanceof HTMLElement) field.blur();
  setTimeout(() => {
    if (field instanceof HTMLElement) field.focus();
    const own = field?.closest('form')?.querySelector<HTMLElement>('button[type="submit"]');
    if (own) own.click();
    else handlers.get('ctrl+enter')?.at(-1)?.();
  });
}

/**
 * `Esc` belongs to the innermost of what is open: an open list to choose from, then the dialogue, then whatever has the key on the page.
 * The list closes by itself, and the browser closes the dialogue unless the key was used.
 */
function onEscape(event: KeyboardEvent): void {
  if (event.isComposing || keyName(event) !== 'escape') return;
  if (document.querySelector('[role="combobox"][aria-expanded="true"]') !== null) event.preventDefault();
  else if (document.querySelector('dialog[open]') !== null) event.stopPropagation();
}

/** Where the focus was last, and the pane or page around it. */
let stood: { readonly element: HTMLElement; readonly around: HTMLElement } | undefined;

function onFocusMoved({ target }: FocusEvent): void {
  const around = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-pane], main') : null;
  stood = target instanceof HTMLElement && around !== null ? { element: target, around } : undefined;
}

/** What had the focus is gone – its button with its own act, its row with the list –: the focus stays in the pane, not on nothing. */
function keepFocus(): void {
  if (!stood || stood.element.isConnected || document.activeElement !== document.body) return;
  const { around } = stood;
  stood = undefined;
  if (around.isConnected && around.tabIndex === -1) focusQuietly(around);
}

/** The focus on a whole pane, without a ring round half the screen where nobody went there by key. */
function focusQuietly(pane: HTMLElement): void {
  pane.classList.add('quiet-focus');
  pane.addEventListener('blur', () => pane.classList.remove('quiet-focus'), { once: true });
  pane.focus({ preventScroll: true });
}

/** Starts listening; called once by the app. Gives back how to stop. */
export function startKeyboard(): () => void {
  document.addEventListener('keydown', onControlEnter, true);
  document.addEventListener('keydown', onEscape, true);
  document.addEventListener('keydown', onKeyDown);
  document.addEventListener('focusin', onFocusIn);
  document.addEventListener('focusin', onFocusMoved);
  const gone = new MutationObserver(keepFocus);
  gone.observe(document.body, { childList: true, subtree: true });
  return () => {
    gone.disconnect();
    document.removeEventListener('focusin', onFocusMoved);
    document.removeEventListener('keydown', onControlEnter, true);
    document.removeEventListener('keydown', onEscape, true);
    document.removeEventListener('keydown', onKeyDown);
    document.removeEventListener('focusin', onFocusIn);
  };
}

/**
 * Gives a key its meaning while the component is there; the one that came last wins. `undefined` means nothing now; `inFields` where it
 * is meant for what is typed in as well.
 */
export function useKey(name: string, handler: (() => void) | undefined, { inFields = false } = {}): void {
  const current = useRef(handler);
  current.current = handler;
  const active = handler !== undefined;
  useEffect(() => {
    if (!active) return undefined;
    const own: Handler = Object.assign(() => current.current?.(), { inFields });
    handlers.set(name, [...(handlers.get(name) ?? []), own]);
    return () => {
      const left = (handlers.get(name) ?? []).filter((other) => other !== own);
      if (left.length > 0) handlers.set(name, left);
      else handlers.delete(name);
    };
  }, [name, active, inFields]);
}

/**
 * A pane that opens takes the focus from the menu or from nothing, so that arrows and letters mean its rows or its document; the pane of a
 * document (`isOpened`) also from the list it was opened in, when nobody went to that by key.
 */
export function usePaneFocus<E extends HTMLElement>({ isOpened = false } = {}): RefObject<E | null> {
  const pane = useRef<E>(null);
  useEffect(() => {
    const { current } = pane;
    const before = document.activeElement;
    const isQuiet = isOpened && before?.classList.contains('quiet-focus') === true;
    if (!current || isTyping(before) || (!isQuiet && before?.closest('[data-pane], form, dialog'))) return;
    focusQuietly(current);
  }, [isOpened]);
  return pane;
}

/** Moves the focus to the next pane (`F6`). */
export function focusNextPane(): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  panes[(here + 1) % Math.max(panes.length, 1)]?.focus();
}

/** Rows by arrow keys: `↑ ↓` choose, `Enter` opens, `T` does the row’s next action. */
export function useRowKeys(rows: {
  readonly count: number;
  readonly selected: number;
  select(index: number): void;
  open(index: number): void;
  act?(index: number): void;
}): void {
  const { count, selected, select, open, act } = rows;
  const any = count > 0;
  useKey('arrowdown', any ? () => select(Math.min(selected + 1, count - 1)) : undefined);
  useKey('arrowup', any ? () => select(Math.max(selected - 1, 0)) : undefined);
  useKey('enter', any ? () => open(selected) : undefined);
  useKey('t', any && act ? () => act(selected) : undefined);
}
