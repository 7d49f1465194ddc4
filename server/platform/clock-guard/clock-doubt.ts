import { formatMoment } from '../calendar.ts';
import { MOST_DRIFT_MS } from '../clock.ts';

/** A deployment of which nothing was heard for longer than Tết lasts is asked for its clock, when nothing else speaks for it. */
export const LONGEST_SILENCE_MS = 14 * 24 * 3600_000;

/** What speaks for or against the clock of this machine. */
export interface ClockSigns {
  readonly now: Date;
  /** What the database's clock said at the same moment; `isElsewhere` when it surely is another machine's. */
  readonly database?: { readonly now: Date; readonly isElsewhere: boolean } | undefined;
  /** What our clock would say had nobody touched it since it was last believed: the machine counts its uptime by another one. */
  readonly expected?: Date | undefined;
  /** The last entry of any log that nobody has accepted as lying ahead. */
  readonly lastEntry?: Date | undefined;
  /** When the deployment was last known to live, on this machine or another; only where that may tell something. */
  readonly lastSign?: Date | undefined;
  /** Whether the system keeps its clock by the network. */
  readonly isSynchronised: boolean;
}

/** Why nobody may be sure what time it is, by what it was compared with; `byMs` is positive when our clock is ahead. */
export interface ClockDoubt {
  readonly comparedWith: 'database' | 'machine' | 'log' | 'silence';
  readonly byMs: number;
}

/**
 * What makes the clock doubtful, the plainest first; nothing when acts may be dated by it. That nobody used a
 * deployment for long is no sign by itself: only where the machine was started anew, no network keeps its clock, and no other agrees.
 */
export function doubtOf(signs: ClockSigns): ClockDoubt | undefined {
  const { now, database, expected, lastEntry, lastSign, isSynchronised } = signs;
  const ahead = (of: Date) => now.getTime() - of.getTime();
  const isFar = (of: Date) => Math.abs(ahead(of)) > MOST_DRIFT_MS;
  if (database && isFar(database.now)) return { comparedWith: 'database', byMs: ahead(database.now) };
  const isConfirmed = database?.isElsewhere === true;
  if (expected && !isConfirmed && isFar(expected)) return { comparedWith: 'machine', byMs: ahead(expected) };
  for (const sign of [lastEntry, lastSign])
    if (sign && ahead(sign) < -MOST_DRIFT_MS) return { comparedWith: 'log', byMs: ahead(sign) };
  const isUnknown = !isConfirmed && !expected && !isSynchronised;
  if (isUnknown && lastSign && ahead(lastSign) > LONGEST_SILENCE_MS)
    return { comparedWith: 'silence', byMs: ahead(lastSign) };
  return undefined;
}

/** A doubt as one sentence for whoever looks after the machine: what was found, and the way on. */
export function doubtInWords({ comparedWith, byMs }: ClockDoubt, now: Date): { vietnamese: string; english: string } {
  const isAhead = byMs > 0;
  const [span, inEnglish] = spanInWords(Math.abs(byMs));
  const shown = formatMoment(now);
  const way = `chỉnh đồng hồ, hoặc nếu ${shown} là đúng, chạy "vanban clock confirm --reason …"`;
  const wayInEnglish = `set the clock, or if ${shown} is right, run "vanban clock confirm --reason …"`;
  switch (comparedWith) {
    case 'database':
      return {
        vietnamese: `Đồng hồ máy chủ (${shown}) ${isAhead ? 'nhanh' : 'chậm'} ${span} so với đồng hồ của cơ sở dữ liệu: hãy chỉnh đồng hồ của máy sai`,
        english: `The clock of the server (${shown}) is ${inEnglish} ${isAhead ? 'ahead of' : 'behind'} that of the database: set the one that is wrong`,
      };
    case 'machine':
      return {
        vietnamese: `Đồng hồ máy chủ đã bị chỉnh ${isAhead ? 'nhanh lên' : 'chậm đi'} ${span}: hãy ${way}`,
        english: `The clock of the server was set ${isAhead ? 'ahead' : 'back'} by ${inEnglish}: ${wayInEnglish}`,
      };
    case 'log':
      return {
        vietnamese: `Nhật ký đã có mục muộn hơn đồng hồ máy chủ ${span}: hãy ${way}`,
        english: `The log has entries that lie ${inEnglish} ahead of the clock of the server: ${wayInEnglish}`,
      };
    case 'silence':
      return {
        vietnamese: `Máy vừa khởi động lại sau ${span} và không lấy giờ qua mạng, không ai biết giờ có đúng không: hãy ${way}`,
        english: `The machine was started anew after ${inEnglish} and takes its time from no network: ${wayInEnglish}`,
      };
  }
}

function spanInWords(ms: number): readonly [string, string] {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return [`${minutes} phút`, `${minutes} minutes`];
  const hours = Math.round(minutes / 60);
  if (hours < 48) return [`${hours} giờ`, `${hours} hours`];
  const days = Math.round(hours / 24);
  return [`${days} ngày`, `${days} days`];
}
