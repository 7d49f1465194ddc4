import type { Partner } from '../actor.ts';
import { type RateLimit, takeTry } from '../api/rate-limits.ts';

let most: number | undefined;

/** Says how many requests a minute each partner has; called once by the composition root. Without it, there is no limit. */
export function limitPartners(requestsPerMinute: number | undefined): void {
  most = requestsPerMinute;
}

/**
 * Counts a request of a partner, to all processes together; refuses with `too-many-requests`, and the seconds to wait, what goes beyond its
 * share (docs/exchange-protocol.md, section 6). The others have theirs.
 */
export async function countRequest({ deploymentId }: Partner): Promise<void> {
  if (most === undefined) return;
  const limit: RateLimit = {
    ...{ name: 'partner', most, windowSeconds: 60 },
    refusal: { code: 'too-many-requests', message: `A deployment may ask ${most} times a minute` },
  };
  await takeTry({ limit, who: deploymentId });
}
