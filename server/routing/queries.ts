import mongoose from 'mongoose';
import { readAll, readSome } from '../platform/database/store.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import type { HandedOver, Receiver } from '../registry/books/book-rows.ts';
import { type Assignment, receivedAt } from './assignment.ts';
import type { AssignmentView, DirectiveView, HandlingView } from './contract.ts';
import type { Directive } from './directive.ts';
import { assignments, directives } from './store.ts';

/** Directives and assignments of a document, oldest first. The caller has checked that the document may be read. */
export async function readHandling(agencyId: string, documentId: string): Promise<HandlingView> {
  const where = { agencyId, documentId };
  return handlingView(await readAll(directives, where), await readAll(assignments, where));
}

/** The same as an act leaves it. */
export async function handlingAfter(tx: Transaction, documentId: string): Promise<HandlingView> {
  const where = { agencyId: tx.actor.agencyId, documentId };
  return handlingView(await tx.list(directives, where), await tx.list(assignments, where));
}

/**
 * Of each of these documents when it was first presented to a leader or given a directive, and who has it since then, the main handler first; those
 * that were not are left out.
 */
export async function passedOn(
  agencyId: string,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, HandedOver>> {
  const where = { agencyId, documentId: mongoose.trusted({ $in: documentIds }) };
  const asked = ['documentId', 'name', 'title', 'role', 'signedForAt', 'startedAt', 'doneAt'] as const;
  const [given, parts] = await Promise.all([
    readSome(directives, ['documentId', 'givenAt'], where, { sort: { givenAt: -1 } }),
    readSome(assignments, asked, where),
  ]);
  // The earliest comes last, and stays.
  const handed = new Map(
    given.map(({ documentId, givenAt }) => [documentId, { at: givenAt, receivers: [] as Receiver[] }]),
  );
  for (const part of parts.toSorted(byRole)) {
    const name = [part.name, part.title].filter(Boolean).join(', ');
    handed.get(part.documentId)?.receivers.push({ name, receivedAt: receivedAt(part) });
  }
  return handed;
}

const roleOrder = { main: 0, 'co-handler': 1, 'for-information': 2 } as const;

function byRole(one: Pick<Assignment, 'id' | 'role'>, other: Pick<Assignment, 'id' | 'role'>): number {
  return roleOrder[one.role] - roleOrder[other.role] || one.id.localeCompare(other.id);
}

function handlingView(given: readonly Directive[], parts: readonly Assignment[]): HandlingView {
  return {
    directives: given.toSorted((one, other) => Number(one.givenAt) - Number(other.givenAt)).map(directiveView),
    assignments: parts.toSorted(byRole).map(assignmentView),
  };
}

function directiveView(directive: Directive): DirectiveView {
  const { id, kind, givenBy, givenAt, text, dueOn, toLeaderPositionId, toLeaderName } = directive;
  return {
    id,
    kind,
    givenBy: { ...givenBy },
    givenAt: givenAt.toISOString(),
    text,
    dueOn,
    toLeaderPositionId,
    toLeaderName,
  };
}

function assignmentView(assignment: Assignment): AssignmentView {
  const { id, version, positionId, name, title, role, state, dueOn, open, directiveId, startedAt, doneAt, result } =
    assignment;
  return {
    id,
    version,
    positionId,
    name,
    title,
    role,
    state,
    dueOn,
    open,
    directiveId,
    result,
    receivedAt: receivedAt(assignment)?.toISOString() ?? null,
    startedAt: startedAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
  };
}
