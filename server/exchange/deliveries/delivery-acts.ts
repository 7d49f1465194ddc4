import { type Delivery, isEnded } from './delivery.ts';

/**
 * Whether somebody has to see to a delivery: it was refused, stands still, is late, is not given back, or its recipient cannot be told something of it,
 * and nobody has said what was done about it.
 */
export function isUnsettled(delivery: Standing & Pick<Delivery, 'settled' | 'askedBack' | 'untold'>): boolean {
  const { state, askedBack, untold, settled } = delivery;
  if (settled !== undefined) return false;
  return (
    untold !== undefined || state === 'refused' || state === 'stuck' || isLate(delivery) || askedBack?.open === false
  );
}

/**
 * Whether the recipient may be asked for the document back (13): it holds it by a message of ours, has neither refused it nor done with it, and is
 * not asked yet.
 */
export function mayAskBack({ state, sentAt, askedBack }: Delivery): boolean {
  const isOver = state === 'refused' || state === 'done' || isEnded({ state });
  return sentAt !== undefined && !isOver && askedBack?.open !== true;
}

type Standing = Pick<Delivery, 'state' | 'sentAt' | 'lateSince'>;

/** Whether a delivery is still on its way although its sender had to be told that it takes long. */
function isLate({ state, sentAt, lateSince }: Standing): boolean {
  return (state === 'waiting' || state === 'retrying') && sentAt === undefined && lateSince !== undefined;
}

/** Whether a document may go on paper in place of a message that no recipient holds. */
export function mayGoOnPaper(delivery: Standing & Pick<Delivery, 'receipts'>): boolean {
  const isUnsent = delivery.state === 'retrying' || delivery.state === 'stuck' || isLate(delivery);
  return isUnsent && delivery.sentAt === undefined && delivery.receipts.length === 0;
}

/** Refusals of the recipient's door for what the document itself is: the same bytes are refused for ever, whoever sends them how often. */
const ofTheDocument: ReadonlySet<string> = new Set([
  ...['envelope-unfit', 'message-malformed', 'message-too-large', 'self-addressed', 'state-secret'],
  ...['main-file-mismatch', 'file-name-refused', 'file-type-refused', 'malware-found'],
]);

/** Whether sending once more may end otherwise: not when the document itself is refused, which another one replaces. */
export function isMendedBySending({ lastError }: Pick<Delivery, 'lastError'>): boolean {
  return lastError === undefined || !ofTheDocument.has(lastError);
}

/** Whether a delivery may be sent again by hand, the same message: it never arrived. */
export function mayRetry({ state, lastError }: Pick<Delivery, 'state' | 'lastError'>): boolean {
  return (state === 'stuck' || state === 'retrying') && isMendedBySending({ ...(lastError && { lastError }) });
}

/** A message that follows a document, as far as it tells whether it stands still. */
type Following = Pick<Delivery, 'sentAt' | 'lastError'>;

/**
 * Whether a document – or, where its recipient holds that, a message that follows it – stands still because nothing seals it for its recipient any
 * more, for whom messages were sealed before; and nobody has let it go.
 */
export function mayGoInClear(delivery: Delivery, followed: readonly Following[]): boolean {
  if (delivery.inClear !== undefined) return false;
  if (delivery.sentAt !== undefined) return followed.some(waitsForKey);
  return mayRetry(delivery) && waitsForKey(delivery);
}

/** Whether nobody holds a message for want of a key that seals it. */
export function waitsForKey({ sentAt, lastError }: Following): boolean {
  return sentAt === undefined && lastError === 'not-in-clear';
}

/** Whether a document may be sent once more to a recipient who refused it: by a message of its own. */
export function maySendAnew({ state, settled }: Pick<Delivery, 'state' | 'settled'>): boolean {
  return state === 'refused' && settled === undefined;
}

/** Whether another recipient may get the document in the place of this one: it does not hold it, or refused it. */
export function mayReaddress(delivery: Delivery): boolean {
  return mayGoOnPaper(delivery) || maySendAnew(delivery);
}

type DeliveryAct =
  | 'retry'
  | 'in-clear'
  | 'send-anew'
  | 'readdress'
  | 'paper'
  | 'record-posting'
  | 'ask-back'
  | 'settle';

/** What is left to do about a delivery of a document that is not in force any more: to say how it went, and that it is seen to. */
const ofPast: readonly DeliveryAct[] = ['record-posting', 'settle'];

/** What belongs to a delivery. */
interface AroundDelivery {
  readonly isInForce: boolean;
  readonly followed: readonly Following[];
}

/** What a clerk may do about a delivery now; with what was taken back or replaced nothing is begun any more, but whoever holds it is told. */
export function actsOn(delivery: Delivery, { isInForce, followed }: AroundDelivery): DeliveryAct[] {
  const left: readonly DeliveryAct[] = delivery.sentAt === undefined ? ofPast : [...ofPast, 'in-clear'];
  return possibleOn(delivery, followed).filter((act) => isInForce || left.includes(act));
}

function possibleOn(delivery: Delivery, followed: readonly Following[]): DeliveryAct[] {
  return [
    ...(mayRetry(delivery) ? ['retry' as const] : []),
    ...(mayGoInClear(delivery, followed) ? ['in-clear' as const] : []),
    ...(maySendAnew(delivery) ? ['send-anew' as const] : []),
    ...(mayReaddress(delivery) ? ['readdress' as const] : []),
    ...(mayGoOnPaper(delivery) ? ['paper' as const] : []),
    ...(delivery.state === 'paper' ? ['record-posting' as const] : []),
    ...(mayAskBack(delivery) ? ['ask-back' as const] : []),
    ...(isUnsettled(delivery) ? ['settle' as const] : []),
  ];
}
