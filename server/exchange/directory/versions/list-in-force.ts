import { DomainError } from '../../../platform/errors.ts';
import { heldVersion } from '../queries.ts';

/**
 * Refuses with `directory-ended` once the newest list has ended: it still names keys for what was sent before, but nothing new leaves for
 * other deployments or is taken from them until the next list (exchange-protocol §4).
 */
export async function requireListInForce(at: Date): Promise<void> {
  const held = await heldVersion();
  if (!held || held.validUntil > at) return;
  throw new DomainError('unavailable', 'directory-ended', `The directory ended on ${held.validUntil.toISOString()}`);
}
