import type { Actor } from '../platform/actor.ts';
import { routes } from '../platform/api/http.ts';
import { requestedAct } from '../platform/ledger/requested-act.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { incomingView, readIncoming } from '../registry/incoming/queries.ts';
import { routingContract } from './contract.ts';
import { correctDocument } from './correct-document.ts';
import { directiveTemplates } from './directive-templates.ts';
import { finishAssignment } from './finish-assignment.ts';
import { giveDirective } from './give-directive.ts';
import { presentDocument } from './present-document.ts';
import { handlingAfter, readHandling } from './queries.ts';
import { signForDocument } from './sign-for-document.ts';
import { startAssignment } from './start-assignment.ts';

/** Runs an act and shows how the handling of its document stands then. */
function act(actor: Actor, run: (tx: Transaction) => Promise<string>) {
  return requestedAct(actor, async (tx) => handlingAfter(tx, await run(tx)));
}

export const routingRoutes = routes(routingContract, {
  getHandling: async ({ params }, actor) => {
    const { agencyId, id } = await readIncoming(actor, params.documentId);
    return await readHandling(agencyId, id);
  },
  correctDocument: ({ params, body }, actor) =>
    requestedAct(actor, async (tx) => incomingView(await correctDocument(tx, { ...params, ...body }), actor)),
  presentDocument: ({ params, body }, actor) =>
    act(actor, async (tx) => (await presentDocument(tx, { ...params, ...body })).documentId),
  giveDirective: ({ params, body }, actor) =>
    act(actor, async (tx) => (await giveDirective(tx, { ...params, ...body })).documentId),
  signForDocument: ({ params }, actor) => act(actor, (tx) => signForDocument(tx, params.assignmentId)),
  startAssignment: ({ params }, actor) => act(actor, (tx) => startAssignment(tx, params.assignmentId)),
  finishAssignment: ({ params, body }, actor) => act(actor, (tx) => finishAssignment(tx, { ...params, ...body })),
  listTemplates: () => directiveTemplates.map((template) => ({ ...template })),
});
