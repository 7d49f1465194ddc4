import type { Row } from '../platform/database/store.ts';
import { DomainError } from '../platform/errors.ts';

/** A presentation to a leader — *trình* — or a directive — *ý kiến chỉ đạo, bút phê* — on an incoming document (NĐ 30/2020 Điều 23). */
export interface Directive extends Row {
  readonly agencyId: string;
  readonly documentId: string;
  readonly kind: 'presented' | 'directive';
  readonly givenBy: { readonly positionId: string; readonly name: string; readonly title: string };
  readonly givenAt: Date;
  readonly text: string;
  readonly dueOn: string | null;
  readonly toLeaderPositionId: string | null;
  readonly toLeaderName: string | null;
}

/** Refuses a deadline that is over before it is set. */
export function checkDeadline(dueOn: string | null, today: string): void {
  if (dueOn === null || dueOn >= today) return;
  throw new DomainError('invalid', 'date-out-of-range', `The deadline ${dueOn} is over already`, {
    fields: [{ pointer: '/body/dueOn', code: 'date-out-of-range', detail: 'is before today' }],
  });
}
