import type { Row } from '../platform/database/store.ts';
import { DomainError } from '../platform/errors.ts';

export type AssignmentRole = 'main' | 'co-handler' | 'for-information';

/** A person's part in handling a document — *phân công*: chủ trì (exactly one), phối hợp, nhận để biết (NĐ 30/2020 Điều 23). */
export interface Assignment extends Row {
  readonly agencyId: string;
  readonly documentId: string;
  readonly directiveId: string;
  readonly positionId: string;
  readonly name: string;
  readonly title: string;
  readonly role: AssignmentRole;
  readonly state: 'new' | 'in-progress' | 'done';
  readonly dueOn: string | null;
  /** Whether work is expected: not for those who only read, not after it is done, not after the document is done with or answered. */
  readonly open: boolean;
  /** When its person signed for the document; who began the work without has it as well (`receivedAt`). */
  readonly signedForAt?: Date;
  readonly startedAt: Date | null;
  readonly doneAt: Date | null;
  readonly result: string | null;
}

/** Whom a directive names. */
export interface Named {
  readonly mainPositionId: string;
  readonly coHandlerPositionIds: readonly string[];
  readonly forInformationPositionIds: readonly string[];
}

/** The part each named position gets. Refuses a position that is named twice. */
export function partsOf(named: Named): Map<string, AssignmentRole> {
  const parts = new Map<string, AssignmentRole>();
  const give = (positionId: string, role: AssignmentRole, pointer: string) => {
    if (parts.has(positionId)) {
      throw new DomainError('invalid', 'handler-repeated', 'A person is named twice', {
        fields: [{ pointer, code: 'handler-repeated', detail: 'is named twice' }],
      });
    }
    parts.set(positionId, role);
  };
  give(named.mainPositionId, 'main', '/body/mainPositionId');
  named.coHandlerPositionIds.forEach((id, index) => {
    give(id, 'co-handler', `/body/coHandlerPositionIds/${index}`);
  });
  named.forInformationPositionIds.forEach((id, index) => {
    give(id, 'for-information', `/body/forInformationPositionIds/${index}`);
  });
  return parts;
}

/**
 * The parts as a co-handling unit passes them on: its own main handler is one of the co-handlers of the document, which keeps
 * the one main handler it has.
 */
export function withinCoHandling(parts: ReadonlyMap<string, AssignmentRole>): Map<string, AssignmentRole> {
  return new Map([...parts].map(([id, role]) => [id, role === 'main' ? 'co-handler' : role]));
}

/** Those whose part ends with the directive: the main handler gives way to a new one and goes on reading. */
export function displacedBy(current: readonly Assignment[], parts: ReadonlyMap<string, AssignmentRole>): Assignment[] {
  const isMainNamed = [...parts.values()].includes('main');
  return current.filter(({ role, positionId }) => isMainNamed && role === 'main' && !parts.has(positionId));
}

/** Whether work is expected of a part in this state. */
export function isOpen(role: AssignmentRole, state: Assignment['state']): boolean {
  return role !== 'for-information' && state !== 'done';
}

/**
 * The parts that change when a document is answered, or its answer was taken back: of an answered one no work is expected, of one without an
 * answer that of everybody who is not done – unless its main handler is, who ends it for all.
 */
export function openAfterAnswer(
  parts: readonly Assignment[],
  isAnswered: boolean,
): { readonly part: Assignment; readonly open: boolean }[] {
  const isOver = isAnswered || parts.some(({ role, state }) => role === 'main' && state === 'done');
  return parts
    .map((part) => ({ part, open: !isOver && isOpen(part.role, part.state) }))
    .filter(({ part, open }) => part.open !== open);
}

/** Where the document stands by the work of its main handler. */
export function documentState(assignments: readonly Assignment[]): 'assigned' | 'in-progress' | 'done' {
  const main = assignments.find(({ role }) => role === 'main');
  if (!main) throw new Error('An assigned document has a main handler');
  return main.state === 'new' ? 'assigned' : main.state;
}

/** Since when a person has the document in hand: they signed for it, or did something about it. */
export function receivedAt({
  signedForAt,
  startedAt,
  doneAt,
}: Pick<Assignment, 'signedForAt' | 'startedAt' | 'doneAt'>): Date | null {
  return signedForAt ?? startedAt ?? doneAt;
}

/** Refuses to sign for a document twice. */
export function checkUnsigned(part: Assignment): void {
  if (receivedAt(part) === null) return;
  throw new DomainError('conflict', 'already-received', 'The document was received already');
}
