import { newId } from '../../server/platform/ids.ts';
import type { Assignment } from '../../server/routing/assignment.ts';
import type { Directive } from '../../server/routing/directive.ts';

/** The part of a main handler who has not begun, unless said otherwise. */
export function anAssignment(over: Partial<Assignment> = {}): Assignment {
  return {
    id: newId(),
    version: 1,
    agencyId: 'so-noi-vu',
    documentId: 'd1',
    directiveId: 'y1',
    positionId: newId(),
    name: 'Lê Thị Hoa',
    title: 'Chuyên viên',
    role: 'main',
    state: 'new',
    dueOn: null,
    open: true,
    startedAt: null,
    doneAt: null,
    result: null,
    ...over,
  };
}

/** A directive of a leader without a deadline, unless said otherwise. */
export function aDirective(over: Partial<Directive> = {}): Directive {
  return {
    id: newId(),
    version: 1,
    agencyId: 'so-noi-vu',
    documentId: 'd1',
    kind: 'directive',
    givenBy: { positionId: 'giam-doc', name: 'Trần Văn Bình', title: 'Giám đốc' },
    givenAt: new Date('2026-11-22T02:00:00Z'),
    text: 'Giải quyết',
    dueOn: null,
    toLeaderPositionId: null,
    toLeaderName: null,
    ...over,
  };
}
