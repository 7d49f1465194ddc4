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
  /** The scanner of the recipient’s house has found something in a file. */
  'malware-found': 'invalid',
  /** A confidential message says outside something else than inside; or nobody here can open it. */
  'envelope-mismatch': 'invalid',
  'cannot-decrypt': 'invalid',
  'tree-head-invalid': 'invalid',
  'message-id-conflict': 'conflict',
  /** A link to a message that the sender did not get from, or send to, the recipient. */
  'link-not-yours': 'not-permitted',
  'receipt-of-nothing': 'not-found',
  /** It may be about what an agency had sent or got that was merged into its recipient, and whose records are not in this house, or about what was sent before acts were lost and is asked for. */
  'not-held-here': 'not-found',
  'receipt-of-another': 'not-permitted',
  'receipt-for-other-bytes': 'conflict',
  'receipt-conflict': 'conflict',
  'receipt-contradicts': 'conflict',
} as const satisfies Readonly<Record<string, ErrorKind>>;

export type MessageRefusal = keyof typeof messageRefusals;

/** What says something of the message itself, or of what was said before: sent again, it would be refused for ever. */
const final: ReadonlySet<MessageRefusal> = new Set([
  ...(['message-id-conflict', 'message-expired', 'message-too-large', 'message-malformed'] as const),
  ...(['unsupported-version', 'unsupported-kind', 'unsupported-member'] as const),
  ...(['self-addressed', 'state-secret', 'main-file-mismatch', 'file-name-refused', 'file-type-refused'] as const),
  ...(['malware-found', 'envelope-mismatch', 'cannot-decrypt'] as const),
  ...(['link-not-yours', 'tree-head-invalid', 'receipt-of-nothing', 'receipt-of-another'] as const),
  ...(['receipt-for-other-bytes', 'receipt-conflict', 'receipt-contradicts'] as const),
]);

/** What a recipient's house says, unsigned, while something of its own is not in order: nothing of the message, which is tried again. */
export const houseRefusals: ReadonlySet<string> = new Set([
  ...['recipient-cannot-sign', 'scanner-unavailable', 'scanner-limit'],
]);

/** Whether a refusal, once its recipient has signed it, ends a message for a person to decide (docs/exchange-protocol.md, section 12). */
export function isFinalRefusal(code: MessageRefusal): boolean {
  return final.has(code);
}

/** Whether a code is one of the list. */
export function isMessageRefusal(code: string): code is MessageRefusal {
  return Object.hasOwn(messageRefusals, code);
}

/** The refusal with this code of the list. */
export function refusal(code: MessageRefusal, message: string, cause?: unknown): DomainError {
  return new DomainError(messageRefusals[code], code, message, cause === undefined ? {} : { cause });
}
