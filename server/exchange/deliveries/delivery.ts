import type { SignedTreeHead } from '../../audit/tree/tree-head.ts';
import type { Row } from '../../platform/database/store.ts';
import type { Added, RecipientKind } from '../../registry/outgoing/recipients/recipient.ts';
import type { KeptPacket } from '../axis/packets.ts';
import type { Receipt, ReceiptCode, RefusalReason } from '../messages/receipt.ts';
import type { KeptTransportReceipt } from '../messages/transport-receipt.ts';
import type { Posting } from './on-paper/posting.ts';

/** A signed receipt as the sender keeps it; the exact bytes and their signature lie in the file store. */
export interface KeptReceipt {
  /** Its place among all that the recipient says of this delivery. */
  readonly sequence: number;
  readonly code: ReceiptCode;
  readonly at: Date;
  readonly recordedAt: Date;
  readonly by?: string;
  readonly reasonCode?: RefusalReason;
  readonly reason?: string;
  readonly arrivalNumber?: number;
  readonly verdict: Receipt['verdict'];
  readonly sha256: string;
  readonly signatureSha256: string;
}

/** A status as the axis tells it: unsigned, so it proves nothing. */
export interface ToldStatus {
  /** The id and the exact bytes of its packet. */
  readonly axisId: string;
  readonly sha256: string;
  readonly code: ReceiptCode;
  readonly at: Date;
  readonly recordedAt: Date;
  readonly by?: string;
  readonly reason?: string;
}

/** What was handed to the national document axis for a recipient. */
export interface OverAxis {
  /** Kept before it leaves, so that the same is sent however often it takes. */
  readonly packet: KeptPacket;
  readonly at: Date;
  /** The recipient, and the document, as the packet names them. */
  readonly to: string;
  readonly documentId: string;
  /** The id that the axis gave it, once it had it. */
  readonly axisId?: string;
}

/** What a person has decided about a delivery, and why. */
interface Decision {
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/** Where a delivery stands for the sender. */
export const deliveryStates = [
  ...(['paper', 'internal', 'waiting', 'retrying', 'stuck'] as const),
  ...(['arrived', 'refused', 'accepted', 'assigned', 'in-progress', 'done'] as const),
  ...(['recalled', 'taken-back', 'replaced', 'readdressed'] as const),
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** One document on its way to one recipient — *gửi văn bản*; it belongs to the sending agency. */
export interface Delivery extends Row {
  readonly agencyId: string;
  readonly documentId: string;
  /** Who gets it; `insteadOf` is the name on the document of an agency that has been merged into this one, or in whose place it gets it. */
  readonly recipient: {
    readonly kind?: RecipientKind;
    readonly agencyId?: string;
    readonly code?: string;
    readonly name: string;
    readonly insteadOf?: string;
    /** The unit there whom it is for. */
    readonly unit?: string;
    /** The unit of the sender itself. */
    readonly unitId?: string;
    readonly address?: string;
  };
  /** *Internal* needs no carrier: a unit of the sender reads the document where it is. */
  readonly channel: 'electronic' | 'paper' | 'internal';
  readonly paperCopies: number;
  readonly paperReason?: string;
  /** How it went on paper, as a clerk recorded it. */
  readonly posted?: Posting & { readonly at: Date; readonly by: string };
  readonly state: DeliveryState;
  readonly messageId?: string;
  readonly envelopeSha256?: string;
  readonly envelopeSignatureSha256?: string;
  /** The head of the sender’s log that went with it. */
  readonly treeHead?: SignedTreeHead;
  readonly createdAt: Date;
  /** Who had it sent after the issue, and when. */
  readonly added?: Added;
  /** The deployment that hosts the recipient, where that is another one. */
  readonly partner?: string;
  /** As urgent as its document is. */
  readonly priority?: number;
  /** Since when its sender has been told that no recipient holds it yet. */
  readonly lateSince?: Date;
  /** Whether the life of its message ended before the recipient held it. */
  readonly expired?: boolean | undefined;
  /** What went over the axis, where that carries it. */
  readonly overAxis?: OverAxis;
  /** The recipient holds the message for good since then, as its transport receipt says; or the axis does, which gives none. */
  readonly sentAt?: Date;
  readonly transportReceipt?: KeptTransportReceipt;
  readonly attempts: number;
  readonly lastError?: string;
  /** The refusal that ended it, as the recipient signed it (docs/exchange-protocol.md, section 12). */
  readonly signedRefusal?: string;
  readonly receipts: readonly KeptReceipt[];
  /** What its recipient told over the axis. */
  readonly statuses?: readonly ToldStatus[];
  readonly recipientVerdict?: Receipt['verdict'];
  /** Which of those that bring the document to this recipient it is, from the second on. */
  readonly ordinal?: number;
  /** The delivery by which the document was sent once more, after this one was refused or to another recipient: that one counts. */
  readonly sentAnewAs?: string;
  /** The name of the recipient that gets it in the place of this one. */
  readonly readdressedTo?: string;
  /** Its recipient is asked for it back (13) and has not answered, or has declined (16), for this reason. */
  readonly askedBack?: { readonly open: true } | { readonly open: false; readonly declined: string } | undefined;
  /** How many corrections of the document its message says, or has to say when it is made, or its recipient was left to be told. */
  readonly corrections?: number;
  /** The delivery to the same recipient of the document in whose place this one goes. */
  readonly replaces?: string;
  /** That it may go in clear although nothing seals it for its recipient any more: who decided that, and why. */
  readonly inClear?: Decision;
  /** Why its recipient cannot be told what was said of it later: its system takes no such message. */
  readonly untold?: string | undefined;
  /** What was done about it instead, when it was refused or stands still. */
  readonly settled?: Decision;
}

/** What the recipient does with a document, told by these codes; the others ask for it back, or answer that. */
const stateOfCode: Partial<Record<ReceiptCode, DeliveryState>> = {
  '01': 'arrived',
  '02': 'refused',
  '03': 'accepted',
  '04': 'assigned',
  '05': 'in-progress',
  '06': 'done',
};

/**
 * The state of a delivery by all receipts that are kept: what the recipient said last, since receipts may overtake each other.
 * Without any of them, on paper, and once the sender has it back or it went to another recipient, it keeps its state.
 */
export function stateBy(state: DeliveryState, kept: readonly Pick<KeptReceipt, 'sequence' | 'code'>[]): DeliveryState {
  if (state === 'paper' || isEnded({ state })) return state;
  const told = kept.filter(({ code }) => stateOfCode[code] !== undefined);
  const [first, ...rest] = told;
  if (!first) return state;
  const last = rest.reduce((latest, one) => (one.sequence > latest.sequence ? one : latest), first);
  return stateOfCode[last.code] ?? state;
}

/** Whether nothing more is sent for it: its sender has the document back, or it goes to another recipient. */
export function isEnded({ state }: Pick<Delivery, 'state'>): boolean {
  return state === 'recalled' || state === 'taken-back' || state === 'replaced' || state === 'readdressed';
}

/** The packet by which a document went to its recipient over the axis: that has it, or nobody else can have it; undefined where it went straight. */
export function sentOverAxis({ overAxis, messageId }: Pick<Delivery, 'overAxis' | 'messageId'>): OverAxis | undefined {
  return overAxis?.axisId !== undefined || messageId === undefined ? overAxis : undefined;
}

/**
 * Whether its message is still handed over: until the recipient has receipted or refused it, also when it was taken back or replaced meanwhile, since
 * an attempt without an answer may have brought it there. What had no message by then, and what goes to another recipient, does not leave any more.
 */
export function isStillSent({ channel, sentAt, state, messageId }: Delivery): boolean {
  if (channel !== 'electronic' || sentAt !== undefined) return false;
  return !isEnded({ state }) || (messageId !== undefined && state !== 'readdressed');
}

/** The state of a delivery of which only the axis tells: what was said of the last act; the codes of one moment rise. */
export function stateTold(state: DeliveryState, statuses: readonly Pick<ToldStatus, 'at' | 'code'>[]): DeliveryState {
  const inOrder = statuses.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.code.localeCompare(b.code));
  return stateBy(
    state,
    inOrder.map(({ code }, sequence) => ({ code, sequence })),
  );
}

const accepting: ReadonlySet<ReceiptCode> = new Set(['03', '04', '05', '06']);

/** Statuses of one message are numbered one by one; a side that has lost acts goes on far above what it may have said (docs/exchange-protocol.md, section 8). */
const LEFT_OUT_AT_MOST = 20;

/**
 * Whether a receipt says the opposite of one that is kept: accepted or handled after a refusal, or refused after that. What was decided anew after a loss
 * is no contradiction of what was decided before.
 */
export function contradicts(
  kept: readonly Pick<KeptReceipt, 'code' | 'sequence'>[],
  { code, sequence }: Pick<KeptReceipt, 'code' | 'sequence'>,
): boolean {
  const isOpposite = (earlier: ReceiptCode) =>
    code === '02' ? accepting.has(earlier) : accepting.has(code) && earlier === '02';
  return kept.some((one) => isOpposite(one.code) && Math.abs(one.sequence - sequence) <= LEFT_OUT_AT_MOST);
}

/** The recipient’s verdict after one more receipt: `pending`, said before the signatures were checked, never replaces a verdict. */
export function verdictAfter(known: Receipt['verdict'] | undefined, said: Receipt['verdict']): Receipt['verdict'] {
  return said === 'pending' ? (known ?? said) : said;
}
