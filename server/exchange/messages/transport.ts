import type { StoredFile } from '../../platform/files/files.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { SignedThing } from './signed-thing.ts';

/**
 * A message on its way. The files belong to this message: they travel with it, and a file that only lies at the recipient’s
 * under the same hash does not stand in for one that was not brought: else whoever knows a hash would be given the file.
 */
export interface CarriedMessage extends SignedThing {
  readonly files: readonly StoredFile[];
  /** A person has decided that it may go in clear where it cannot be sealed any more. */
  readonly inClear?: boolean;
}

/**
 * The port to other agencies, named by their codes: what leaves the house leaves by a carrier – to the door next to it (`local-carrier.ts`), over
 * HTTPS (`https-carrier.ts`), laid out to be collected (`waiting-carrier.ts`), over the national document axis (`axis-carrier.ts`). It takes what was
 * made once and is kept, and gives what says that this is held for good, unchecked. It throws a refusal when it was refused, with the signature that
 * bears, unchecked; and anything else when nobody knows whether it arrived. Either way the same bytes may be handed over again: who has them already
 * says what was said then.
 */
export interface Carrier<Carried, Held> {
  carry(recipientCode: string, carried: Carried): Promise<Held>;
}

/** Carries signed messages; what its recipient answers is a transport receipt, and refusals are those of `messageRefusals`. */
export interface Transport extends Carrier<CarriedMessage, SignedThing> {
  /** The door of a recipient that is hosted here too; none of any other. */
  readonly doorHere?: (recipientCode: string) => Promise<DoorHere | undefined>;
  /**
   * What a recipient holds under the id of a message that its sender lost and made anew, unchecked; nothing where it gives none. No carrier that has no
   * such way bears it.
   */
  readonly held?: (recipientCode: string, of: HeldMessage) => Promise<SignedThing | undefined>;
}

/**
 * Has a message that was signed and stored this moment looked at as any door does, and then taken in beside the act of its sender that says that it was sent:
 * both are done or none, each in the log of its own agency. What the act refuses is refused as by a carrier.
 */
export type DoorHere = <T>(message: CarriedMessage, act: (take: TakeHere) => Promise<T>) => Promise<T>;

/** Takes the message in beside the act of its sender, and gives the transport receipt that is stored with it. */
export type TakeHere = (tx: Transaction) => Promise<SignedThing>;

/** A message by its sender and its id. */
export interface HeldMessage {
  readonly sender: string;
  readonly messageId: string;
}

let inUse: Transport | undefined;

/** Says what carries messages; called once by the composition root. */
export function useTransport(transport: Transport): void {
  inUse = transport;
}

/** What carries the messages of this process. */
export function transport(): Transport {
  if (!inUse) throw new Error('No transport is in use: call useTransport first');
  return inUse;
}
