import { addDays, dayInVietnam } from '../../server/platform/calendar.ts';
import { useClock } from '../../server/platform/clock.ts';

/**
 * Lets no midnight in Vietnam come between what these tests do and what they ask about *today*: the clock stands still before it, for
 * the few minutes that the guard of the clock lets pass. Gives the day; call it inside tests only.
 */
export function useOneDay(): () => string {
  let day: string;
  before(() => {
    day = dayInVietnam(new Date());
    const last = Date.parse(`${addDays(day, 1)}T00:00:00+07:00`) - 1;
    useClock(() => new Date(Math.min(Date.now(), last)));
  });
  after(() => useClock(() => new Date()));
  return () => day;
}
