import type { Row } from '../../platform/database/store.ts';
import { sha256Of } from '../messages/message.ts';
import type { Travelled } from '../messages/travelled.ts';

/**
 * A message whose files are on their way from another deployment; its id is the sender's code and the message id. It is forgotten when the
 * message has been taken in, or was not within its life.
 */
export interface Offer extends Row {
  /** The deployment that offered it last, and that alone goes on with it. */
  readonly deploymentId: string;
  /** The exact bytes and the signature, in base64. */
  readonly content: string;
  readonly signature: string;
  readonly files: readonly OfferedFile[];
  /** Whether it ever came in clear; what an earlier release took in does not say. */
  readonly travelled?: Travelled;
  readonly at: Date;
}

/** A file as it travels, sealed or not; once it came whole it lies in the file store. */
export interface OfferedFile {
  readonly size: number;
  readonly sha256: string;
  readonly came: boolean;
}

export function offerIdOf(senderCode: string, messageId: string): string {
  return `${senderCode}/${messageId}`;
}

/** Under which name the parts of a file of one message lie: no other message gets at them, so that knowing a hash gives nobody a file. */
export function partialIdOf(offerId: string, { sha256 }: Pick<OfferedFile, 'sha256'>): string {
  return sha256Of(Buffer.from(`${offerId}/${sha256}`));
}
