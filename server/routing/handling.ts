import type { Handling } from '../registry/incoming/change-handling.ts';
import { type Assignment, documentState, isOpen } from './assignment.ts';
import type { Directive } from './directive.ts';

/**
 * What the registry's row shows of the handling of a document, all of it told by what was given and who has a part: a copy of which
 * nothing is kept by hand. `given` is in the order of time, and at least one presentation where nobody has a part yet.
 */
export function handlingOf(given: readonly Directive[], parts: readonly Assignment[]): Handling {
  const leaders = given.flatMap(({ toLeaderPositionId }) => (toLeaderPositionId === null ? [] : [toLeaderPositionId]));
  const handlers = parts.map(({ positionId, role, state, dueOn, open }) => ({ positionId, role, state, dueOn, open }));
  const isAssigned = parts.length > 0;
  return {
    state: isAssigned ? documentState(parts) : 'presented',
    handlers,
    presentedTo: isAssigned ? undefined : leaders.at(-1),
    participants: [...leaders, ...handlers.map(({ positionId }) => positionId)],
  };
}

/**
 * By when a part is to be done that a directive gives: as it says itself; else by when whoever passes the work on is to be done, and
 * else by the term of the document, which binds whoever handles it.
 */
export function deadlineOfPart(
  said: string | null,
  own: Pick<Assignment, 'dueOn' | 'open'> | undefined,
  document: { readonly dueOn: string | null },
): string | null {
  return said ?? (own?.open ? own.dueOn : null) ?? document.dueOn;
}

/**
 * The parts of those who are not done whose deadline is the term of the document: neither the directive that gave them named one, nor, where it passed work on,
 * any before it.
 */
export function partsWithTermOf(
  { dueOn }: { readonly dueOn: string | null },
  given: readonly Directive[],
  parts: readonly Assignment[],
): Assignment[] {
  const directiveOf = (part: Assignment) => given.find(({ id }) => id === part.directiveId);
  const inherits = (part: Assignment, passedOn: readonly string[] = []): boolean => {
    const directive = directiveOf(part);
    if (!directive || directive.dueOn !== null) return false;
    const from = parts.find(({ positionId }) => positionId === directive.givenBy.positionId);
    const before = from && directiveOf(from);
    if (!from || !before || before.givenAt > directive.givenAt || passedOn.includes(before.id)) return true;
    return inherits(from, [...passedOn, directive.id]);
  };
  return parts.filter((part) => isOpen(part.role, part.state) && part.dueOn === dueOn && inherits(part));
}
