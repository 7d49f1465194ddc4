import type { Role } from '../../platform/actor.ts';
import type { Row } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';

/** A person's position in an agency — *chức vụ*: title, roles and the days they hold. */
export interface Position extends Row {
  readonly agencyId: string;
  readonly personId: string;
  readonly unitId: string | null;
  readonly title: string;
  /** Lines above the name on a document: *KT. GIÁM ĐỐC* / *PHÓ GIÁM ĐỐC*. */
  readonly capacity: readonly string[];
  readonly roles: readonly Role[];
  /** First and last day in Vietnam; no last day is known while `until` is null. */
  readonly from: string;
  readonly until: string | null;
  /** Ended by an administrator: its rights are gone at once, whatever the days say. */
  readonly ended: boolean;
  /** The administrator who gave it, while it waits for a second one to agree. */
  readonly proposedBy?: string | undefined;
  /** How it is to be called, while that waits for a second administrator to agree; until then all stays as it was. */
  readonly correction?: (Described & { readonly proposedBy: string }) | undefined;
}

/** What a position is called and where it stands: what can be set right without giving or taking a right. */
export type Described = Pick<Position, 'unitId' | 'title' | 'capacity'>;

/** Whether the position carries its rights on this day. */
export function isInForce({ from, until, ended, proposedBy }: Position, day: string): boolean {
  return !ended && !proposedBy && from <= day && (until === null || day <= until);
}

/** Roles that number, seal and sign for the agency, or decide who does: nobody gives them alone. */
const givenByTwo: ReadonlySet<Role> = new Set(['clerk', 'leader', 'administrator']);

/** Whether a position with these roles has its rights only once a second person agreed. What the operator gives by the command line has them at once. */
export function needsSecondPerson(roles: readonly Role[]): boolean {
  return roles.some((role) => givenByTwo.has(role));
}

/** Refuses to let a position begin, or be called anew, that waits for nobody, or that would not have passed through two hands: the giver’s and the holder’s are none. */
export function assertMayConfirm(
  { proposedBy, correction, personId, ended }: Position,
  actor: { readonly personId: string },
): void {
  const giver = proposedBy ?? correction?.proposedBy;
  if (!giver || ended) throw new DomainError('conflict', 'position-not-waiting', 'This position waits for nobody');
  assertSecondPerson(actor, giver, personId);
}

/** Refuses to let somebody agree to what they asked for, or to what is about themselves. */
export function assertSecondPerson({ personId }: { readonly personId: string }, askedBy: string, about: string): void {
  if (personId !== askedBy && personId !== about) return;
  throw new DomainError('conflict', 'second-person-needed', 'Another administrator must agree to it');
}

/** Refuses a position that would end before it begins. */
export function assertDays({ from, until }: Pick<Position, 'from' | 'until'>): void {
  if (until === null || from <= until) return;
  throw new DomainError('invalid', 'date-out-of-range', `A position from ${from} cannot end on ${until}`, {
    fields: [{ pointer: '/body/until', code: 'date-out-of-range', detail: 'is before the first day' }],
  });
}

/** What ending the position on that day changes: at once today or before, else after that day. */
export function endOf(position: Position, until: string, today: string): Pick<Position, 'until' | 'ended'> {
  assertDays({ from: position.from, until });
  return { until, ended: until <= today };
}
