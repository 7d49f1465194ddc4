import { routes } from '../platform/http.ts';
import { auditContract } from './contract.ts';
import { readLog } from './queries.ts';
import { DEPLOYMENT } from './store.ts';

/** The log by HTTP: one's own agency's, and that of the deployment. Nothing here writes (RELIABILITY row 95). */
export const auditRoutes = routes(auditContract, {
  readLog: ({ query }, actor) => readLog(actor.agencyId, query),
  readLogOfDeployment: ({ query }) => readLog(DEPLOYMENT, query),
});
