import { placeOf } from '../../platform/api/byte-range.ts';
import { routes } from '../../platform/api/http.ts';
import { readOne } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { directoryVersions } from '../directory/store.ts';
import { inBase64 } from '../messages/signed-thing.ts';
import { ownCapability } from './capability-statement.ts';
import { doorContract } from './contract.ts';
import { offerIdOf } from './offer.ts';
import { offerAgain, offerMessage } from './offer-message.ts';
import { takePart } from './take-part.ts';

export const doorRoutes = routes(doorContract, {
  offerMessage: ({ body }, partner) =>
    offerMessage(partner, {
      content: Buffer.from(body.content, 'base64'),
      signature: Buffer.from(body.signature, 'base64'),
    }),
  offeredMessage: ({ params }, partner) => offerAgain(partner, offerIdOf(params.sender, params.messageId)),
  putFilePart: async ({ params, bytes }, partner, { request }) => {
    const { sender, messageId, sha256 } = params;
    const place = placeOf(request.headers['content-range'], bytes.size);
    return { offset: await takePart(partner, { ...place, offerId: offerIdOf(sender, messageId), sha256 }, bytes) };
  },
  commitMessage: ({ params }, partner) => offerAgain(partner, offerIdOf(params.sender, params.messageId)),
  ownCapability: async ({ params }) => inBase64(await ownCapability(params.code)),
  heldDirectory: async () => {
    const held = await readOne(directoryVersions, { newest: true });
    if (!held) throw notFound();
    return { content: Buffer.from(await files().read(held.sha256)).toString('base64'), signature: held.signature };
  },
});
