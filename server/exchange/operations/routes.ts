import { DEPLOYMENT } from '../../audit/store.ts';
import { routes } from '../../platform/api/http.ts';
import { currentTime } from '../../platform/clock.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { noteContradiction } from '../witness/note-contradiction.ts';
import { operationsContract } from './contract.ts';
import { operationsView } from './queries.ts';
import { agenciesThatGaveUp, resumeAll } from './resume-all.ts';
import { sendTestMessage } from './send-test-message.ts';

export const operationsRoutes = routes(operationsContract, {
  getOperations: () => operationsView(currentTime()),
  sendTestMessage: ({ body }, actor) => sendTestMessage(actor, body.recipientCode),
  noteContradiction: ({ params, body }, actor) =>
    requestedAct({ ...actor, agencyId: DEPLOYMENT }, async (tx) => ({
      id: (await noteContradiction(tx, { ...params, ...body })).id,
    })),
  resumeAll: async (_asked, actor) => {
    const agencyIds = await agenciesThatGaveUp();
    const forAll = { ...actor, agencyId: DEPLOYMENT };
    return await requestedAct(forAll, async (tx) => ({ agencies: await resumeAll(tx, agencyIds) }));
  },
});
