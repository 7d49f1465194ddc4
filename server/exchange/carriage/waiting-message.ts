import type { Row } from '../../platform/database/store.ts';

/**
 * A message for an agency whose deployment collects what waits for it (docs/exchange-protocol.md, section 9). It is forgotten when it has
 * outlived its life.
 */
export interface WaitingMessage extends Row {
  readonly senderCode: string;
  readonly messageId: string;
  readonly recipientCode: string;
  /** The exact bytes and the signature, in base64. */
  readonly content: string;
  readonly signature: string;
  readonly files: readonly {
    readonly sha256: string;
    readonly size: number;
    readonly name: string;
    readonly mediaType: string;
  }[];
  readonly urgent: boolean;
  /** A person has decided that it may go in clear. */
  readonly inClear?: boolean;
  readonly at: Date;
  /** What the recipient has signed when it was collected, in JSON: its transport receipt, or its refusal. It waits no more then. */
  readonly answer?: { readonly is: 'receipt' | 'refusal'; readonly text: string };
}
