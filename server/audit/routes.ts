import { routes } from '../platform/http.ts';
import { auditContract } from './contract.ts';
import { leavesOf, proveConsistency, proveInclusion } from './log-tree.ts';
import { readLog, readLogState, readTreeHeadOf } from './queries.ts';
import { DEPLOYMENT } from './store.ts';

/** The log by HTTP: one's own agency's, and that of the deployment. Nothing here writes (RELIABILITY row 95). */
export const auditRoutes = routes(auditContract, {
  readLogState: ({ query }, actor) => readLogState(query.of === 'agency' ? actor.agencyId : DEPLOYMENT),
  readTreeHead: ({ params }) => readTreeHeadOf(params.log),
  proveConsistency: async ({ params: { log }, query }) => ({
    proof: await proveConsistency(log, query.from, query.to),
  }),
  proveInclusion: async ({ params: { log }, query }) => ({ proof: await proveInclusion(log, query.index, query.size) }),
  readLeaves: async ({ query }, { agencyId }) => ({ items: await leavesOf(agencyId, query.from, query.count) }),
  readLog: ({ query }, actor) => readLog(actor.agencyId, query),
  readLogOfDeployment: ({ query }) => readLog(DEPLOYMENT, query),
});
