import { createHmac, randomBytes } from 'node:crypto';
import type { Actor } from '../platform/actor.ts';

/** Letters that are not mistaken for one another when read from a slip of paper. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;

/**
 * A start password: 79 bits, in groups of four. For a request with an idempotency key it is derived from that key and the secret,
 * so that a repeated request shows the same password although it is stored nowhere.
 */
export function startPassword(secret: string, { personId, agencyId, request }: Actor): string {
  const claim = request?.idempotency;
  const bytes = claim
    ? createHmac('sha256', secret)
        .update(JSON.stringify(['start-password', personId, agencyId, claim.endpoint, claim.key]))
        .digest()
    : randomBytes(LENGTH);
  const text = [...bytes.subarray(0, LENGTH)].map((byte) => letters[byte % letters.length]).join('');
  return text.replace(/(.{4})(?=.)/g, '$1-');
}
