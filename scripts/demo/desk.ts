import type { Actor } from '../../server/platform/actor.ts';
import { addWorkingDays, dayInVietnam } from '../../server/platform/calendar.ts';
import { currentTime } from '../../server/platform/clock.ts';
import type { Office } from './lives.ts';
import type { Seeded, SeededAgency } from './people.ts';

/** What lives of demo documents need: the people, the clock they live by, and the worker that does what acts leave. */
export interface DemoLife extends Office {
  readonly seeded: Seeded;
}

/** The actor in a post of an agency. */
export function actorOf(agency: SeededAgency, post: string): Actor {
  const actor = agency.actors.get(post);
  if (!actor) throw new Error(`${agency.name} has no ${post}`);
  return actor;
}

/** The one who directs an agency, and signs for it unless somebody else does. */
export function headOf(agency: SeededAgency): Actor {
  const head = [...agency.actors.values()].find(({ roles }) => roles.includes('leader'));
  if (!head) throw new Error(`${agency.name} has no leader`);
  return head;
}

/** A seeded agency by its key. */
export function agencyOf({ seeded }: Pick<DemoLife, 'seeded'>, key: string): SeededAgency {
  const agency = seeded.get(key);
  if (!agency) throw new Error(`There is no agency ${key}`);
  return agency;
}

/** The day that so many working days from now is. */
export function workingDaysFromNow(count: number): string {
  return addWorkingDays(dayInVietnam(currentTime()), count);
}

/** One of the choices, always the same one for a subject. */
export function chosenFor<T>(subject: string, choices: readonly T[]): T {
  const sum = [...subject].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  const choice = choices[sum % choices.length];
  if (choice === undefined) throw new Error('There is nothing to choose');
  return choice;
}
