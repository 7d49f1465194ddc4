const DAY_MS = 24 * 3600_000;

/** How many days before its end whoever can renew a certificate is told, each time anew. */
export const NOTICE_DAYS = [60, 30, 7, 1] as const;

/** That a certificate ends soon, or has ended. */
export interface EndNotice {
  /** When this notice began: the last of the days before the end that has come. */
  readonly since: Date;
  /** As urgent as documents are: in the last week it comes before ordinary work. */
  readonly priority: 0 | 1 | 2;
}

/** Whole days until a moment, counted downwards: half a day is none, and half a day past it is −1. */
export function daysUntil(until: Date, now: Date): number {
  return Math.floor((until.getTime() - now.getTime()) / DAY_MS);
}

/** What is to be said at a moment of a certificate that ends then; nothing while there is time. */
export function endNotice(until: Date, now: Date): EndNotice | undefined {
  const left = (until.getTime() - now.getTime()) / DAY_MS;
  const passed = NOTICE_DAYS.filter((days) => left <= days).at(-1);
  if (passed === undefined) return undefined;
  const priority = passed > 7 ? 0 : passed > 1 ? 1 : 2;
  return { since: new Date(until.getTime() - passed * DAY_MS), priority };
}
