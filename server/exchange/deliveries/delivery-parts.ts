import type { Delivery } from './delivery.ts';

/** What the recipients of a document are summed up by; who has to be seen to stands first. */
export const deliveryParts = [
  ...(['stuck', 'refused', 'late', 'moving'] as const),
  ...([
    'arrived',
    'accepted',
    'paper',
    'posted',
    'internal',
    'recalled',
    'taken-back',
    'replaced',
    'readdressed',
  ] as const),
] as const;

type Standing = Pick<Delivery, 'state' | 'sentAt' | 'lateSince' | 'posted'>;
type DeliveryPart = (typeof deliveryParts)[number];

/**
 * What a delivery is summed up by: `late` is one on its way of which its sender had to be told, `accepted` whatever
 * came after that, `paper` what a clerk has not said to have gone yet, `internal` a unit of the sender.
 */
export function partOf({ state, sentAt, lateSince, posted }: Standing): DeliveryPart {
  if (state === 'paper' && posted) return 'posted';
  if (state === 'waiting' || state === 'retrying') return lateSince && !sentAt ? 'late' : 'moving';
  const isAccepted = state === 'accepted' || state === 'assigned' || state === 'in-progress' || state === 'done';
  return isAccepted ? 'accepted' : state;
}

/** Whether its recipient has taken it in electronically, found its signatures valid, and gets no paper beside it. */
export function needsNoPaper(delivery: Pick<Delivery, Taken>): boolean {
  const { channel, paperCopies, recipientVerdict } = delivery;
  return (
    channel === 'electronic' && paperCopies === 0 && recipientVerdict === 'valid' && partOf(delivery) === 'accepted'
  );
}

type Taken = 'channel' | 'paperCopies' | 'recipientVerdict' | 'state' | 'sentAt' | 'lateSince';
