import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encryptionKeyIn } from '../../../server/exchange/directory/own-encryption-keys.ts';
import { type Message, readMessage } from '../../../server/exchange/messages/message.ts';
import { messageOffer } from '../../../server/exchange/messages/message-offer.ts';
import { signedThingIn, signedThingOf } from '../../../server/exchange/messages/signed-thing.ts';
import { type OpeningKey, openSealed } from '../../../server/pdf-signatures/crypto/auth-enveloped.ts';
import { sites } from './pair.ts';

/** The message in the body of a request, opened with the keys of the two deployments in a folder where it is sealed; nothing when there is none. */
export function passingMessage(body: Buffer, folder: string): Message | undefined {
  const { data: offer } = messageOffer.safeParse(JSON.parse(body.toString()));
  if (!offer) return undefined;
  const travels = 'message' in offer ? offer.message : offer;
  const thing =
    'sealed' in travels
      ? signedThingIn(openSealed(Buffer.from(travels.sealed, 'base64'), keysIn(folder)))
      : signedThingOf(travels);
  return thing && readMessage(thing.content);
}

const known = new Map<string, readonly OpeningKey[]>();

function keysIn(folder: string): readonly OpeningKey[] {
  const keys =
    known.get(folder) ?? sites.flatMap((site) => keysOf(join(folder, site, 'keys', 'exchange', 'encryption')));
  known.set(folder, keys);
  return keys;
}

function keysOf(place: string): OpeningKey[] {
  return readdirSync(place).map((agency) => encryptionKeyIn(readFileSync(join(place, agency, 'current.pem'), 'utf8')));
}
