import type { Agency } from '../../identity/agencies/agency.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import type { Arrival } from '../arrivals/arrival.ts';
import type { Noticed } from '../arrivals/notices/notice.ts';
import { saidLater } from '../arrivals/notices/said-later.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import type { FollowUp } from '../deliveries/follow-ups/follow-up.ts';
import { predecessorsOf } from '../directory/predecessors-of.ts';
import type { Message } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import { arrivals, deliveries, followUps } from '../store.ts';

/** What a message is about among the records that are here. */
export interface Concern {
  /** Whose records: the agency that it is addressed to, or one that was merged into that and had sent, or got, what it is about. */
  readonly agencyId: string;
  readonly sent?: Delivery | FollowUp | undefined;
  readonly arrival?: Arrival | undefined;
}

/** Finds what a message is about; nothing where it is about nothing else, or that is not here. A replacement brings a document, which its recipient takes in. */
export async function concernOf(message: Message, { id: agencyId, code }: Agency): Promise<Concern> {
  const said = saidLater(message);
  if (said) {
    const found = await arrivalOf(said.of, agencyId);
    const arrival = found ?? (await arrivalAtPredecessor(said.of, code));
    return { agencyId: said.kind === 'replace' ? agencyId : (arrival?.agencyId ?? agencyId), arrival };
  }
  if (message.kind !== 'receipt') return { agencyId };
  const { messageId } = message.receipt.of;
  const sent = (await readOne(deliveries, { messageId })) ?? (await readOne(followUps, { messageId }));
  const isOfPredecessor = sent && sent.agencyId !== agencyId && (await isPredecessor(sent.agencyId, code));
  return { agencyId: isOfPredecessor ? sent.agencyId : agencyId, sent };
}

/**
 * Refuses with `not-held-here` what is about nothing that is here, when its recipient stands in the place of an agency whose records are not here
 * either: nobody here can say that there is no such thing.
 */
export async function refuseHeldElsewhere({ code }: Agency): Promise<void> {
  const elsewhere = (await predecessorsOf(code, currentTime())).find(({ agencyId }) => agencyId === undefined);
  if (elsewhere)
    throw refusal('not-held-here', `It may be about what ${elsewhere.code} had, whose records are not here`);
}

async function arrivalOf({ sender: senderCode, messageId }: Noticed, agencyId: string): Promise<Arrival | undefined> {
  return await readOne(arrivals, { agencyId, senderCode, messageId });
}

async function arrivalAtPredecessor(of: Noticed, code: string): Promise<Arrival | undefined> {
  for (const { agencyId } of await predecessorsOf(code, currentTime())) {
    const found = agencyId === undefined ? undefined : await arrivalOf(of, agencyId);
    if (found) return found;
  }
  return undefined;
}

async function isPredecessor(agencyId: string, of: string): Promise<boolean> {
  return (await predecessorsOf(of, currentTime())).some((one) => one.agencyId === agencyId);
}
