/** Whether and how a mail is signed or sealed by S/MIME (RFC 8551): its signature beside it, around it, or the whole closed to us. */
export type Smime = 'none' | 'signed' | 'sealed';

/** Who sent a mail or is to get it. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** Something a mail carries, as it was wrapped. */
export interface CarriedPart {
  readonly name: string;
  /** What its sender calls it; never believed. */
  readonly mediaType: string;
  /** A picture that the text shows, as those of signatures are; everything else lies beside the text. */
  readonly isInline: boolean;
  readonly content: Uint8Array;
}

/** A mail as its format gives it, whichever that is. */
export interface MailContent {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  readonly messageId: string | null;
  /** When its sender says it was sent: ISO 8601. */
  readonly sentAt: string | null;
  readonly text: string;
  readonly smime: Smime;
  readonly parts: readonly CarriedPart[];
}
