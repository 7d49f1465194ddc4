import type { ReactNode } from 'react';

/** The bar at the foot of a form: what will happen at the left, the one solid button at the right. */
export function ConfirmBar({ note, children }: { readonly note?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="confirm-bar no-print">
      {note !== undefined && <div className="small grow">{note}</div>}
      <div className="confirm-actions">{children}</div>
    </div>
  );
}
