import type { Actor } from '../platform/actor.ts';
import { type Route, routes } from '../platform/http.ts';
import { auditContract } from './contract.ts';
import { leavesOf, proveConsistency, proveInclusion } from './log-tree.ts';
import { readLog, readLogState, readTreeHeadOf } from './queries.ts';
import { DEPLOYMENT } from './store.ts';

/**
 * The log by HTTP: one's own agency's, and that of the deployment. Nothing here writes (RELIABILITY row 95). `seesDocuments` says who sees
 * all documents of their agency: the others learn from the log what happened, and no words about documents (DESIGN D9).
 */
export function auditRoutes(seesDocuments: (actor: Actor) => boolean): Route[] {
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
    readLog: ({ query }, actor) => readLog(actor.agencyId, query, seesDocuments(actor)),
    readLogOfDeployment: ({ query }) => readLog(DEPLOYMENT, query, false),
  });
}
