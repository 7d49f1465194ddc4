import { DomainError, type ErrorKind } from '../../platform/errors.ts';

/**
 * All that the doors of the exchange say to a message they do not take in, beside what no JSON text may be (`parseJson`): a closed list,
 * so that whoever sends can act on each (docs/exchange-protocol.md, section 12).
 */
export const messageRefusals = {
  /** More bytes than a message, or a signature, ever has. */
  'message-too-large': 'too-large',
  'message-malformed': 'invalid',
  /** What a later version, another kind or a critical member says is not guessed. */
  'unsupported-version': 'invalid',
  'unsupported-kind': 'invalid',
  'unsupported-member': 'invalid',
  /** Nobody of the directory, or not signed by the sender’s system key over these exact bytes. */
  'signature-invalid': 'unauthenticated',
  /** Well signed by another agency than the one it names, or under a name that is not that agency’s. */
  'sender-mismatch': 'not-permitted',
  'wrong-audience': 'not-permitted',
  'self-addressed': 'invalid',
  'clock-skew': 'malformed',
  'message-expired': 'malformed',
  'state-secret': 'invalid',
  /** None, or more than one file that is the document itself. */
  'main-file-mismatch': 'invalid',
  'file-name-refused': 'invalid',
  'file-type-refused': 'unsupported',
  /** A file that did not come with this message, came too much, or is not of the size that was said. */
  'attachment-mismatch': 'invalid',
  'tree-head-invalid': 'invalid',
  'message-id-conflict': 'conflict',
  /** A link to a message that the sender did not get from, or send to, the recipient. */
  'link-not-yours': 'not-permitted',
  'receipt-of-nothing': 'not-found',
  'receipt-of-another': 'not-permitted',
  'receipt-for-other-bytes': 'conflict',
  'receipt-conflict': 'conflict',
  'receipt-contradicts': 'conflict',
} as const satisfies Readonly<Record<string, ErrorKind>>;

export type MessageRefusal = keyof typeof messageRefusals;

/** Whether a code is one of the list. */
export function isMessageRefusal(code: string): code is MessageRefusal {
  return Object.hasOwn(messageRefusals, code);
}

/** The refusal with this code of the list. */
export function refusal(code: MessageRefusal, message: string, cause?: unknown): DomainError {
  return new DomainError(messageRefusals[code], code, message, cause === undefined ? {} : { cause });
}
