import type { Row } from '../../platform/database/store.ts';

/** What becomes of a message that was taken in: it stays as it is, is marked as read, or moved to another folder. */
export const afterwards = ['leave', 'mark', 'move'] as const;

/** The mailbox of an agency — *hộp thư*: where it is and who looks into it. The password is sealed with a key that is no part of the database. */
export interface Mailbox extends Row {
  readonly agencyId: string;
  readonly address: string;
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (993), or asked for before anything else is said (143); never without. */
  readonly security: 'tls' | 'starttls';
  readonly username: string;
  readonly sealedPassword: string;
  readonly folder: string;
  readonly after: (typeof afterwards)[number];
  readonly moveTo: string | null;
  /** Whether it is looked into; one that is not keeps its place. */
  readonly active: boolean;
}

/** What a mailbox could not have taken in: which message, and why; nothing of what it says. */
export interface MessageNotTaken {
  readonly uid: number;
  readonly at: Date;
  readonly code: string;
}

/** How far a mailbox is looked through. */
export interface MailboxProgress extends Row {
  readonly agencyId: string;
  readonly mailboxId: string;
  /** Of which numbering of the folder (RFC 9051 §2.3.1.1) the last message is that was seen to. */
  readonly uidValidity: string;
  readonly lastUid: number;
  readonly lookedAt: Date | null;
  /** Why it cannot be looked into, and since when. */
  readonly fault: { readonly code: string; readonly since: Date } | null;
  readonly taken: number;
  /** The newest ones. */
  readonly notTaken: readonly MessageNotTaken[];
}

export const MOST_NOT_TAKEN_SHOWN = 20;
