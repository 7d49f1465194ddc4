import { createHmac, randomBytes } from 'node:crypto';
import type { Actor } from '../../platform/actor.ts';

/** Letters that are not mistaken for one another when read from a slip of paper. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;

/** A start password: 79 random bits, in groups of four. */
export function newStartPassword(): string {
  return spell(randomBytes(LENGTH));
}

/**
 * The start password that a request gives out: derived from its idempotency key and the secret, so that a repeated request shows
 * the same one although it is stored nowhere.
 */
export function startPasswordFor({ personId, agencyId, request }: Actor, secret: string): string {
  const claim = request?.idempotency;
  if (!claim) return newStartPassword();
  const origin = JSON.stringify(['start-password', personId, agencyId, claim.endpoint, claim.key]);
  return spell(createHmac('sha256', secret).update(origin).digest().subarray(0, LENGTH));
}

function spell(bytes: Uint8Array): string {
  const text = [...bytes].map((byte) => letters[byte % letters.length]).join('');
  return text.replace(/(.{4})(?=.)/g, '$1-');
}
