import type { StoredFile } from '../../platform/files/files.ts';
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
 * The port to other agencies, named by their codes. A carrier gives what the recipient answered as its transport receipt, unchecked, and
 * only when the recipient keeps the message for good. It throws a refusal of `messageRefusals` when the recipient refused, with the signature
 * it bears, unchecked; and anything else when nobody knows whether it arrived. Either way the same bytes may be handed over again, and a
 * recipient that has them already gives the receipt it gave then.
 */
export interface Transport {
  carry(recipientCode: string, message: CarriedMessage): Promise<SignedThing>;
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
