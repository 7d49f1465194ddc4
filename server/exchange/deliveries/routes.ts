import type { Actor } from '../../platform/actor.ts';
import { routes } from '../../platform/api/http.ts';
import { currentTime } from '../../platform/clock.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { addresseeByCode } from '../recipients/addressee-by-code.ts';
import { followUps } from '../store.ts';
import { type DeliveryView, deliveriesContract } from './contract.ts';
import { pageOfDeliveries, progressOf } from './deliveries-of.ts';
import type { Delivery } from './delivery.ts';
import { askBack } from './follow-ups/ask-back.ts';
import { toldOtherwise } from './follow-ups/told-otherwise.ts';
import { isInForce } from './in-force.ts';
import { recordPosting } from './on-paper/record-posting.ts';
import { sendOnPaper } from './on-paper/send-on-paper.ts';
import { deliveryFor, deliveryView, deliveryViews } from './queries.ts';
import { readdressDelivery } from './readdress-delivery.ts';
import { retryDelivery } from './retry-delivery.ts';
import { sendAnew } from './send-anew.ts';
import { sendInClear } from './send-in-clear.ts';
import { settleDelivery } from './settle-delivery.ts';

/** Runs an act on a delivery that the actor may see, and shows what became of it. */
async function act(
  actor: Actor,
  { deliveryId }: { readonly deliveryId: string },
  run: (tx: Transaction) => Promise<Delivery>,
): Promise<DeliveryView> {
  await deliveryFor(actor, deliveryId);
  return await requestedAct(actor, async (tx) => await viewIn(tx, await run(tx)));
}

async function viewIn(tx: Transaction, delivery: Delivery): Promise<DeliveryView> {
  const { agencyId, documentId } = delivery;
  const followed = await tx.list(followUps, { agencyId, documentId });
  return deliveryView(delivery, { followed, isInForce: await isInForce(tx, delivery) });
}

export const deliveriesRoutes = routes(deliveriesContract, {
  listDeliveries: async ({ params, query }, actor) => {
    const page = await pageOfDeliveries(actor, params.documentId, query);
    return { ...page, items: await deliveryViews(page.items) };
  },
  getProgress: ({ params }, actor) => progressOf(actor, params.documentId),
  listToldOtherwise: ({ params, query }, actor) => toldOtherwise(actor, params.documentId, query.about),
  retryDelivery: ({ params }, actor) => act(actor, params, (tx) => retryDelivery(tx, params.deliveryId)),
  sendInClear: ({ params, body }, actor) => act(actor, params, (tx) => sendInClear(tx, { ...params, ...body })),
  sendAnew: ({ params, body }, actor) => act(actor, params, (tx) => sendAnew(tx, { ...params, ...body })),
  readdressDelivery: async ({ params, body: { code, reason } }, actor) => {
    await deliveryFor(actor, params.deliveryId);
    const addressee = await addresseeByCode(code, currentTime(), actor.agencyId);
    return await act(actor, params, (tx) => readdressDelivery(tx, { ...params, addressee, reason }));
  },
  askBack: ({ params, body }, actor) => act(actor, params, (tx) => askBack(tx, { ...params, ...body })),
  sendOnPaper: ({ params, body }, actor) => act(actor, params, (tx) => sendOnPaper(tx, { ...params, ...body })),
  recordPosting: ({ params, body }, actor) => act(actor, params, (tx) => recordPosting(tx, { ...params, ...body })),
  settleDelivery: ({ params, body }, actor) => act(actor, params, (tx) => settleDelivery(tx, { ...params, ...body })),
});
