import mongoose from 'mongoose';
import type { Actor } from '../platform/actor.ts';
import type { Filter } from '../platform/database/filter.ts';

/** What decides who sees a document: its agency, and the positions it was routed to or drafted by. */
export interface Visible {
  readonly agencyId: string;
  /** Ids of positions. */
  readonly participants: readonly string[];
}

/** What an actor sees of their agency's documents; of other agencies' documents nobody sees anything. */
function reachOf({ roles }: Actor): 'agency' | 'own' | 'none' {
  if (['clerk', 'leader', 'system'].some((role) => roles.includes(role))) return 'agency';
  if (['unit-head', 'specialist'].some((role) => roles.includes(role))) return 'own';
  return 'none';
}

/** Whether the actor sees every document and every arrival of their agency, so that what is said of them all hides nothing from them. */
export function seesWholeAgency(actor: Actor): boolean {
  return reachOf(actor) === 'agency';
}

/**
 * Whether the actor may see the document (docs/architecture.md, Rights): clerks and leaders see all of their agency, others what they take part in,
 * administrators and inspectors nothing. Every read, search, count, export and notification asks this or `visibleTo`.
 */
export function mayRead(actor: Actor, document: Visible): boolean {
  if (actor.agencyId !== document.agencyId) return false;
  const reach = reachOf(actor);
  return reach === 'agency' || (reach === 'own' && document.participants.includes(actor.positionId));
}

/** The same rule as a MongoDB filter over the fields `agencyId` and `participants`; spread it into the filter of a list. */
export function visibleTo(actor: Actor): Filter<Visible> {
  const { agencyId, positionId } = actor;
  switch (reachOf(actor)) {
    case 'agency':
      return { agencyId };
    case 'own':
      return { agencyId, participants: positionId };
    case 'none':
      return { agencyId, participants: mongoose.trusted({ $in: [] }) };
  }
}
