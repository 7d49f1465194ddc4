/** A period of whole days, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export const periodNames = ['thang-nay', 'thang-truoc', 'quy-nay', 'nam-nay'] as const;
export type PeriodName = (typeof periodNames)[number];

/** The period of that name around `today`; what is not over yet ends today. */
export function periodOf(name: PeriodName, today: string): Period {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  if (name === 'thang-truoc') {
    const [y, m] = month === 1 ? [year - 1, 12] : [year, month - 1];
    return { from: dayOf(y, m, 1), to: dayOf(y, m, lastDay(y, m)) };
  }
  const first = { 'thang-nay': month, 'quy-nay': month - ((month - 1) % 3), 'nam-nay': 1 }[name];
  return { from: dayOf(year, first, 1), to: today };
}

function dayOf(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
