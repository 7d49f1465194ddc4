import { z } from 'zod';
import type { Partner } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import type { OutboundClient } from '../../platform/outbound/outbound-client.ts';
import { PartnerDoor } from '../carriage/partner-door.ts';
import { type SealedMessage, sealedMessage } from '../messages/confidential-message.ts';
import type { WantedFile } from '../messages/offer-answer.ts';
import { signedThingOf } from '../messages/signed-thing.ts';
import { bringProof } from './bring-proof.ts';
import { offerAgain, offerMessage, offerNamed } from './offer-message.ts';
import { offerSealed } from './offer-sealed.ts';
import { takePart } from './take-part.ts';

/** So much of a file comes in one answer, and is lost by a cut. */
const PART_BYTES = 64 * 1024 * 1024;

/** Ten thousand messages; what is left waits for the next time. A partner that lists without end would keep this house busy for good. */
const MOST_PAGES = 100;

/** Another deployment, and where it is reached. */
export interface PartnerPlace extends Partner {
  readonly address: string;
}

const listed = z.object({
  messages: z.array(z.object({ sender: z.string().max(35), messageId: z.uuidv7().lowercase() })).max(1_000),
  next: z.string().max(200).nullable(),
});
type Listed = z.output<typeof listed>['messages'][number];

/**
 * Collects what waits at another deployment for the agencies hosted here (docs/exchange-protocol.md, section 9): each message comes in by the
 * door, as if that deployment had brought it, and what its recipient signs – the receipt, or a refusal – goes back. One that cannot be
 * had or answered now waits on, and so does what is listed beyond a hundred pages.
 */
export async function collectWaiting(client: OutboundClient, partner: PartnerPlace): Promise<void> {
  const door = new PartnerDoor(client, partner.address);
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query: string = after === null ? '' : `?after=${encodeURIComponent(after)}`;
    const { messages, next }: z.output<typeof listed> = listed.parse(
      await door.ask({ method: 'GET', path: `/waiting${query}` }),
    );
    for (const message of messages) await collect(door, partner, message);
    if (messages.length === 0 || next === null || next === after) return;
    after = next;
  }
}

async function collect(door: PartnerDoor, partner: PartnerPlace, { sender, messageId }: Listed): Promise<void> {
  const place = `/waiting/${encodeURIComponent(sender)}/${messageId}`;
  const warned = (words: string) => (error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
    log.warn({ err: error, messageId, partner: partner.deploymentId }, words);
  };
  const collecting = async (): Promise<string> => {
    const answer = await takeIn(door, partner, { place, offerId: await offerNamed({ sender, messageId }) });
    await door.ask({ method: 'POST', path: `${place}/receipt`, body: Buffer.from(answer), headers: json });
    return answer;
  };
  const answer = await collecting().catch(warned('a waiting message was not collected'));
  if (answer === undefined) return;
  await bringProof(door, answer).catch(warned('the proof of a collected message was not brought'));
}

/** A message as it comes in: where it waits, and the offer it becomes here. */
interface Coming {
  readonly place: string;
  readonly offerId: string;
}

/** The JSON of what the recipient has signed, its receipt or its refusal; throws what nobody has signed. */
async function takeIn(door: PartnerDoor, partner: Partner, coming: Coming): Promise<string> {
  const body = await door.ask({ method: 'GET', path: coming.place });
  const [thing, { data: sealed }] = [signedThingOf(body), sealedMessage.safeParse(body)];
  if (!thing && !sealed) throw unanswered('What waits there is no message');
  try {
    const answer = thing
      ? await offerMessage(partner, thing, { travelled: 'clear' })
      : await offerSealed(partner, sealed as SealedMessage);
    if (answer.state === 'stored') return JSON.stringify(answer.receipt);
    for (const file of answer.files) await fetchFile(door, partner, { ...coming, file });
    const whole = await offerAgain(partner, coming.offerId);
    if (whole.state === 'stored') return JSON.stringify(whole.receipt);
    throw unanswered('Not all of its files came');
  } catch (error) {
    if (error instanceof DomainError && error.details.signed !== undefined) return error.details.signed;
    throw error;
  }
}

/** Fetches a file from where it is held here to its end. */
async function fetchFile(
  door: PartnerDoor,
  partner: Partner,
  { place, offerId, file: { sha256, size, offset } }: Coming & { readonly file: WantedFile },
): Promise<void> {
  const path = `${place}/files/${sha256}`;
  for (let from = offset; from < size; ) {
    const range = { start: from, end: Math.min(from + PART_BYTES, size) - 1 };
    const part = { offerId, sha256, from, total: size };
    from = await door.download(path, range, async (stream) => {
      return await takePart(partner, part, { size: range.end - range.start + 1, stream });
    });
  }
}

function unanswered(message: string): DomainError {
  return new DomainError('unavailable', 'partner-unanswered', message);
}

const json = { 'Content-Type': 'application/json' };
