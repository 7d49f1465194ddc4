import { routes } from '../../../platform/api/http.ts';
import { currentTime } from '../../../platform/clock.ts';
import { requestedAct } from '../../../platform/ledger/requested-act.ts';
import { receivedBytes } from '../../../platform/uploads/received-bytes.ts';
import { tableRows } from '../read-table.ts';
import { changeGroup } from './change-group.ts';
import { groupsContract } from './contract.ts';
import { createGroup } from './create-group.ts';
import { endGroup } from './end-group.ts';
import { groupSummary, listGroups } from './queries.ts';
import { unfoldGroup } from './unfold-group.ts';

export const groupsRoutes = routes(groupsContract, {
  listGroups: (_, actor) => listGroups(actor),
  getGroup: ({ params }, actor) => unfoldGroup(actor, params.groupId, currentTime()),
  createGroup: ({ body }, actor) => requestedAct(actor, async (tx) => groupSummary(await createGroup(tx, body))),
  changeGroup: ({ params, body }, actor) =>
    requestedAct(actor, async (tx) => groupSummary(await changeGroup(tx, { ...params, ...body }))),
  endGroup: ({ params, body }, actor) =>
    requestedAct(actor, async (tx) => groupSummary(await endGroup(tx, { ...params, ...body }))),
  readTable: async ({ file }, actor) => ({ rows: await tableRows(actor, await receivedBytes(file), currentTime()) }),
});
