import { z } from 'zod';
import { parseJson } from '../../platform/api/json-body.ts';
import { caseOf } from '../../platform/api/problem.ts';
import { DomainError } from '../../platform/errors.ts';
import { isMessageRefusal, type MessageRefusal } from './message-refusal.ts';

const REFUSAL_FORMAT = 'vanban-error/1';

/** The message that was refused: its id, and the SHA-256 of its bytes. */
interface Refused {
  readonly messageId: string;
  readonly messageSha256: string;
}

/** The content that an agency signs to refuse a message: the problem document, what it is about, and when (docs/exchange-protocol.md, section 12). */
export function refusalBytes(error: DomainError, { messageId, messageSha256 }: Refused, at: Date): Uint8Array {
  const about = { format: REFUSAL_FORMAT, messageId, messageSha256, at: at.toISOString() };
  return new TextEncoder().encode(JSON.stringify({ ...caseOf(error), ...about }));
}

const signedRefusal = z.object({
  format: z.literal(REFUSAL_FORMAT),
  type: z.string().startsWith('/problems/').max(100),
  messageId: z.string().max(64),
  messageSha256: z.string().max(64),
  at: z.iso.datetime(),
});

/**
 * The code of a refusal that came with a signature, before that is checked. Refuses with `refusal-unfit` what is none, that of another
 * message, and a code that is not of the closed list: whoever sent knows nothing then, and sends again.
 */
export function readSignedRefusal(bytes: Uint8Array, sent: Refused): MessageRefusal {
  const { data, error } = signedRefusal.safeParse(jsonIn(bytes));
  if (!data) throw refusalUnfit('It is not in the form of refusals', error);
  const isIts = data.messageId === sent.messageId && data.messageSha256 === sent.messageSha256;
  if (!isIts) throw refusalUnfit('It is the refusal of another message');
  const code = data.type.slice('/problems/'.length);
  if (!isMessageRefusal(code)) throw refusalUnfit(`Nothing is known of the refusal ${code}`);
  return code;
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    throw refusalUnfit('It is no JSON', error);
  }
}

/** A refusal came, and nobody knows whether it is the recipient’s. */
export function refusalUnfit(message: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'refusal-unfit', message, { cause });
}
