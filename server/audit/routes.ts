import type { Actor } from '../platform/actor.ts';
import { type Route, routes } from '../platform/api/http.ts';
import { auditContract, type EventView } from './contract.ts';
import { leavesOf, proveConsistency, proveInclusion } from './heads/log-tree.ts';
import { readLog, readLogState, readTreeHeadOf } from './queries.ts';
import { DEPLOYMENT } from './store.ts';

/** What the log has to ask of those above it. */
export interface AuditPorts {
  /** Who sees all documents of their agency: the others learn from the log what happened, and no words about documents (docs/architecture.md, Rights). */
  readonly seesDocuments: (actor: Actor) => boolean;
  /** What each event was about, in words for a reader of that agency. */
  readonly nameSubjects: (events: readonly EventView['event'][], agencyId: string) => Promise<(string | null)[]>;
}

/** The log by HTTP: one's own agency's, and that of the deployment. Nothing here writes (docs/bad-inputs.md, row 95). */
export function auditRoutes({ seesDocuments, nameSubjects }: AuditPorts): Route[] {
  const named = ({ agencyId }: Actor) => ({
    nameSubjects: (events: readonly EventView['event'][]) => nameSubjects(events, agencyId),
  });
  return routes(auditContract, {
    readLogState: ({ query }, actor) => readLogState(query.of === 'agency' ? actor.agencyId : DEPLOYMENT),
    readTreeHead: ({ params }) => readTreeHeadOf(params.log),
    proveConsistency: async ({ params: { log }, query }) => ({
      proof: await proveConsistency(log, query.from, query.to),
    }),
    proveInclusion: async ({ params: { log }, query }) => ({
      proof: await proveInclusion(log, query.index, query.size),
    }),
    readLeaves: async ({ query }, actor) => ({
      items: await leavesOf(actor.agencyId, query, seesDocuments(actor)),
    }),
    readLog: ({ query }, actor) =>
      readLog(actor.agencyId, query, { seesDocuments: seesDocuments(actor), ...named(actor) }),
    readLogOfDeployment: ({ query }, actor) => readLog(DEPLOYMENT, query, { seesDocuments: false, ...named(actor) }),
  });
}
