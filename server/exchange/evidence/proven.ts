import type { AuditEntry } from '../../audit/store.ts';
import type { Filter } from '../../platform/database/filter.ts';
import type { SignedThing } from '../messages/signed-thing.ts';
import type { EvidenceNote } from './container.ts';

/** A receipt of the recipient; with the sender's transport receipt for it where the recipient exports it. */
export interface ProvenReceipt {
  readonly sequence: number;
  readonly code: string;
  readonly signed: SignedThing;
  readonly held?: SignedThing;
}

/** A message, that its recipient holds it, and what that said of it. */
export interface ProvenMessage {
  readonly message: SignedThing;
  readonly transportReceipt?: SignedThing;
  readonly receipts: readonly ProvenReceipt[];
}

/** What its sender said later of a document: that it takes it back, corrects or replaces it, or asks for it. */
export interface ProvenFollowUp extends ProvenMessage {
  readonly kind: string;
}

/** What one agency holds of one message, to be put into a container. */
export interface Proven extends ProvenMessage {
  readonly side: EvidenceNote['side'];
  readonly agencyId: string;
  readonly followUps: readonly ProvenFollowUp[];
  /** The message in whose place this one brought a document, and what its recipient said of it. */
  readonly replaced?: ProvenMessage | undefined;
  /** The entries of the agency's log that tell of it. */
  readonly entries: Filter<AuditEntry>;
}

/** All that was signed about it. */
export function signedAbout({
  followUps,
  replaced,
  ...message
}: Pick<Proven, 'followUps' | 'replaced' | keyof ProvenMessage>): SignedThing[] {
  const messages = [message, ...(replaced ? [replaced] : []), ...followUps];
  const all = messages.flatMap(({ message: sent, transportReceipt, receipts }) => [
    sent,
    transportReceipt,
    ...receipts.flatMap(({ signed, held }) => [signed, held]),
  ]);
  return all.filter((one) => one !== undefined);
}
