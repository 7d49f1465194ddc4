import type { ReactNode } from 'react';
import type { Tone } from '../theme/tone.ts';

export interface TimelineItem {
  readonly id: string;
  readonly icon: ReactNode;
  readonly tone?: Tone;
  /** The act. */
  readonly title: ReactNode;
  /** Who, and what of it. */
  readonly note?: ReactNode;
  readonly tag?: ReactNode;
  /** To the second. */
  readonly time: ReactNode;
}

/** Act, who, receipt, time to the second; the same in history, tracking and thread. */
export function Timeline({ items }: { readonly items: readonly TimelineItem[] }) {
  return (
    <ol className="timeline">
      {items.map((item) => (
        <li key={item.id} className={item.tone}>
          <span className="timeline-dot">{item.icon}</span>
          <div className="flex gap-12 wrap">
            <span className="medium grow">{item.title}</span>
            {item.tag}
            <span className="small third nowrap">{item.time}</span>
          </div>
          {item.note !== undefined && <div className="small second">{item.note}</div>}
        </li>
      ))}
    </ol>
  );
}
