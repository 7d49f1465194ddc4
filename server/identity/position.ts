import { DomainError } from '../platform/errors.ts';
import type { Row } from '../platform/store.ts';
import type { Role } from './role.ts';

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
}

/** Whether the position carries its rights on this day. */
export function isInForce({ from, until, ended }: Position, day: string): boolean {
  return !ended && from <= day && (until === null || day <= until);
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
