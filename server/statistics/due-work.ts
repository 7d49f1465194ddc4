import type { DueItem } from './contract.ts';

/** Whether an item is done today, by the days that are left: negative is late. */
export interface DueWork {
  readonly now: DueItem[];
  readonly overdue: DueItem[];
  readonly today: DueItem[];
  readonly fresh: DueItem[];
}

/** From this urgency on a document is handled at once: *khẩn* and above (NĐ 30/2020 Điều 4.2c, 23, 24). */
const AT_ONCE = 1;

/**
 * Sorts due work into the sections of the home page – *Làm ngay*, *Quá hạn*, *Đến hạn hôm nay*, *Mới đến* – each with the most
 * urgent first, then what waits longest.
 */
export function sortDueWork(items: readonly DueItem[]): DueWork {
  const work: DueWork = { now: [], overdue: [], today: [], fresh: [] };
  const ordered = [...items].sort(
    (a, b) => b.priority - a.priority || (a.daysLeft ?? 99) - (b.daysLeft ?? 99) || a.at.localeCompare(b.at),
  );
  for (const item of ordered) work[sectionOf(item)].push(item);
  return work;
}

function sectionOf({ priority, daysLeft }: DueItem): keyof DueWork {
  if (priority >= AT_ONCE) return 'now';
  if (daysLeft !== null && daysLeft < 0) return 'overdue';
  return daysLeft === 0 ? 'today' : 'fresh';
}
