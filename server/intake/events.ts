import type {} from '../audit/event.ts';

/** Of an event about a mail that came to the agency; what it says stands in no event. */
interface OfMail {
  readonly mailId: string;
}

interface OfMailbox {
  readonly mailboxId: string;
}

declare module '../audit/event.ts' {
  interface AuditEvents {
    /** A file that was sent bears a degree of secrecy: it was erased, and nothing of it is kept. */
    'state-secret-erased': Alone;
    'mail-proposed': OfMail;
    /** A message of the mailbox was not taken in; it is there as before. */
    'mail-not-taken': OfMailbox & { readonly reason: string };
    'mailbox-set': OfMailbox & { readonly address: string; readonly host: string };
    'mail-registered': OfMail & OfDocument;
    'mail-refused': OfMail & { readonly reasonCode: string; readonly reason?: string };
    'mail-viewed': OfMail;
    'mail-downloaded': OfMail & { readonly fileId: string };
  }
}
