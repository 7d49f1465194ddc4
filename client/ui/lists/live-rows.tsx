import { ArrowUpOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';

/**
 * A list whose rows come and go while somebody works in it: new rows appear above, but never under the pointer – while it
 * is on the list they wait behind a line that counts them. `of` names the list, so that another filter starts afresh.
 */
export function LiveRows<Row extends { readonly id: string }>({
  of,
  rows,
  children,
}: {
  readonly of: string;
  readonly rows: readonly Row[];
  readonly children: (shown: readonly Row[]) => ReactNode;
}) {
  const text = useText(uiText);
  const [known, setKnown] = useState({ of, ids: new Set(rows.map(({ id }) => id)) });
  const [pointed, setPointed] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const firstKnown = rows.findIndex(({ id }) => known.ids.has(id));
  const fresh = known.of === of && firstKnown > 0 ? rows.slice(0, firstKnown) : [];
  const waiting = pointed && fresh.length > 0;
  const shown = waiting ? rows.slice(fresh.length) : rows;
  useEffect(() => {
    if (!waiting) setKnown({ of, ids: new Set(rows.map(({ id }) => id)) });
  }, [waiting, of, rows]);
  return (
    <div
      ref={frame}
      onPointerEnter={(event) => setPointed(event.pointerType === 'mouse')}
      onPointerLeave={() => setPointed(false)}
    >
      <div role="status" aria-live="polite">
        {waiting && (
          <button
            type="button"
            className="plain-button live-rows"
            onClick={() => {
              setPointed(false);
              frame.current?.parentElement?.scrollTo({ top: 0 });
            }}
          >
            <ArrowUpOutlined /> {text.newRows(fresh.length)}
          </button>
        )}
      </div>
      {children(shown)}
    </div>
  );
}
