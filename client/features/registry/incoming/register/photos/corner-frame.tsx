import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useText } from '../../../../../text/language.ts';
import { type Corners, movedCorner } from './flatten.ts';
import { photosText } from './text.ts';

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const step = 0.01;
const littleStep = 0.002;

/** A photograph with the four corners of its sheet, which are dragged with mouse or finger or moved with the arrow keys. */
export function CornerFrame({
  source,
  corners,
  onChange,
}: {
  readonly source: string;
  readonly corners: Corners;
  readonly onChange: (corners: Corners) => void;
}) {
  const text = useText(photosText);
  const frame = useRef<HTMLDivElement>(null);
  const onDrag = (at: number, { clientX, clientY }: PointerEvent): void => {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return;
    onChange(movedCorner(corners, at, { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }));
  };
  const onKey = (at: number, event: KeyboardEvent): void => {
    const way = ways[event.key];
    const corner = corners[at];
    if (!way || !corner) return;
    event.preventDefault();
    const by = event.shiftKey ? littleStep : step;
    onChange(movedCorner(corners, at, { x: corner.x + way[0] * by, y: corner.y + way[1] * by }));
  };
  return (
    <div ref={frame} className="photo-frame">
      <img src={source} alt={text.picture} draggable={false} />
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
      </svg>
      {corners.map(({ x, y }, at) => (
        <button
          key={text.corners[at]}
          type="button"
          className="plain-button photo-corner"
          style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
          aria-label={text.corners[at]}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(at, event);
          }}
          onKeyDown={(event) => onKey(at, event)}
        />
      ))}
    </div>
  );
}
