import { record } from '../audit/record.ts';
import { dayInVietnam } from '../platform/calendar.ts';
import { DomainError } from '../platform/errors.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { demandHandling } from '../registry/incoming/incoming-document.ts';
import { loadIncoming } from '../registry/incoming/load-incoming.ts';
import type { Officeholder } from '../registry/outgoing/position-in-force.ts';
import {
  type Assignment,
  type AssignmentRole,
  displacedBy,
  isOpen,
  type Named,
  partsOf,
  withinCoHandling,
} from './assignment.ts';
import { checkDeadline, type Directive } from './directive.ts';
import { deadlineOfPart } from './handling.ts';
import { namedPosition } from './named-position.ts';
import { givenBy } from './present-document.ts';
import { reportToSender } from './report-to-sender.ts';
import { showHandling } from './show-handling.ts';
import { assignments, directives } from './store.ts';

export interface GiveDirective extends Named {
  readonly documentId: string;
  readonly text: string;
  readonly dueOn: string | null;
}

/**
 * Gives a directive — *bút phê, chuyển xử lý*: one main handler, others beside, a deadline. A leader may at any time; a clerk
 * forwards what house rules let go straight to a unit (*chuyển thẳng*, NĐ 30/2020 Điều 23.1); a unit head passes on what the
 * unit was given, within the unit.
 */
export async function giveDirective(tx: Transaction, request: GiveDirective): Promise<Directive> {
  const document = await loadIncoming(tx, request.documentId);
  demandHandling(tx.actor, 'direct', document);
  checkDeadline(request.dueOn, dayInVietnam(tx.now));
  const current = await tx.list(assignments, { agencyId: document.agencyId, documentId: document.id });
  const parts = partsFor(tx, request, current);
  const people = await participants(tx, parts);
  refuseOutsideUnit(tx, people);
  const directive = tx.insert(directives, {
    agencyId: document.agencyId,
    documentId: document.id,
    kind: 'directive',
    givenBy: givenBy(tx),
    givenAt: tx.now,
    text: request.text,
    dueOn: request.dueOn,
    toLeaderPositionId: null,
    toLeaderName: null,
  });
  for (const displaced of displacedBy(current, parts)) {
    tx.change(assignments, displaced, { role: 'for-information', open: false });
  }
  const own = current.find(({ positionId }) => positionId === tx.actor.positionId);
  const given = { ...directive, dueOn: deadlineOfPart(request.dueOn, own, document) };
  for (const person of people) assign(tx, given, person, parts.get(person.positionId) ?? 'for-information', current);
  record(tx, {
    type: 'directive-given',
    documentId: document.id,
    directiveId: directive.id,
    mainPositionId: request.mainPositionId,
  });
  await showHandling(tx, document);
  reportToSender(tx, document, '04');
  return directive;
}

/** A unit that only co-handles names no new main handler of the document. */
function partsFor(
  tx: Transaction,
  request: GiveDirective,
  current: readonly Assignment[],
): Map<string, AssignmentRole> {
  const parts = partsOf(request);
  const own = current.find(({ positionId }) => positionId === tx.actor.positionId);
  return actsAsUnitHead(tx) && own?.role === 'co-handler' ? withinCoHandling(parts) : parts;
}

function actsAsUnitHead({ actor: { roles } }: Transaction): boolean {
  return roles.includes('unit-head') && !roles.includes('leader') && !roles.includes('clerk');
}

async function participants(tx: Transaction, parts: ReadonlyMap<string, AssignmentRole>): Promise<Officeholder[]> {
  const people: Officeholder[] = [];
  for (const [positionId, role] of parts) {
    people.push(await namedPosition(tx, positionId, 'routing.handle', pointers[role]));
  }
  return people;
}

const pointers: Readonly<Record<AssignmentRole, string>> = {
  main: '/body/mainPositionId',
  'co-handler': '/body/coHandlerPositionIds',
  'for-information': '/body/forInformationPositionIds',
};

function refuseOutsideUnit(tx: Transaction, people: readonly Officeholder[]): void {
  if (!actsAsUnitHead(tx)) return;
  if (people.every(({ unitId }) => unitId !== null && unitId === tx.actor.unitId)) return;
  throw new DomainError('not-permitted', 'outside-unit', 'A unit head passes work on within the unit');
}

function assign(
  tx: Transaction,
  { agencyId, documentId, id: directiveId, dueOn }: Directive,
  { positionId, name, title }: Officeholder,
  role: AssignmentRole,
  current: readonly Assignment[],
): void {
  const part = { directiveId, role, dueOn: role === 'for-information' ? null : dueOn, name, title };
  const known = current.find((assignment) => assignment.positionId === positionId);
  if (known) {
    const state = known.state === 'done' ? 'new' : known.state;
    tx.change(assignments, known, { ...part, state, open: isOpen(role, state) });
    return;
  }
  const fresh = { state: 'new', startedAt: null, doneAt: null, result: null } as const;
  tx.insert(assignments, { ...part, ...fresh, agencyId, documentId, positionId, open: isOpen(role, 'new') });
}
