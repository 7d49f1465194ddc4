import { addDays, dayInVietnam, isWorkingDay, startOfDay } from '../../server/platform/calendar.ts';

const MINUTE_MS = 60_000;
/** Offices work from eight to five; what the demo does in a day lies between. */
const OPENS = 8 * 60;
const CLOSES = 17 * 60;

/**
 * A clock that runs forward through a year of working days to the present and never back; only the seeding process has it.
 * Days are counted back from the last working day that has begun: 0 is today, or last Friday when today is a Sunday.
 */
export class DemoClock {
  readonly #end: Date;
  /** Working days, the last one first; filled as far back as somebody has asked. */
  readonly #days: string[] = [];
  #now: Date;

  constructor(end: Date, since: number) {
    this.#end = end;
    this.#now = this.#momentOf(since, OPENS);
  }

  readonly read = (): Date => this.#now;

  /** The working day that was so many working days ago. */
  dayOf(ago: number): string {
    for (let day = this.#days[ago]; ; day = this.#days[ago]) {
      if (day !== undefined) return day;
      this.#days.push(this.#workingDayBefore(this.#days.at(-1)));
    }
  }

  /** Moves on to a minute of a day, unless it is later already; never beyond the present. */
  advanceTo(ago: number, minute: number): void {
    this.#move(this.#momentOf(ago, minute));
  }

  /** Some minutes later. */
  pass(minutes: number): void {
    this.#move(new Date(this.#now.getTime() + minutes * MINUTE_MS));
  }

  /** A day that is not over yet is told shorter, so that all of it has happened. */
  #momentOf(ago: number, minute: number): Date {
    const start = startOfDay(this.dayOf(ago)).getTime();
    const opens = start + OPENS * MINUTE_MS;
    const lasts = Math.min(start + CLOSES * MINUTE_MS, this.#end.getTime()) - opens;
    return new Date(opens + Math.floor((lasts * (minute - OPENS)) / (CLOSES - OPENS)));
  }

  #workingDayBefore(later: string | undefined): string {
    let day = later === undefined ? this.#lastBegun() : addDays(later, -1);
    while (!isWorkingDay(day)) day = addDays(day, -1);
    return day;
  }

  #lastBegun(): string {
    const today = dayInVietnam(this.#end);
    const opens = startOfDay(today).getTime() + OPENS * MINUTE_MS;
    return this.#end.getTime() > opens ? today : addDays(today, -1);
  }

  #move(to: Date): void {
    const bounded = to > this.#end ? this.#end : to;
    if (bounded > this.#now) this.#now = bounded;
  }
}
