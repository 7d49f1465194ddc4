import type { Partner } from '../../platform/actor.ts';
import { placeOf } from '../../platform/api/byte-range.ts';
import { routes } from '../../platform/api/http.ts';
import { readOne } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { directoryVersions } from '../directory/store.ts';
import { keepBroughtProof } from '../evidence/brought-proof.ts';
import type { EnclosedFile, TravellingMessage } from '../messages/message-offer.ts';
import type { OfferAnswer } from '../messages/offer-answer.ts';
import { fromBase64, inBase64 } from '../messages/signed-thing.ts';
import { sendAgain } from '../recovery/send-again.ts';
import { logInclusion } from '../witness/log-inclusion.ts';
import { ownCapability } from './capability-statement.ts';
import { doorContract } from './contract.ts';
import { heldMessage } from './held-message.ts';
import { logConsistency } from './log-consistency.ts';
import { offerAgain, offerMessage, offerNamed } from './offer-message.ts';
import { offerSealed } from './offer-sealed.ts';
import { takePart } from './take-part.ts';
import { answerWaiting, bodyOf, waitingFile, waitingFor, waitingMessage } from './waiting-here.ts';

export const doorRoutes = routes(doorContract, {
  offerMessage: ({ body }, partner) =>
    'message' in body ? offered(partner, body.message, body.files) : offered(partner, body, []),
  offeredMessage: async ({ params }, partner) => await offerAgain(partner, await offerNamed(params)),
  heldMessage: ({ params, query }, partner) => heldMessage(partner, { ...params, ...query }),
  putFilePart: async ({ params, bytes }, partner, { request }) => {
    const place = placeOf(request.headers['content-range'], bytes.size);
    const offerId = await offerNamed(params);
    return { offset: await takePart(partner, { ...place, offerId, sha256: params.sha256 }, bytes) };
  },
  commitMessage: async ({ params }, partner) => await offerAgain(partner, await offerNamed(params)),
  ownCapability: async ({ params }) => inBase64(await ownCapability(params.code)),
  listWaiting: ({ query }, partner) => waitingFor(partner, query.after),
  waitingMessage: async ({ params }, partner) => bodyOf(await waitingMessage(partner, params)),
  waitingFile: ({ params }, partner) => waitingFile(partner, params),
  answerWaiting: async ({ params, body }, partner) => {
    await answerWaiting(partner, params, fromBase64(body));
    return null;
  },
  sendAgain: async ({ body }, partner) => ({ agencies: await sendAgain(partner, new Date(body.since)) }),
  logConsistency: ({ params, query }) => logConsistency(params.code, query),
  logInclusion: ({ params, query }, partner) => logInclusion(partner, params.code, query),
  bringLogInclusion: async ({ params, query, body }, partner) => {
    await keepBroughtProof(partner, params.code, query, body);
    return null;
  },
  heldDirectory: async () => {
    const held = await readOne(directoryVersions, { newest: true });
    if (!held) throw notFound();
    return { content: Buffer.from(await files().read(held.sha256)).toString('base64'), signature: held.signature };
  },
});

async function offered(
  partner: Partner,
  message: TravellingMessage,
  enclosed: readonly EnclosedFile[],
): Promise<OfferAnswer> {
  if ('sealed' in message) return await offerSealed(partner, message, enclosed);
  return await offerMessage(partner, fromBase64(message), { travelled: 'clear', enclosed });
}
