import { buffer } from 'node:stream/consumers';
import type { ByteRange } from '../../platform/api/byte-range.ts';
import { currentTime } from '../../platform/clock.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { DomainError } from '../../platform/errors.ts';
import type { OutboundClient } from '../../platform/outbound/outbound-client.ts';
import { directoryEntries } from '../directory/store.ts';
import { requireListInForce } from '../directory/versions/list-in-force.ts';
import { enclosedFiles, travelling } from '../messages/confidential-message.ts';
import { type Message, readMessage } from '../messages/message.ts';
import type { MessageOffer } from '../messages/message-offer.ts';
import type { OfferAnswer, WantedFile } from '../messages/offer-answer.ts';
import { fromBase64, type SignedThing } from '../messages/signed-thing.ts';
import type { Transport } from '../messages/transport.ts';
import { askHeld } from './ask-held.ts';
import { onLine } from './on-line.ts';
import { PartnerDoor } from './partner-door.ts';
import { requireTaken } from './require-taken.ts';
import { type Body, bodyFor, travellingBytes } from './travelling-message.ts';

/** So much of a file goes in one request, and is lost by a cut. */
const PART_BYTES = 4 * 1024 * 1024;
/** So often one try goes on after another process has moved a file on meanwhile. */
const MOST_ROUNDS = 3;

/**
 * Carries to agencies that other deployments host, over HTTPS: offers the message – with its files, where they are small and the recipient takes them
 * so –, sends what is wanted of its files from where it is wanted, and has it stored. After a cut the same call goes on where the other side is. Refuses what `requireListInForce` does, and gives up on
 * what the recipient says that its system does not take (`requireTaken`). Asks what a recipient holds under an id of the sender's.
 */
export function httpsCarrier(client: OutboundClient): Transport {
  return {
    carry: async (recipientCode, message) => {
      await requireListInForce(currentTime());
      const { partner, address } = await placeOf(recipientCode);
      const read = readMessage(message.content);
      const { kind, sender, messageId } = read;
      const place = `/messages/${encodeURIComponent(sender.code)}/${messageId}`;
      const attempt = async (heard: () => void) => {
        const door = new PartnerDoor(client, address, heard);
        const taken = await requireTaken(door, recipientCode, message);
        const body = await bodyFor(recipientCode, message);
        return await bring(door, { place, body, message: read, encloses: taken?.limits.enclosedBytes ?? 0 });
      };
      return await onLine(partner, attempt, { anyway: kind === 'test' });
    },
    held: async (recipient, of) => await askHeld(client, { ...(await placeOf(recipient)), recipient }, of),
  };
}

/** What is brought, where, and how much of its files may come along at once. */
interface Brought {
  readonly place: string;
  readonly body: Body;
  readonly message: Message;
  readonly encloses: number;
}

async function bring(door: PartnerDoor, { place, body, message, encloses }: Brought): Promise<SignedThing> {
  const named = enclosedFiles(message);
  let answer = await offer(door, await withFiles(body, message, encloses));
  for (let round = 0; answer.state === 'files-wanted' && round < MOST_ROUNDS; round += 1) {
    for (const file of answer.files) await sendFile(door, place, file, await travellingBytes(named, file));
    answer = await door.offered({ method: 'POST', path: `${place}/commit` });
  }
  return receiptIn(answer);
}

/** Which deployment hosts an agency, and where the directory says that it is reached; refuses with `wrong-audience` one that has no such place. */
export async function placeOf(code: string): Promise<{ partner: string; address: string }> {
  const entry = await readKnown(directoryEntries, { _id: code, listed: true });
  if (entry?.deployment && entry.address) return { partner: entry.deployment, address: entry.address };
  throw new DomainError('not-permitted', 'wrong-audience', `The directory knows no way to ${code}`);
}

/** The message with all its files beside it, where they are few enough bytes for its recipient. */
async function withFiles(body: Body, message: Message, most: number): Promise<MessageOffer> {
  const travel = travelling(message);
  if (travel.length === 0 || travel.reduce((sum, { size }) => sum + size, 0) > most) return body;
  const files = travel.map(async (file) => {
    const bytes = await travellingBytes(enclosedFiles(message), file);
    return { sha256: file.sha256, bytes: (await buffer(bytes({ start: 0, end: file.size - 1 }))).toString('base64') };
  });
  return { message: body, files: await Promise.all(files) };
}

async function offer(door: PartnerDoor, offered: MessageOffer): Promise<OfferAnswer> {
  const body = Buffer.from(JSON.stringify(offered));
  return await door.offered({
    ...{ method: 'POST', path: '/messages', body },
    headers: { 'Content-Type': 'application/json' },
  });
}

/** Sends a file from where it is wanted to its end; where somebody else has moved it on, that is for the next round to see. */
async function sendFile(
  door: PartnerDoor,
  place: string,
  { sha256, size, offset }: WantedFile,
  bytes: (range: ByteRange) => AsyncIterable<Uint8Array>,
): Promise<void> {
  for (let from = offset; from < size; from += PART_BYTES) {
    const end = Math.min(from + PART_BYTES, size) - 1;
    const body = { size: end - from + 1, read: () => bytes({ start: from, end }) };
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Range': `bytes ${from}-${end}/${size}` };
    try {
      await door.ask({ method: 'PUT', path: `${place}/files/${sha256}`, body, headers });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'offset-mismatch') return;
      throw error;
    }
  }
}

function receiptIn(answer: OfferAnswer): SignedThing {
  if (answer.state === 'stored') {
    return fromBase64(answer.receipt);
  }
  throw new DomainError('unavailable', 'partner-unanswered', 'It wants the same files again and again');
}

/** Carries to each agency by its way: to one hosted here, to one that is reached somewhere, and to one that collects what waits for it. */
export function carriers<W extends string>(
  wayTo: (code: string) => Promise<W>,
  ways: Readonly<Record<W, Transport>>,
): Transport {
  return {
    carry: async (code, message) => await ways[await wayTo(code)].carry(code, message),
    doorHere: async (code) => await ways[await wayTo(code)].doorHere?.(code),
    held: async (code, of) => await ways[await wayTo(code)].held?.(code, of),
  };
}
