import { CheckCircleFilled } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useText } from '../text/language.ts';
import { useKey } from './keyboard.ts';
import { uiText } from './text.ts';

/** A toast: `words` repeat the verb of the button that was pressed, `undo` takes it back, `next` is a link to the next step. */
export interface Toast {
  readonly words: string;
  readonly undo?: () => void;
  readonly next?: { readonly words: string; readonly to: string };
}

const SECONDS = 8;
let shown: readonly (Toast & { readonly id: number })[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function setShown(next: typeof shown): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a toast for eight seconds; `Ctrl Z` undoes while it offers that. */
export function showToast(toast: Toast): void {
  lastId += 1;
  setShown([...shown.slice(-2), { ...toast, id: lastId }]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The place of the toasts; once in the app. */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribe, () => shown);
  return (
    <div className="toasts no-print" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} close={() => setShown(shown.filter(({ id }) => id !== toast.id))} />
      ))}
    </div>
  );
}

function ToastLine({ toast, close }: { readonly toast: Toast; readonly close: () => void }) {
  const text = useText(uiText);
  const [seconds, setSeconds] = useState(SECONDS);
  useEffect(() => {
    const timer = setTimeout(() => (seconds > 1 ? setSeconds(seconds - 1) : close()), 1_000);
    return () => clearTimeout(timer);
  }, [seconds, close]);
  const undo = toast.undo
    ? () => {
        toast.undo?.();
        close();
      }
    : undefined;
  useKey('ctrl+z', undo);
  return (
    <div className="toast">
      <CheckCircleFilled />
      <span>{toast.words}</span>
      {undo && (
        <button type="button" className="plain-button" onClick={undo}>
          {text.undo(seconds)}
        </button>
      )}
      {!undo && toast.next && (
        <Link to={toast.next.to} onClick={close}>
          {toast.next.words}
        </Link>
      )}
    </div>
  );
}
