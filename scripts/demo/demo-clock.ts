import { addDays, dayInVietnam, startOfDay, workingDayFrom } from '../../server/platform/calendar.ts';

/** A clock that runs forward from a year ago to the present and never back; only the seeding process has it (DESIGN §7). */
export class DemoClock {
  readonly #end: Date;
  #now: Date;

  constructor(end: Date) {
    this.#end = end;
    this.#now = DemoClock.moment(end, 370, 8, 0);
  }

  readonly read = (): Date => this.#now;

  /** Moves to an hour of the working day that was `daysAgo`, unless it is later already; never beyond the present. */
  advanceTo(daysAgo: number, hour: number, minute: number): void {
    this.#move(DemoClock.moment(this.#end, daysAgo, hour, minute));
  }

  /** Some minutes later. */
  pass(minutes: number): void {
    this.#move(new Date(this.#now.getTime() + minutes * 60_000));
  }

  #move(to: Date): void {
    const bounded = to > this.#end ? this.#end : to;
    if (bounded > this.#now) this.#now = bounded;
  }

  private static moment(end: Date, daysAgo: number, hour: number, minute: number): Date {
    const day = workingDayFrom(addDays(dayInVietnam(end), -daysAgo));
    return new Date(startOfDay(day).getTime() + (hour * 60 + minute) * 60_000);
  }
}
