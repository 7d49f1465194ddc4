import { ArrowLeftOutlined, ArrowRightOutlined, DeleteOutlined, RotateRightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../../../../../text/language.ts';
import { StateTag } from '../../../../../ui/feedback/tags.tsx';
import { keyName } from '../../../../../ui/keys/keyboard.ts';
import { PagePreview } from '../../../../../ui/pdf/page-preview.tsx';
import { moved, type Order, turnedAt, without } from './page-order.ts';
import { pagesText } from './text.ts';

/** The pages in their new order: one is chosen, by mouse, touch or arrow keys, and what is done is done to it. */
export function SheetList({
  document,
  order,
  blank,
  change,
  undo,
}: {
  readonly document: PDFDocumentProxy;
  readonly order: Order;
  readonly blank: readonly number[];
  readonly change: (next: (order: Order) => Order) => void;
  readonly undo: () => void;
}) {
  const text = useText(pagesText);
  const list = useRef<HTMLOListElement>(null);
  const [at, setAt] = useState(0);
  const dragged = useRef<number>(undefined);
  const here = Math.min(at, order.length - 1);
  const byKey = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that was moved or dropped takes the focus with it
  useEffect(() => {
    if (byKey.current) list.current?.querySelectorAll<HTMLElement>('button')[here]?.focus();
    byKey.current = false;
  }, [order, here]);
  const choose = (to: number): void => setAt(Math.max(0, Math.min(to, order.length - 1)));
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= order.length || from === to) return;
    change((now) => moved(now, from, to));
    choose(to);
  };
  const turn = (): void => change((now) => turnedAt(now, here));
  const drop = (): void => change((now) => without(now, [now[here]?.page ?? 0]));
  const acts: Readonly<Record<string, () => void>> = {
    arrowleft: () => choose(here - 1),
    arrowright: () => choose(here + 1),
    home: () => choose(0),
    end: () => choose(order.length - 1),
    'alt+arrowleft': () => move(here, here - 1),
    'alt+arrowright': () => move(here, here + 1),
    ...{ r: turn, delete: drop, 'ctrl+z': undo },
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = acts[keyName(event.nativeEvent)];
    if (!act) return;
    event.preventDefault();
    byKey.current = true;
    act();
  };
  return (
    <>
      <div className="flex gap-8 wrap">
        <Button size="small" icon={<ArrowLeftOutlined />} disabled={here === 0} onClick={() => move(here, here - 1)}>
          {text.before}
        </Button>
        <Button
          size="small"
          icon={<ArrowRightOutlined />}
          disabled={here === order.length - 1}
          onClick={() => move(here, here + 1)}
        >
          {text.after}
        </Button>
        <Button size="small" icon={<RotateRightOutlined />} onClick={turn}>
          {text.turn}
        </Button>
        <Button size="small" icon={<DeleteOutlined />} disabled={order.length === 1} onClick={drop}>
          {text.drop}
        </Button>
      </div>
      <ol ref={list} className="sheets" aria-label={text.sheets}>
        {order.map(({ page, turn: turned }, place) => (
          <li
            key={page}
            draggable
            onDragStart={() => {
              dragged.current = place;
            }}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged.current !== undefined) move(dragged.current, place);
              dragged.current = undefined;
            }}
          >
            <button
              type="button"
              className="plain-button sheet"
              tabIndex={place === here ? 0 : -1}
              aria-pressed={place === here}
              onClick={() => setAt(place)}
              onKeyDown={onKeyDown}
            >
              <PagePreview document={document} number={page} turned={turned} side={132} />
              <span className="meta">{text.sheet(place + 1, page)}</span>
              {blank.includes(page) && <StateTag>{text.blank}</StateTag>}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
