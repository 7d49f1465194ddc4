import { placeOf } from '../../platform/api/byte-range.ts';
import { routes } from '../../platform/api/http.ts';
import { readOne } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { directoryVersions } from '../directory/store.ts';
import type { SignedMessage } from '../messages/transport.ts';
import { doorContract } from './contract.ts';
import { offerIdOf } from './offer.ts';
import { type OfferAnswer, offerAgain, offerMessage } from './offer-message.ts';
import { takePart } from './take-part.ts';

interface OfMessage {
  readonly sender: string;
  readonly messageId: string;
}

const offerIdIn = ({ sender, messageId }: OfMessage): string => offerIdOf(sender, messageId);
const inBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function thing({ bytes, signature }: SignedMessage) {
  return { content: inBase64(bytes), signature: inBase64(signature) };
}

function shown(answer: OfferAnswer) {
  return answer.state === 'stored'
    ? { state: answer.state, receipt: thing(answer.receipt) }
    : { state: answer.state, files: [...answer.files] };
}

export const doorRoutes = routes(doorContract, {
  offerMessage: async ({ body }, partner) => {
    const [content, signature] = [body.content, body.signature].map((text) => Buffer.from(text, 'base64'));
    if (!content || !signature) throw notFound();
    return shown(await offerMessage(partner, { content, signature }));
  },
  offeredMessage: async ({ params }, partner) => shown(await offerAgain(partner, offerIdIn(params))),
  putFilePart: async ({ params, bytes }, partner, { request }) => {
    const place = placeOf(request.headers['content-range'], bytes.size);
    const part = { ...place, offerId: offerIdIn(params), sha256: params.sha256 };
    return { offset: await takePart(partner, part, bytes) };
  },
  commitMessage: async ({ params }, partner) => shown(await offerAgain(partner, offerIdIn(params))),
  heldDirectory: async () => {
    const held = await readOne(directoryVersions, { newest: true });
    if (!held) throw notFound();
    return { content: inBase64(await files().read(held.sha256)), signature: held.signature };
  },
});
