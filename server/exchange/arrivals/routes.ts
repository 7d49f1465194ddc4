import { recordView } from '../../audit/record.ts';
import { routes } from '../../platform/api/http.ts';
import { readOne } from '../../platform/database/store.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { incomingView } from '../../registry/incoming/queries.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { verificationOf } from '../../signing/verification/verification-of.ts';
import { arrivals } from '../store.ts';
import type { Arrival } from './arrival.ts';
import { type ArrivalView, arrivalsContract } from './contract.ts';
import { giveBackArrival, keepArrival } from './give-back-arrival.ts';
import { answersTo, arrivalFile, arrivalFor, arrivalView, listArrivals, relatedTo, saidLaterOf } from './queries.ts';
import { registerArrival } from './register-arrival.ts';
import { returnArrival } from './return-arrival.ts';
import { receiptsForKey, tellInClear, untoldSenders } from './tell-in-clear.ts';

/** An arrival as an act leaves it. */
async function arrivalAfter(tx: Transaction, arrival: Arrival): Promise<ArrivalView> {
  const document = (id: string) => tx.find(outgoingDocuments, { id });
  return arrivalView(arrival, await relatedTo(arrival, { document, arrival: (id) => tx.find(arrivals, { id }) }));
}

export const arrivalsRoutes = routes(arrivalsContract, {
  listArrivals: ({ query }, actor) => listArrivals(actor, query),
  getArrival: async ({ params }, actor) => {
    const arrival = await arrivalFor(actor, params.arrivalId);
    await recordView(actor, { type: 'arrival-viewed', arrivalId: arrival.id });
    const document = (id: string) => readOne(outgoingDocuments, { _id: id });
    return arrivalView(
      arrival,
      await relatedTo(arrival, { document, arrival: (id) => readOne(arrivals, { _id: id }) }),
    );
  },
  getArrivalFile: async ({ params }, actor) => {
    const reply = await arrivalFile(actor, params.arrivalId, params.fileId);
    await recordView(actor, { type: 'arrival-downloaded', ...params });
    return reply;
  },
  getArrivalVerification: async ({ params }, actor) => {
    const { files, senderAgencyId = null } = await arrivalFor(actor, params.arrivalId);
    return await verificationOf(files, senderAgencyId);
  },
  registerArrival: ({ params, body }, actor) =>
    requestedAct(actor, async (tx) => incomingView(await registerArrival(tx, { ...params, ...body }), actor)),
  returnArrival: ({ params, body }, actor) =>
    requestedAct(actor, async (tx) => arrivalAfter(tx, await returnArrival(tx, { ...params, ...body }))),
  giveBackArrival: ({ params }, actor) =>
    requestedAct(actor, async (tx) => arrivalAfter(tx, await giveBackArrival(tx, params.arrivalId))),
  keepArrival: ({ params, body }, actor) =>
    requestedAct(actor, async (tx) => arrivalAfter(tx, await keepArrival(tx, { ...params, ...body }))),
  listUntold: async (_asked, actor) =>
    (await untoldSenders(actor)).map((one) => ({ ...one, senders: [...one.senders] })),
  tellInClear: async ({ body }, actor) => {
    const jobIds = await receiptsForKey(actor, body.partner);
    return await requestedAct(actor, async (tx) => ({ told: await tellInClear(tx, jobIds, body.reason) }));
  },
  getSaidLater: ({ params }, actor) => saidLaterOf(actor, params.documentId),
  listAnswers: ({ params }, actor) => answersTo(actor, params.documentId),
});
