import { newId } from '../../server/platform/ids.ts';
import type { Assignment } from '../../server/routing/assignment.ts';

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
