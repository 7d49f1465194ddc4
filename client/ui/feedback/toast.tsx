import { CheckCircleFilled, InfoCircleFilled } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A toast: `words` repeat the verb of the button that was pressed, `next` is a link to the next step; `notDone` tells why something was not done. */
export interface Toast {
  readonly words: string;
  readonly next?: { readonly words: string; readonly to: string };
  readonly notDone?: true;
}

const SHOWN_MS = 8_000;
let shown: readonly (Toast & { readonly id: number })[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function setShown(next: typeof shown): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a toast for eight seconds. */
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
  const end = useRef(close);
  end.current = close;
  useEffect(() => {
    const timer = setTimeout(() => end.current(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="toast">
      {toast.notDone ? <InfoCircleFilled /> : <CheckCircleFilled />}
      <span>{toast.words}</span>
      {toast.next && (
        <Link to={toast.next.to} onClick={close}>
          {toast.next.words}
        </Link>
      )}
    </div>
  );
}
