import type { AuditEntry } from '../../audit/store.ts';
import type { Filter } from '../../platform/database/filter.ts';
import type { SignedMessage } from '../messages/transport.ts';
import type { EvidenceNote } from './container.ts';

/** A receipt of the recipient; with the sender's transport receipt for it where the recipient exports it. */
export interface ProvenReceipt {
  readonly sequence: number;
  readonly code: string;
  readonly signed: SignedMessage;
  readonly held?: SignedMessage;
}

/** What one agency holds of one message, to be put into a container. */
export interface Proven {
  readonly side: EvidenceNote['side'];
  readonly agencyId: string;
  readonly message: SignedMessage;
  readonly transportReceipt?: SignedMessage;
  readonly receipts: readonly ProvenReceipt[];
  /** The entries of the agency's log that tell of it. */
  readonly entries: Filter<AuditEntry>;
}
