import type { Message, ReceiptMessage } from '../../messages/message.ts';
import type { EvidenceNote, Lackable } from '../container.ts';

/** What speaks against a container: something in it is not what was signed. */
export const faultCodes = [
  ...(['archive-malformed', 'mimetype-wrong', 'member-missing', 'member-unsigned', 'member-changed'] as const),
  ...(['signature-wrong', 'certificate-strange', 'content-malformed', 'of-another-message', 'file-missing'] as const),
  ...(['directory-signature-wrong', 'log-proof-wrong', 'log-of-another', 'timestamp-wrong'] as const),
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** A fault, with the member it is in; none for bytes outside of all members. */
export interface Fault {
  readonly code: FaultCode;
  readonly member: string | null;
}

/** Why a signature that is good in itself does not count for whoever checks. */
export type Doubt =
  | { readonly code: 'untrusted'; readonly member: string; readonly reasons: readonly string[] }
  | { readonly code: 'revoked' | 'names-another' | 'speaks-for-another'; readonly member: string }
  | { readonly code: 'exporter-is-no-party' };

/** What whoever checks should know, and what takes nothing from the proof. */
export type Remark =
  | { readonly code: 'lacks'; readonly what: Lackable }
  | { readonly code: 'revocation-unknown'; readonly member: string }
  | { readonly code: 'directory-unconfirmed' | 'log-key-unconfirmed' | 'partner-log-key-unconfirmed' };

/** A signature that is good over its bytes: for whom, with which certificate, and why it is believed. */
export interface SignatureFound {
  readonly member: string;
  readonly party: { readonly code: string; readonly name: string };
  readonly at: string;
  readonly subject: string;
  readonly issuer: string;
  readonly sha256: string;
  readonly believedBy: 'root' | 'directory' | null;
}

/** A status as its receipt tells it. */
export type StatusFound = ReceiptMessage['receipt'] & { readonly heldSince: string | null };

/** What its sender said of the document later: that it is taken back (`revoke`), replaced or corrected, or that it asks for it (`ask-back`, 13). */
export interface FollowUpFound {
  readonly kind: Message['kind'] | 'ask-back';
  readonly sender: { readonly code: string; readonly name: string };
  readonly sentAt: string;
  readonly by: string | null;
  readonly reason: string | null;
  /** Since when its recipient holds it. */
  readonly storedAt: string | null;
  readonly answers: readonly StatusFound[];
}

/** A document that another one replaces: what it was, when it was sent, and since when its recipient held it. */
export interface ReplacedFound {
  readonly code: string;
  readonly subject: string;
  readonly sentAt: string;
  readonly storedAt: string | null;
}

/** What a container tells. */
export interface EvidenceFacts {
  readonly note: EvidenceNote;
  readonly message: { readonly id: string; readonly kind: string; readonly sentAt: string };
  readonly sender: { readonly code: string; readonly name: string };
  readonly recipient: { readonly code: string; readonly name: string };
  readonly document: {
    readonly code: string;
    readonly typeName: string;
    readonly subject: string;
    readonly issuedOn: string;
  };
  readonly files: readonly {
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
    readonly role: string;
  }[];
  readonly storedAt: string | null;
  readonly statuses: readonly StatusFound[];
  readonly followUps: readonly FollowUpFound[];
  /** The ids of the documents of its recipient that it answers, as the message names them. */
  readonly answers: readonly string[];
  /** The document in whose place this one stands, as its recipient had got it. */
  readonly replaced: ReplacedFound | null;
  readonly signatures: readonly SignatureFound[];
  readonly log: LogFound | null;
  /** What the log of the other side says. */
  readonly partnerLog: LogFound | null;
  readonly stamps: readonly StampFound[];
}

/** A token of time over the exporter’s log: so many entries, the last of which was written at `until`, stood in it at `at`. */
export interface StampFound {
  readonly at: string;
  readonly authority: string;
  /** Whether it leads to a root of whoever checks. */
  readonly believed: boolean;
  readonly entries: number;
  readonly until: string;
}

export interface LogFound {
  readonly size: number;
  readonly time: string;
  readonly entries: readonly { readonly sequence: number; readonly at: string; readonly type: string }[];
}

/**
 * `broken`: something was changed or does not fit; `unclear`: all fits, but not everybody who signed is believed by the roots that were given; `proven`:
 * all fits and everybody is.
 */
export interface EvidenceReport {
  readonly verdict: 'proven' | 'unclear' | 'broken';
  readonly faults: readonly Fault[];
  readonly doubts: readonly Doubt[];
  readonly remarks: readonly Remark[];
  /** Null where a fault keeps it from being read. */
  readonly found: EvidenceFacts | null;
}
