import { listUnits } from '../identity/queries.ts';
import { mayRead } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import { DomainError } from '../platform/errors.ts';
import { issuedAlike } from './issued-alike.ts';
import { type IssuedBy, issuedDocuments } from './issued-documents.ts';
import { type Period, requirePeriod } from './period.ts';
import { type Definition, definitions, type Judged, judge, type ShareFigureOf, share } from './share.ts';

/** Both shares of the actor's agency for a period. */
export async function shareOf(
  actor: Actor,
  period: Period,
): Promise<{ from: string; to: string; figures: ShareFigureOf[] }> {
  requirePeriod(period);
  return { ...period, figures: figuresOf(await issuedAlike(actor.agencyId, period)) };
}

/** Every definition's figure over the same documents. */
export function figuresOf(issued: Parameters<typeof share>[1]): ShareFigureOf[] {
  return definitions.map((definition) => share(definition, issued));
}

export interface ListBehind extends Period {
  readonly definition: Definition;
  readonly part: 'counted' | 'missing';
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * The documents behind a figure, in order of issue: those that count, or those that do not with what keeps them from it. There are as many
 * rows as the figure says; of documents the actor may not see they tell unit, day and reason, and no more (server/DECISIONS.md).
 */
export async function documentsBehind(actor: Actor, query: ListBehind) {
  requirePeriod(query);
  const judged = judge(query.definition, await issuedDocuments(actor.agencyId, query));
  const part = judged.filter(({ counted }) => counted === (query.part === 'counted'));
  const start = startOf(query.cursor);
  const end = start + query.limit;
  const units = new Map((await listUnits(actor.agencyId)).map(({ id, name }) => [id, name]));
  const items = part.slice(start, end).map((judged) => lineOf(actor, judged, units));
  return { items, next: end < part.length ? String(end) : null };
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^[1-9][0-9]{0,8}$/.test(cursor)) return Number(cursor);
  throw new DomainError('malformed', 'bad-cursor', 'This cursor does not belong to this list');
}

function lineOf(actor: Actor, { document, counted, missing }: Judged<IssuedBy>, units: ReadonlyMap<string, string>) {
  const { documentId, code, subject, issuedOn, unitId } = document;
  const known = { issuedOn, unitName: (unitId !== null && units.get(unitId)) || null, counted };
  if (mayRead(actor, document))
    return { documentId, code, subject, ...known, missing: missing.map((one) => ({ ...one })) };
  const reasons = [...new Set(missing.map(({ reason }) => reason))].map((reason) => ({ recipient: null, reason }));
  return { documentId: null, code: null, subject: null, ...known, missing: reasons };
}
