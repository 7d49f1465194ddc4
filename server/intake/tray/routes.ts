import { routes } from '../../platform/api/http.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { uploadViewOf } from '../../platform/uploads/uploads.ts';
import { trayContract } from './contract.ts';
import { putAway, putBack } from './put-away.ts';
import { putInTray } from './put-in-tray.ts';
import { trayItemViewOf, trayOf } from './queries.ts';
import { takeFromTray } from './take-from-tray.ts';

export const trayRoutes = routes(trayContract, {
  listTray: (_, actor) => trayOf(actor),
  putInTray: ({ body }, actor) => requestedAct(actor, async (tx) => trayItemViewOf(await putInTray(tx, body), tx)),
  takeFromTray: ({ params }, actor) =>
    requestedAct(actor, async (tx) => uploadViewOf(await takeFromTray(tx, params.itemId))),
  putAway: ({ params }, actor) =>
    requestedAct(actor, async (tx) => trayItemViewOf(await putAway(tx, params.itemId), tx)),
  putBack: ({ params }, actor) =>
    requestedAct(actor, async (tx) => trayItemViewOf(await putBack(tx, params.itemId), tx)),
});
